"""The pending ledger for staff, and the list of what waits for a decision of somebody above."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from huisheng.cases.models import Case
from huisheng.cases.models.ends import Exclusion
from huisheng.cases.queries.ledger import WAITING, owners_of, page_of_ledger, page_to_decide, sizes
from huisheng.cases.queries.lists import tally
from huisheng.cases.queries.names import role_name, unit_name
from huisheng.cases.queries.pages import Cursor
from huisheng.cases.queries.rows import rows_of
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.people.viewer import viewer_of

KINDS = {"pending": _("申请挂账的"), "exclusion": _("不计入统计的"), "insisted": _("坚持答复的")}
PAGES = {"pending": "cases:pending_decision", "insisted": "cases:insisted"}


@functions("see", "handle", "call_back")
@never_cache
def ledger(request: HttpRequest) -> HttpResponse:
    """What cannot be fixed yet, by the day on which it is looked at again."""
    found = page_of_ledger(viewer_of(request), Cursor.read(request.GET.get("at", "")))
    owners = owners_of(case.id for case in found.cases)
    lines: list[dict[str, Any]] = []
    for row, case in zip(rows_of(found.cases), found.cases, strict=True):
        owner = owners.get(case.id)
        said = f"{unit_name(owner.unit_id)} {role_name(owner.role)}" if owner else row.unit
        lines.append({"row": row, "case": case, "owner": said})
    return render(request, "cases/ledger.html", {"lines": lines, "now": clock.now(), **_pager(found)})


@functions("review")
@never_cache
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits for a decision: the ledger, exclusions, answers that were insisted upon (`?list=`; unless one is
    asked for, the first in which something waits)."""
    viewer, typed = viewer_of(request), request.GET.get("list", "")
    counted = sizes(viewer)
    shown = typed if typed in WAITING else next((kind for kind in KINDS if counted[kind]), "pending")
    found = page_to_decide(viewer, shown, Cursor.read(request.GET.get("at", "")))
    context = {
        "lines": [
            {"row": row, "case": case, "page": _page_for(shown, case)}
            for row, case in zip(rows_of(found.cases), found.cases, strict=True)
        ],
        "shown": shown,
        "tabs": [
            (label, f"?list={kind}", kind == shown, str(tally(counted[kind])))
            for kind, label in KINDS.items()
        ],
        "now": clock.now(),
        **_pager(found, f"list={shown}&"),
    }
    return render(request, "cases/reviews.html", context)


def _page_for(kind: str, case: Case) -> str:
    if kind == "exclusion":
        contested = case.exclusion == Exclusion.CONTESTED
        return "cases:exclusion_review" if contested else "cases:exclusion_decision"
    return PAGES[kind]


def _pager(found: Any, kept: str = "") -> dict[str, str]:
    return {
        "before": f"?{kept}at={found.before}" if found.before else "",
        "after": f"?{kept}at={found.after}" if found.after else "",
    }
