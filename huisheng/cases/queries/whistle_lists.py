"""Whistles in lists: those that call a person's units, those that wait for them, and all for leaders.

What is counted is counted by unit, never by person, and nothing is put in an order of merit (domain.md, answer 5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from huisheng.cases.models import CaseEvent, SideClock, Whistle, WhistleCall
from huisheng.cases.models.codes import Grade, Part
from huisheng.cases.models.transitions import OF_WHISTLES, Act
from huisheng.cases.models.whistle import QUESTIONS
from huisheng.cases.permissions import UNCLEAR, unbarred
from huisheng.cases.queries.names import unit_name
from huisheng.cases.queries.unaccused import unseen_of
from huisheng.cases.standing import stands_for
from huisheng.core import clock
from huisheng.network.tree import tree
from huisheng.people.prepared import prepared_for_viewer
from huisheng.people.viewer import Viewer

LATELY = timedelta(days=90)
# Of whistles and calls: an accusation of their case was lifted after they were blown.
LIFTED_SINCE = Exists(
    CaseEvent.objects.filter(case_id=OuterRef("case_id"), act=Act.LIFT, seq__gt=OuterRef("n"))
)
MOST_LISTED = 50


@dataclass(frozen=True)
class CallRow:
    """A line of a list: the case, the whistle, and what is due when (None: nothing)."""

    number: str
    title: str
    n: int
    unit: str
    part: str
    emergency: bool
    due: datetime | None


def calls_for(viewer: Viewer, most: int = MOST_LISTED) -> list[CallRow]:
    """To what the units of this person are called and still owe something, the most pressing first. One statement."""
    rows = _calls(viewer, most).rows()
    return [
        CallRow(number, title, n, unit_name(unit), str(Part(part).label), urgent, due)
        for number, title, n, unit, part, urgent, due in rows
    ]


@prepared_for_viewer
def _calls(viewer: Viewer, most: int) -> QuerySet[WhistleCall, Any]:
    units = stands_for(viewer, "handle")
    running = SideClock.objects.filter(
        case_id=OuterRef("case_id"), unit_id=OuterRef("unit_id"), clock__in=OF_WHISTLES, ended_at__isnull=True
    )
    urgent = Whistle.objects.filter(case_id=OuterRef("case_id"), n=OuterRef("n"))
    return (
        WhistleCall.objects.filter(unit_id__in=units, ended_at__isnull=True, reported_at__isnull=True)
        .filter(case__in=unbarred(viewer).exclude(UNCLEAR))
        .annotate(
            due=Subquery(running.order_by("due_at").values("due_at")[:1]),
            emergency=Subquery(urgent.values("emergency")[:1]),
        )
        .order_by("-emergency", "due", "case_id")
        .values_list("case__number", "case__title", "n", "unit_id", "part", "emergency", "due")
    )[:most]


@dataclass(frozen=True)
class WhistleRow:
    """A whistle in a list: how many were called, and how many have come, reported, or are late."""

    number: str
    title: str
    n: int
    unit: str
    at: datetime
    emergency: bool
    is_open: bool
    called: int
    reported: int
    late: bool


def blown_by(viewer: Viewer) -> list[WhistleRow]:
    """The open whistles of units for which this person handles. One statement."""
    whistles = Whistle.objects.filter(unit_id__in=viewer.units_for("handle"), ended_at__isnull=True)
    return _rows(viewer, whistles.filter(case__in=unbarred(viewer)))


def in_scope(viewer: Viewer) -> QuerySet[Whistle]:
    """The whistles that a leader or dispatcher overlooks: blown by or calling a unit in their reach."""
    units = viewer.units_for("oversee") | viewer.units_for("assign")
    called = WhistleCall.objects.filter(case_id=OuterRef("case_id"), n=OuterRef("n"), unit_id__in=units)
    scope = Whistle.objects.filter(Q(unit_id__in=units) | Exists(called), blown_at__gte=clock.now() - LATELY)
    return scope.filter(case__in=unbarred(viewer).exclude(UNCLEAR))


def overlooked(viewer: Viewer) -> list[WhistleRow]:
    """Those that are open, late ones first, then the newest that are over. One statement."""
    return _rows(viewer, in_scope(viewer))


def _rows(viewer: Viewer, whistles: QuerySet[Whistle]) -> list[WhistleRow]:
    calls = WhistleCall.objects.filter(case_id=OuterRef("case_id"), n=OuterRef("n"))
    late = SideClock.objects.filter(
        case_id=OuterRef("case_id"), clock__in=OF_WHISTLES, ended_at__isnull=True, due_at__lt=clock.now()
    )

    def counted(found: QuerySet[WhistleCall]) -> Subquery:
        return Subquery(found.order_by().values("n").annotate(count=Count("unit_id")).values("count"))

    rows = (
        whistles.annotate(
            late=Exists(late),
            lifted=LIFTED_SINCE,
            called=counted(calls),
            reported=counted(calls.filter(reported_at__isnull=False)),
        )
        .order_by(F("ended_at").desc(nulls_first=True), "-late", "-emergency", "-blown_at")
        .values_list(
            *("lifted", "case_id", "case__number", "case__title", "n", "unit_id", "blown_at", "emergency"),
            *("ended_at", "called", "reported", "late"),
        )
    )[:MOST_LISTED]
    found = list(rows)
    hidden = _unseen(viewer, ((row[1], row[4]) for row in found if row[0]))
    return [
        WhistleRow(
            number, title, n, unit_name(unit), at, emergency, ended is None, called, reported or 0, late
        )
        for _lifted, case, number, title, n, unit, at, emergency, ended, called, reported, late in found
        if (case, n) not in hidden
    ]


def _unseen(viewer: Viewer, whistles: Iterable[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Those that were blown while the case was about this person or their unit, which is over. One statement, none
    where no accusation was lifted since."""
    asked = list(whistles)
    kept = unseen_of(viewer, {case_id for case_id, _n in asked})
    return {(case_id, n) for case_id, n in asked if case_id in kept and kept[case_id].has(n)}


