"""Whistles in lists: those that call a person's units, those that wait for them, and all for leaders.

What is counted is counted by unit, never by person, and nothing is put in an order of merit (domain.md, answer 5).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from huisheng.cases.models import SideClock, Whistle, WhistleCall
from huisheng.cases.models.codes import Grade, Part
from huisheng.cases.models.transitions import OF_WHISTLES
from huisheng.cases.models.whistle import QUESTIONS
from huisheng.cases.permissions import UNCLEAR, unbarred
from huisheng.cases.queries.names import unit_name
from huisheng.cases.standing import stands_for
from huisheng.core import clock
from huisheng.network.tree import tree
from huisheng.people.prepared import prepared_for_viewer
from huisheng.people.viewer import Viewer

LATELY = timedelta(days=90)
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
    return _rows(whistles.filter(case__in=unbarred(viewer)))


def in_scope(viewer: Viewer) -> QuerySet[Whistle]:
    """The whistles that a leader or dispatcher overlooks: blown by or calling a unit in their reach."""
    units = viewer.units_for("oversee") | viewer.units_for("assign")
    called = WhistleCall.objects.filter(case_id=OuterRef("case_id"), n=OuterRef("n"), unit_id__in=units)
    scope = Whistle.objects.filter(Q(unit_id__in=units) | Exists(called), blown_at__gte=clock.now() - LATELY)
    return scope.filter(case__in=unbarred(viewer).exclude(UNCLEAR))


def overlooked(viewer: Viewer) -> list[WhistleRow]:
    """Those that are open, late ones first, then the newest that are over. One statement."""
    return _rows(in_scope(viewer))


def _rows(whistles: QuerySet[Whistle]) -> list[WhistleRow]:
    calls = WhistleCall.objects.filter(case_id=OuterRef("case_id"), n=OuterRef("n"))
    late = SideClock.objects.filter(
        case_id=OuterRef("case_id"), clock__in=OF_WHISTLES, ended_at__isnull=True, due_at__lt=clock.now()
    )

    def counted(found: QuerySet[WhistleCall]) -> Subquery:
        return Subquery(found.order_by().values("n").annotate(count=Count("unit_id")).values("count"))

    rows = (
        whistles.annotate(
            late=Exists(late),
            called=counted(calls),
            reported=counted(calls.filter(reported_at__isnull=False)),
        )
        .order_by(F("ended_at").desc(nulls_first=True), "-late", "-emergency", "-blown_at")
        .values_list(
            *("case__number", "case__title", "n", "unit_id", "blown_at", "emergency", "ended_at"),
            *("called", "reported", "late"),
        )
    )
    return [
        WhistleRow(
            number, title, n, unit_name(unit), at, emergency, ended is None, called, reported or 0, late
        )
        for number, title, n, unit, at, emergency, ended, called, reported, late in rows[:MOST_LISTED]
    ]


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
    """Counts of every unit called in the whistles that this person overlooks, in the order of the tree."""
    scope = in_scope(viewer).filter(case_id=OuterRef("case_id"), n=OuterRef("n"))
    late = SideClock.objects.filter(
        case_id=OuterRef("case_id"),
        unit_id=OuterRef("unit_id"),
        clock__in=OF_WHISTLES,
        ended_at__isnull=True,
        due_at__lt=clock.now(),
    )
    rows = (
        WhistleCall.objects.filter(Exists(scope))
        .annotate(is_late=Exists(late))
        .values("unit_id")
        .annotate(
            called=Count("n"),
            open=Count("n", filter=Q(ended_at__isnull=True)),
            late=Count("n", filter=Q(is_late=True)),
            rated=Count("n", filter=~Q(in_time="")),
            **{f"{name}_yes": Count("n", filter=Q(**{name: Grade.YES})) for name in QUESTIONS},
        )
        .order_by()
    )
    found: dict[int, dict[str, Any]] = {row["unit_id"]: dict(row) for row in rows}
    return [
        UnitCount(
            unit=unit.name,
            **{name: found[unit.id][name] for name in ("called", "open", "late", "rated")},
            **{name: found[unit.id][f"{name}_yes"] for name in QUESTIONS},
        )
        for unit in tree().units.values()
        if unit.id in found
    ]
