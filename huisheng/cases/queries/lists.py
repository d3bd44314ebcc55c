"""Lists of cases for staff: which cases, in which order, and how many there are.

Open lists are ordered by the end of the running clock (late first), closed ones by closing and all by
receipt, newest first. Every list is a part of `visible` that an index holds in that order, so that what it
costs does not depend on how many cases there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, DateTimeField, Q, QuerySet
from django.utils import timezone

from huisheng.cases.models import Case
from huisheng.cases.models.codes import CaseKind
from huisheng.cases.models.transitions import BEFORE_ANSWER, CLOSED, OPEN, STEP_OF, State
from huisheng.cases.permissions import (
    ANCESTOR_COLUMNS,
    own_units,
    visible_as_called,
    visible_as_given,
    visible_by_reach,
    within,
)
from huisheng.cases.queries.pages import BEHIND, Cursor, Page, falls, in_order, page_of
from huisheng.cases.queries.views import NEWEST_FIRST, View
from huisheng.core import clock
from huisheng.core.prepared import Given, columns_of
from huisheng.core.snapshot import Remembered
from huisheng.network.tree import tree
from huisheng.people.prepared import prepared_for_viewer
from huisheng.people.viewer import Viewer

PAGE_SIZE = 25
MOST_COUNTED = 1000
ORDER = {View.CLOSED: "closed_at", View.ALL: "received_at"}
SOON = timedelta(hours=4)
# Whoever leafs through a list does not have it counted for every page.
COUNTS_SECONDS = 10.0
# Columns that a list shows; the rest stays in the database.
SHOWN = (
    *("number", "title", "state", "unit", "plot", "category", "need_class", "urgency", "channel", "outcome"),
    *("due_at", "received_at", "closed_at", "supervisor", "about_a_unit", "resident_spoke", "reminded_at"),
    *("warn_at", "paused_until", "approver"),
)


READ = columns_of(Case, only=SHOWN)
MOMENTS = (Given("now", DateTimeField()), Given("soon", DateTimeField()))


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to. `until` is the last day meant; `states` empty means any.

    The period is that of receipt; in the list of closed cases, that of closing.
    """

    view: View = View.TODO
    states: tuple[State, ...] = ()
    category_id: int | None = None
    need_class: str = ""
    urgency: str = ""
    channel: str = ""
    unit_id: int | None = None
    plot_id: int | None = None
    since: date | None = None
    until: date | None = None


def cases_for(viewer: Viewer, filters: Filters, now: Any = None, soon: Any = None) -> QuerySet[Case]:
    """The cases of one list that this person may see, not yet in order.

    `now` and `soon` may stand for the moments that tell what is late and what is soon.
    """
    now, soon = now or clock.now(), soon or clock.now() + SOON
    narrowed = _state_and_time(filters.view, now, soon) & _period(filters)
    if filters.states:
        narrowed &= Q(state__in=filters.states)
    if filters.unit_id is not None:
        narrowed &= under(filters.unit_id)
    equal = {
        name: value
        for name in ("category_id", "need_class", "urgency", "channel", "plot_id")
        if (value := getattr(filters, name))
    }
    return _cases_of(viewer, filters.view).filter(narrowed, **equal)


