from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import WITH_UNIT, Act
from huisheng.cases.permissions import may
from huisheng.cases.queries.pages import Cursor
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.queries import workload
from huisheng.desk.queries.around import years_without_holidays
from huisheng.desk.queries.board import Board, board_map, board_of, board_units
from huisheng.desk.queries.rows import rows_of
from huisheng.desk.queries.stuck import Stuck, board_tops, may_open_board, stuck_cases
from huisheng.network.nodes import UnitNode
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer, viewer_of


@functions("assign", "oversee")
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    """What is stuck, where and why, below one unit; everything that narrows stands in the address."""
    viewer = viewer_of(request)
    tops = board_tops(viewer)
    unit = _chosen(request, viewer, tops)
    kind = Stuck(request.GET["show"]) if request.GET.get("show") in Stuck.values else Stuck.LATE
    held = workload.workload()
    shown = board_of(unit, held, viewer)
    page = stuck_cases(viewer, unit.id, kind, Cursor.read(request.GET.get("at", "")))
    context = {
        "now": clock.now(),
        "counted_at": held.at,
        "board": shown,
        "map": board_map(shown),
        "units": board_units(shown),
        "path": _path(viewer, unit),
        "tops": [top for top in tops if len(tops) > 1],
        "kind": kind,
        "tabs": _tabs(shown, kind),
        "rows": [
            (row, _act(viewer, case)) for row, case in zip(rows_of(page.cases), page.cases, strict=True)
        ],
        "newer": _at(request.GET, page.before),
        "older": _at(request.GET, page.after),
        "back": request.get_full_path(),
        "years": years_without_holidays(),
    }
    return render(request, "desk/board.html", context)


def _chosen(request: HttpRequest, viewer: Viewer, tops: list[UnitNode]) -> UnitNode:
    """The unit in the address, else the viewer's own top; 404 for one that is not theirs to direct."""
    code = request.GET.get("unit", "")
    unit = tree().by_code(code) if code else next(iter(tops), None)
    if unit is None or not may_open_board(viewer, unit.id):
        raise Http404
    return unit


def _path(viewer: Viewer, unit: UnitNode) -> list[tuple[str, str]]:
    """From the topmost unit whose board the viewer may open down to this one."""
    line = [tree().unit(above) for above in reversed(tree().ancestors(unit.id))]
    return [(each.name, board_address(each.code)) for each in line if may_open_board(viewer, each.id)]


def board_address(code: str, kind: str = "") -> str:
    """The address of a unit's board."""
    asked = {"unit": code, **({"show": kind} if kind else {})}
    return f"{reverse('desk:board')}?{urlencode(asked)}"


def _tabs(shown: Board, kind: Stuck) -> list[tuple[str, str, bool, int]]:
    code, counts = shown.unit.code, shown.all
    return [
        (str(each.label), board_address(code, each.value), each == kind, getattr(counts, each.value))
        for each in Stuck
    ]


def _act(viewer: Viewer, case: Case) -> str:
    """What the viewer can do about it from here: `take_over`, `reassign`, `triage`, or nothing."""
    if case.state not in WITH_UNIT:
        return "triage" if may(viewer, case, Act.TRIAGE) else ""
    if case.supervisor_id is not None and may(viewer, case, Act.TAKE_OVER):
        return "take_over"
    return "reassign" if may(viewer, case, Act.REASSIGN) else ""


def _at(asked: QueryDict, cursor: Cursor | None) -> str:
    if cursor is None:
        return ""
    there = asked.copy()
    there["at"] = str(cursor)
    return f"?{there.urlencode()}"