@dataclass(frozen=True)
class UnitCount:
    """How often one unit was called in the last 90 days, and what was said of its coming."""

    unit: str
    called: int
    open: int
    late: int
    rated: int
    in_time: int
    together: int
    result: int


def by_unit(viewer: Viewer) -> list[UnitCount]:
    """Counts of every unit called in the whistles that this person overlooks, in the order of the tree. One
    statement; three more where an accusation was lifted since."""
    scope = in_scope(viewer)
    found = _called(scope)
    if any(row["lifted"] for row in found.values()):
        blown = scope.filter(LIFTED_SINCE).values_list("case_id", "n")
        for case_id, n in _unseen(viewer, blown):
            scope = scope.exclude(case_id=case_id, n=n)
        found = _called(scope)
    return [
        UnitCount(
            unit=unit.name,
            **{name: found[unit.id][name] for name in ("called", "open", "late", "rated")},
            **{name: found[unit.id][f"{name}_yes"] for name in QUESTIONS},
        )
        for unit in tree().units.values()
        if unit.id in found
    ]


def _called(whistles: QuerySet[Whistle]) -> dict[int, dict[str, Any]]:
    """The calls of these whistles, counted by unit."""
    late = SideClock.objects.filter(
        case_id=OuterRef("case_id"),
        unit_id=OuterRef("unit_id"),
        clock__in=OF_WHISTLES,
        ended_at__isnull=True,
        due_at__lt=clock.now(),
    )
    calls = WhistleCall.objects.filter(
        Exists(whistles.filter(case_id=OuterRef("case_id"), n=OuterRef("n")))
    ).annotate(is_late=Exists(late), is_lifted=LIFTED_SINCE)
    rows = (
        calls.values("unit_id")
        .annotate(
            called=Count("n"),
            open=Count("n", filter=Q(ended_at__isnull=True)),
            late=Count("n", filter=Q(is_late=True)),
            lifted=Count("n", filter=Q(is_lifted=True)),
            rated=Count("n", filter=~Q(in_time="")),
            **{f"{name}_yes": Count("n", filter=Q(**{name: Grade.YES})) for name in QUESTIONS},
        )
        .order_by()
    )
    return {row["unit_id"]: dict(row) for row in rows}