def page(viewer: Viewer, filters: Filters, cursor: Cursor | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of a list: one statement."""
    falling = falls(cursor, descending=filters.view in NEWEST_FIRST)
    place = {"at": cursor.at, "id": cursor.id} if cursor else {}
    query = _page(viewer, filters, falling, cursor is not None, size)
    rows = query.rows(now=clock.now(), soon=clock.now() + SOON, **place)
    cases = [Case.from_db(None, READ, row) for row in rows]
    return page_of(cases, moment_of(filters.view), cursor, size)


@prepared_for_viewer
def _page(viewer: Viewer, filters: Filters, falling: bool, begun: bool, size: int) -> QuerySet[Case, Any]:
    cases = cases_for(viewer, filters, *MOMENTS).values_list(*READ)
    order = (moment_of(filters.view), "id")
    return in_order(cases, order, falling=falling, behind=BEHIND if begun else None, size=size)


def moment_of(view: View) -> str:
    """The time by which a list is ordered: due, closed or received."""
    return ORDER.get(view, "due_at")


@dataclass(frozen=True)
class Tally:
    """How many there are; `more`: at least so many, counting stopped there."""

    count: int
    more: bool = False

    def __str__(self) -> str:
        if self.more:
            return f"{self.count}+" if self.count else ""
        return str(self.count)


def counts(viewer: Viewer) -> dict[View, Tally]:
    """How many cases are in the open lists, counted up to 999; at most `COUNTS_SECONDS` old."""
    return _counts.get((viewer.account_id, viewer.posts), lambda: _count(viewer))


def forget_counts() -> None:
    """Count anew at the next use."""
    _counts.forget()


def _count(viewer: Viewer) -> dict[View, Tally]:
    """Two statements, whatever the sizes.

    What is owed is read in the order of its deadlines, so that one scan tells what is late and what is soon.
    """
    now = clock.now()
    first = cases_for(viewer, Filters(View.TODO)).order_by("due_at", "id")[:MOST_COUNTED]
    found = first.aggregate(
        todo=Count("pk"),
        late=Count("pk", filter=Q(due_at__lt=now)),
        near=Count("pk", filter=Q(due_at__lt=now + SOON)),
    )
    others = (
        *(View.RETURNED, View.SPOKEN, View.REMINDED, View.MINE, View.CALLED, View.SUPERVISED),
        *(View.OVERSIGHT, View.MEDIATION),
    )
    rest = capped_counts({view: cases_for(viewer, Filters(view)) for view in others})
    return {
        View.TODO: tally(found["todo"]),
        View.LATE: tally(found["late"]),
        View.SOON: Tally(found["near"] - found["late"], more=found["near"] >= MOST_COUNTED),
        **{View(name): tally(count) for name, count in rest.items()},
    }


_counts: Remembered[dict[View, Tally]] = Remembered(COUNTS_SECONDS)


def tally(count: int) -> Tally:
    """A count that may have reached the most that is counted: "999+"."""
    return Tally(min(count, MOST_COUNTED - 1), more=count >= MOST_COUNTED)


def capped_counts(lists: Mapping[str, QuerySet[Case]]) -> dict[str, int]:
    """The sizes of several lists, each counted up to `MOST_COUNTED`, in one statement."""
    counted = dict.fromkeys(lists, 0)
    parts: dict[str, tuple[str, tuple[Any, ...]]] = {}
    for name, cases in lists.items():
        try:
            # In the order of an index: PostgreSQL would else begin with the oldest cases there are.
            counting = cases.order_by("due_at", "id").values("pk")[:MOST_COUNTED]
            parts[name] = counting.query.sql_with_params()
        except EmptyResultSet:
            continue
    if not parts:
        return counted
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) counted)" for sql, _values in parts.values())  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for _sql, values in parts.values() for value in values])
        return counted | dict(zip(parts, cursor.fetchone(), strict=True))


def to_triage(viewer: Viewer) -> QuerySet[Case]:
    """What waits for triage where this person triages, the most pressing first."""
    waiting = Q(state__in=(State.RECEIVED, State.TRIAGED))
    reached = within(viewer.reach_for("triage"))
    return visible_by_reach(viewer).filter(waiting, reached).order_by("due_at", "id")


def next_to_triage(viewer: Viewer, after: Case | None = None) -> str | None:
    """The number of the case to triage next, behind `after` when one is skipped; None when all is done."""
    cases = to_triage(viewer)
    if after is not None:
        behind = Q(due_at__gt=after.due_at) | Q(due_at=after.due_at, id__gt=after.id)
        cases = cases.exclude(pk=after.pk).filter(behind)
    return cases.values_list("number", flat=True).first()


def previous_to_triage(viewer: Viewer, before: Case) -> str | None:
    """The number of the case that comes before this one at the desk; None at the beginning."""
    ahead = Q(due_at__lt=before.due_at) | Q(due_at=before.due_at, id__lt=before.id)
    cases = to_triage(viewer).filter(ahead).order_by("-due_at", "-id")
    return cases.values_list("number", flat=True).first()


def under(unit_id: int) -> Q:
    """The cases for which a unit or one below it is responsible, as a condition that an index serves."""
    unit, below = tree().unit(unit_id), tree().subtree(unit_id)
    if unit.parent_id is None:
        return Q()
    if unit.level in ANCESTOR_COLUMNS:
        return Q(**{ANCESTOR_COLUMNS[unit.level]: unit_id})
    beside = frozenset(tree().units) - below
    return Q(unit_id__in=below) if len(below) <= len(beside) else ~Q(unit_id__in=beside)


def _cases_of(viewer: Viewer, view: View) -> QuerySet[Case]:
    """The part of `visible` that a list is made of."""
    if view == View.MINE:
        return visible_as_given(viewer)
    if view == View.CALLED:
        return visible_as_called(viewer)
    if view == View.SUPERVISED:
        return visible_by_reach(viewer).filter(supervisor_id__in=own_units(viewer))
    return visible_by_reach(viewer)


def _state_and_time(view: View, now: Any, soon: Any) -> Q:
    owed = Q(state__in=BEFORE_ANSWER)
    return {
        View.TODO: owed,
        View.MINE: owed,
        View.CALLED: owed,
        View.SUPERVISED: owed,
        View.LATE: owed & Q(due_at__lt=now),
        View.SOON: owed & Q(due_at__gte=now, due_at__lt=soon),
        View.RETURNED: Q(state=State.RETURNED),
        View.SPOKEN: owed & Q(resident_spoke=True),
        View.REMINDED: owed & Q(reminded_at__isnull=False),
        View.OVERSIGHT: owed & Q(kind=CaseKind.OVERSIGHT),
        View.MEDIATION: owed & Q(kind=CaseKind.MEDIATION),
        View.WAITING: Q(state=State.ANSWERED),
        View.CLOSED: Q(state__in=CLOSED, closed_at__isnull=False),
    }.get(view, Q())


def _period(filters: Filters) -> Q:
    moment = "closed_at" if filters.view == View.CLOSED else "received_at"
    condition = Q()
    if filters.since is not None:
        condition &= Q(**{f"{moment}__gte": _midnight(filters.since)})
    if filters.until is not None:
        condition &= Q(**{f"{moment}__lt": _midnight(filters.until + timedelta(days=1))})
    return condition


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def states_of_step(step: str) -> tuple[State, ...]:
    """The open states that belong to one of the five steps."""
    return tuple(state for state in OPEN if STEP_OF[state] == step)
