"""Whistles as they are read: one for its page, those that call or wait for a person, and all for leaders.

What is counted is counted by unit, never by person, and nothing is put in an order of merit (domain.md, answer 5).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from huisheng.cases.judging import whistle_rows
from huisheng.cases.models import Case, Handle, SideClock, Whistle, WhistleCall
from huisheng.cases.models.codes import Grade, Part
from huisheng.cases.models.transitions import OF_WHISTLES, Act, Clock
from huisheng.cases.models.whistle import QUESTIONS
from huisheng.cases.permissions import UNCLEAR, own_units, unbarred, visible
from huisheng.cases.queries.course import Story
from huisheng.cases.queries.names import unit_name
from huisheng.cases.queries.unaccused import is_unseen
from huisheng.cases.standing import stands_for
from huisheng.core import clock
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

LATELY = timedelta(days=90)
MOST_LISTED = 50


@dataclass(frozen=True)
class CallTold:
    """One called unit: how far it is, until when the next thing is due, and what was said of it at the end."""

    call: WhistleCall
    unit: str
    arbiter: str
    due: dict[str, datetime]

    @property
    def part(self) -> str:
        """Lead or helper."""
        return str(Part(self.call.part).label)

    @property
    def next_act(self) -> Act | None:
        """What this unit owes next; None when it has reported, left, or waits for a ruling."""
        call = self.call
        if call.ended_at or call.ruling or call.reported_at:
            return None
        if call.signed_at is None and call.came_at is None:
            return Act.SIGN_CALL
        if call.contact_at is None:
            return Act.CONTACT_CALL
        return Act.REPORT_CALL if call.came_at else Act.VISIT

    @property
    def next_due(self) -> datetime | None:
        """Until when it owes what is most pressing."""
        return min(self.due.values(), default=None)

    @property
    def grades(self) -> list[tuple[str, str]]:
        """Which question was answered how."""
        call = self.call
        answers = (("in_time", call.in_time), ("together", call.together), ("result", call.result))
        return [(name, str(Grade(grade).label)) for name, grade in answers if grade]


@dataclass(frozen=True)
class WhistleTold:
    """One whistle with its calls; the lead comes first."""

    case: Case
    whistle: Whistle
    unit: str
    calls: list[CallTold]

    def of(self, units: Collection[int]) -> CallTold | None:
        """The call of one of these units; of several, the first that owes something next."""
        theirs = [each for each in self.calls if each.call.unit_id in units]
        return next((each for each in theirs if each.next_act), theirs[0] if theirs else None)


def find_whistle(viewer: Viewer, number: str, n: int) -> WhistleTold | None:
    """A whistle of a case that this person may see, or to which their unit was called, even when it is over."""
    handle = Handle.objects.filter(kind=Handle.Kind.NUMBER, value=number).values("case_id")
    whistle = Whistle.objects.filter(case_id=Subquery(handle), n=n).select_related("case").first()
    if whistle is None:
        return None
    calls = list(WhistleCall.objects.filter(case_id=whistle.case_id, n=n))
    mine = own_units(viewer)
    was_called = any(call.unit_id in mine for call in calls) or whistle.unit_id in mine
    cases = unbarred(viewer).exclude(UNCLEAR) if was_called else visible(viewer)
    if not cases.filter(pk=whistle.case_id).exists() or is_unseen(viewer, whistle.case_id, n):
        return None
    return _told(whistle.case, whistle, calls)


def open_whistle(case: Case) -> WhistleTold | None:
    """The whistle of a case that is not over. No statement where there is none, else at most three."""
    if case.whistle is None:
        return None
    return _told(case, *whistle_rows(case))


def _told(case: Case, whistle: Whistle, calls: Iterable[WhistleCall]) -> WhistleTold:
    due: dict[int, dict[str, datetime]] = {}
    clocks = SideClock.objects.filter(case_id=case.id, clock__in=OF_WHISTLES, ended_at__isnull=True)
    for each in clocks if whistle.ended_at is None else ():
        due.setdefault(each.unit_id, {})[each.clock] = each.due_at
    ordered = sorted(calls, key=lambda call: (call.part != Part.LEAD, unit_name(call.unit_id)))
    return WhistleTold(
        case=case,
        whistle=whistle,
        unit=unit_name(whistle.unit_id),
        calls=[
            CallTold(call, unit_name(call.unit_id), unit_name(call.arbiter_id), _of_unit(call, due))
            for call in ordered
        ],
    )


def _of_unit(call: WhistleCall, due: dict[int, dict[str, datetime]]) -> dict[str, datetime]:
    return {name: at for name, at in due.get(call.unit_id, {}).items() if name != Clock.RULE_CALL}


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
    units = stands_for(viewer, "handle")
    if not units:
        return []
    running = SideClock.objects.filter(
        case_id=OuterRef("case_id"), unit_id=OuterRef("unit_id"), clock__in=OF_WHISTLES, ended_at__isnull=True
    )
    urgent = Whistle.objects.filter(case_id=OuterRef("case_id"), n=OuterRef("n"))
    rows = (
        WhistleCall.objects.filter(unit_id__in=units, ended_at__isnull=True, reported_at__isnull=True)
        .filter(case__in=unbarred(viewer).exclude(UNCLEAR))
        .annotate(
            due=Subquery(running.order_by("due_at").values("due_at")[:1]),
            emergency=Subquery(urgent.values("emergency")[:1]),
        )
        .order_by("-emergency", "due", "case_id")
        .values_list("case__number", "case__title", "n", "unit_id", "part", "emergency", "due")
    )
    return [
        CallRow(number, title, n, unit_name(unit), str(Part(part).label), urgent, due)
        for number, title, n, unit, part, urgent, due in rows[:most]
    ]


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


def visits_of(story: Story, n: int) -> list[tuple[datetime, str, str, str]]:
    """What is on record of visits: when, which units, what was done, what remains."""
    found = []
    for event in story.events:
        if event.act == Act.VISIT and event.codes.get("whistle") == n:
            words = {row.kind: row.text for row in story.words.get(event.seq, ())}
            names = _("、").join(unit_name(unit) for unit in event.codes["came"])
            at = datetime.fromisoformat(event.codes["came_at"])
            found.append((at, names, words.get("visit", ""), words.get("remains", "")))
    return found


def words_of(story: Story, n: int) -> str:
    """What was said when the whistle was blown."""
    return next((row.text for row in story.words.get(n, ()) if row.kind == "whistle"), "")


def numbers_of(case_id: UUID) -> list[int]:
    """The whistles of a case, in their order."""
    return list(Whistle.objects.filter(case_id=case_id).order_by("n").values_list("n", flat=True))
