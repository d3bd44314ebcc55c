"""What is stuck at a unit and below it: which kinds there are, and the cases of one kind, the worst first."""

from typing import Any

from django.db.models import DateTimeField, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import BEFORE_ANSWER, State
from huisheng.cases.permissions import unbarred
from huisheng.cases.queries.lists import under
from huisheng.cases.queries.pages import BEHIND, Cursor, Page, falls, in_order, page_of
from huisheng.core import clock
from huisheng.core.prepared import Given, columns_of
from huisheng.desk.queries.day import COLUMNS
from huisheng.network.nodes import UnitNode
from huisheng.network.tree import tree
from huisheng.people.prepared import prepared_for_viewer
from huisheng.people.viewer import Viewer

SIZE = 10
HUB_LEVEL = 5
READ = columns_of(Case, only=(*COLUMNS, "question_open"))


class Stuck(TextChoices):
    """Why cases stand still. The values are names of counts in `workload.Tally`."""

    LATE = "late", _("超时")
    TRIAGE = "triage", _("等整理")
    ASSIGN = "assign", _("等交办")
    SIGN = "sign", _("等签收")
    RETURNED = "returned", _("退回来的")
    QUESTION = "question", _("等居民回答")


def stuck_cases(viewer: Viewer, unit_id: int, kind: Stuck, cursor: Cursor | None = None) -> Page:
    """The cases of one kind, the longest overdue first. One statement.

    For units whose board the viewer may open: those they may read whole, so that only bars take away.
    """
    falling = falls(cursor, descending=False)
    query = _stuck(viewer, unit_id, kind, falling, cursor is not None)
    place = {"at": cursor.at, "id": cursor.id} if cursor else {}
    cases = [Case.from_db(None, READ, row) for row in query.rows(now=clock.now(), **place)]
    return page_of(cases, "due_at", cursor, SIZE)


@prepared_for_viewer
def _stuck(viewer: Viewer, unit_id: int, kind: Stuck, falling: bool, begun: bool) -> QuerySet[Case, Any]:
    cases = unbarred(viewer).filter(under(unit_id), _condition(kind)).values_list(*READ)
    behind = BEHIND if begun else None
    return in_order(cases, ("due_at", "id"), falling=falling, behind=behind, size=SIZE)


def board_tops(viewer: Viewer) -> list[UnitNode]:
    """The units whose boards the viewer may open from the start: where assigning or overseeing begins."""
    network = tree()
    roots = {
        root.unit_id
        for function in ("assign", "oversee")
        for root in viewer.reach_for(function).roots
        if may_open_board(viewer, root.unit_id)
    }
    units = sorted((network.unit(unit) for unit in roots), key=lambda unit: (unit.level, unit.code))
    return [first_fork(unit) for unit in units]


def directs_others(viewer: Viewer) -> bool:
    """Whether somebody assigns or oversees more than they handle themselves: dispatchers and leaders."""
    directs = viewer.units_for("assign") | viewer.units_for("oversee")
    return not directs <= viewer.units_for("handle")


def may_open_board(viewer: Viewer, unit_id: int) -> bool:
    """Whether the viewer oversees or assigns at the unit, and may read all that lies at it and below."""
    below = tree().subtree(unit_id)
    directs = viewer.units_for("assign") | viewer.units_for("oversee")
    return unit_id in directs and below <= viewer.units_for("see")


def first_fork(unit: UnitNode) -> UnitNode:
    """The unit itself, or the first below it under which there is more than one: a bureau has one centre."""
    below = units_below(unit.id)
    return first_fork(below[0]) if len(below) == 1 and below[0].level == unit.level else unit


def units_below(unit_id: int) -> list[UnitNode]:
    """The units of the next level; hub households work on no matters."""
    network = tree()
    found = (network.unit(child) for child in network.children(unit_id))
    return [unit for unit in found if unit.level < HUB_LEVEL]


def _condition(kind: Stuck) -> Q:
    return {
        Stuck.LATE: Q(state__in=BEFORE_ANSWER, due_at__lt=Given("now", DateTimeField())),
        Stuck.TRIAGE: Q(state=State.RECEIVED),
        Stuck.ASSIGN: Q(state=State.TRIAGED),
        Stuck.SIGN: Q(state=State.ASSIGNED),
        Stuck.RETURNED: Q(state=State.RETURNED),
        Stuck.QUESTION: Q(state__in=BEFORE_ANSWER, question_open=True),
    }[kind]
