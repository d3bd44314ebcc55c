"""Lists of cases for staff: which cases, in which order, and how many there are.

Open lists are ordered by the end of the running clock (late first), the others by receipt, newest first.
Every list starts from `visible` and narrows to what an index holds in that order, so that what it costs does
not depend on how many cases there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from huisheng.cases.models import Case, CaseParty
from huisheng.cases.models.transitions import BEFORE_ANSWER, CLOSED, OPEN, STEP_OF, State
from huisheng.cases.permissions import ANCESTOR_COLUMNS, READING, own_units, visible, within
from huisheng.cases.queries.pages import Cursor, Page, keyset
from huisheng.cases.queries.views import NEWEST_FIRST, View
from huisheng.core import clock
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

PAGE_SIZE = 40
MOST_COUNTED = 1000
SOON = timedelta(hours=4)
# Columns that a list shows; the rest stays in the database.
SHOWN = (
    *("number", "title", "state", "unit", "plot", "category", "need_class", "urgency", "channel", "outcome"),
    *("due_at", "received_at", "supervisor", "about_a_unit", "resident_spoke"),
)


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to. `until` is the last day meant; `states` empty means any."""

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
    extra: Q = field(default_factory=Q)


def cases_for(viewer: Viewer, filters: Filters) -> QuerySet[Case]:
    """The cases of one list that this person may see, not yet in order."""
    cases = visible(viewer).filter(_view(viewer, filters.view), filters.extra)
    if filters.states:
        cases = cases.filter(state__in=filters.states)
    if filters.unit_id is not None:
        cases = cases.filter(under(filters.unit_id))
    equal = {
        name: value
        for name in ("category_id", "need_class", "urgency", "channel", "plot_id")
        if (value := getattr(filters, name))
    }
    return cases.filter(_period(filters), **equal)


def page(viewer: Viewer, filters: Filters, cursor: Cursor | None = None, size: int = PAGE_SIZE) -> Page:
    """One page of a list: one statement."""
    order = ("received_at", "id") if filters.view in NEWEST_FIRST else ("due_at", "id")
    cases = cases_for(viewer, filters).only(*SHOWN)
    return keyset(cases, order, descending=filters.view in NEWEST_FIRST, cursor=cursor, size=size)


def counts(viewer: Viewer, views: Iterable[View]) -> dict[View, int]:
    """How many cases are in each list, counted up to `MOST_COUNTED`: one statement for all."""
    found = capped_counts({view: cases_for(viewer, Filters(view)) for view in views})
    return {View(name): count for name, count in found.items()}


def capped_counts(lists: Mapping[str, QuerySet[Case]]) -> dict[str, int]:
    """The sizes of several lists, each counted up to `MOST_COUNTED`, in one statement."""
    counted = dict.fromkeys(lists, 0)
    parts: dict[str, tuple[str, tuple[object, ...]]] = {}
    for name, cases in lists.items():
        try:
            parts[name] = cases.order_by().values("pk")[:MOST_COUNTED].query.sql_with_params()
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
    return visible(viewer).filter(waiting, within(viewer.reach_for("triage"))).order_by("due_at", "id")


def next_to_triage(viewer: Viewer, after: Case | None = None) -> str | None:
    """The number of the case to triage next, behind `after` when one is skipped; None when all is done."""
    cases = to_triage(viewer)
    if after is not None:
        behind = Q(due_at__gt=after.due_at) | Q(due_at=after.due_at, id__gt=after.id)
        cases = cases.exclude(pk=after.pk).filter(behind)
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


def reading_reach(viewer: Viewer) -> Q:
    """The cases in the reach of what lets this person read them."""
    reached = Q(pk__in=[])
    for function in READING:
        if viewer.may(function):
            reach = within(viewer.reach_for(function))
            if not reach:
                return Q()
            reached |= reach
    return reached


def _view(viewer: Viewer, view: View) -> Q:
    owed = Q(state__in=BEFORE_ANSWER)
    if view == View.MINE:
        return owed & Q(handler_id=viewer.person_id)
    if view == View.CALLED:
        called = CaseParty.objects.filter(unit_id__in=own_units(viewer), until__isnull=True)
        return owed & Q(pk__in=called.values("case_id"))
    if view == View.SUPERVISED:
        return owed & Q(supervisor_id__in=own_units(viewer))
    return reading_reach(viewer) & _state_and_time(view)


def _state_and_time(view: View) -> Q:
    now, owed = clock.now(), Q(state__in=BEFORE_ANSWER)
    return {
        View.TODO: owed,
        View.LATE: owed & Q(due_at__lt=now),
        View.SOON: owed & Q(due_at__gte=now, due_at__lt=now + SOON),
        View.RETURNED: Q(state=State.RETURNED),
        View.WAITING: Q(state=State.ANSWERED),
        View.CLOSED: Q(state__in=CLOSED),
    }.get(view, Q())


def _period(filters: Filters) -> Q:
    condition = Q()
    if filters.since is not None:
        condition &= Q(received_at__gte=_midnight(filters.since))
    if filters.until is not None:
        condition &= Q(received_at__lt=_midnight(filters.until + timedelta(days=1)))
    return condition


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def states_of_step(step: str) -> tuple[State, ...]:
    """The open states that belong to one of the five steps."""
    return tuple(state for state in OPEN if STEP_OF[state] == step)
