"""What the clock does to thousands of cases: found by an index, locked by their keys, written set by set.

A sweep reads ids first, in the order of the time at which something is due, and then locks each batch by its
ids, leaving out what another worker or a person holds at that moment: it comes up again. So several workers
may sweep at once, and a database that is spread by case id can do it as well (architecture.md, Growth).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from huisheng.cases.actions.bulk import BulkCourse, copy_in
from huisheng.cases.actions.calls_end import end_calls
from huisheng.cases.actions.course import SYSTEM, Course
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.side_clock import ENDED, MOVED
from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.core.prepared import columns_of, update_rows
from huisheng.core.snapshot import standing_still

BATCH = 1000
# What no act of the clock asks for: most of a row's width.
NOT_READ = frozenset(
    (
        *("number", "title", "channel", "need_class", "longitude", "latitude", "plot_id", "subject_id"),
        *("received_at", "desk_reason", "outcome", "station_id", "subcentre_id", "handler_id", "bounces"),
        *("confirmed_by_telephone", "first_promised_at", "extension_until", "contacted_at", "at_home"),
    )
)
# Nor, where only somebody is named who watches, for any of the times: reading a time is dear.
TIMES = frozenset(
    (
        *("due_at", "escalate_at", "warn_at", "promised_at", "answered_at", "closed_at", "paused_until"),
        *("contact_due_at", "contact_escalate_at"),
    )
)


class _NotRead:
    """Stands where a column was not read, so that a step which needs it fails and does not guess."""

    def __get__(self, row: object, kind: type | None = None) -> object:
        raise AttributeError("this sweep does not read this column")


@cache
def _columns(unread: frozenset[str]) -> list[str]:
    return [name for name in columns_of(Case) if name not in unread]


@cache
def _row_without(unread: frozenset[str]) -> type[Case]:
    """What the rows of a sweep are made of."""
    return cast(type[Case], type("SweptCase", (BulkCourse.CASE,), {name: _NotRead() for name in unread}))


Step = Callable[[Course], object]
Mark = tuple[datetime, UUID]


def sweep(moment: str, step: Step, *, only: Q | None = None, unread: frozenset[str] = NOT_READ) -> int:
    """Take every case whose `moment` (the name of a column) has come through `step`; how many.

    `unread` are columns that the step does not ask for; it may set them in every case.
    """
    due = Q(**{f"{moment}__lte": clock.now()}) & (only or Q())
    return sum(take(ids, step, due, unread) for ids in _batches(Case.objects.filter(due), moment, "id"))


def sweep_beside(step: Step, moment: str = "escalate_at") -> int:
    """The same for cases of which a clock beside them has come to a moment: it has run out, or warns."""
    due = SideClock.objects.filter(**{f"{moment}__lte": clock.now()})
    return sum(take(ids, step) for ids in _batches(due, moment, "case_id"))


def _batches(rows: "QuerySet[Any]", moment: str, key: str) -> Iterator[list[UUID]]:
    """The ids of cases, some at a time, in order; what a batch left standing is not met again."""
    rows, last = rows.order_by(moment, key), None
    while True:
        beyond = rows if last is None else rows.filter(_after(moment, key, last))
        marks: list[Mark] = list(beyond.values_list(moment, key)[:BATCH])
        if marks:
            yield list(dict.fromkeys(case_id for _at, case_id in marks))
        if len(marks) < BATCH:
            return
        last = marks[-1]


def _after(moment: str, key: str, last: Mark) -> Q:
    at, case_id = last
    return Q(**{f"{moment}__gt": at}) | Q(**{moment: at, f"{key}__gt": case_id})


@transaction.atomic
def take(
    ids: Sequence[UUID],
    step: Step,
    still: Q | None = None,
    unread: frozenset[str] = NOT_READ,
    *,
    wait: bool = False,
    key: UUID | None = None,
) -> int:
    """Take those of the cases that nobody holds, and to which `still` applies, through `step`; how many it did.

    With `wait`, those that somebody holds as well; with `key`, a case whose event bears it is not taken again.
    """
    free = Case.objects.select_for_update(skip_locked=not wait, of=("self",)).filter(still or Q(), pk__in=ids)
    columns, row_of, now = _columns(unread), _row_without(unread), clock.now()
    rows = list(free.order_by("id").values_list(*columns))
    courses = [BulkCourse(row_of(**dict(zip(columns, row, strict=True))), SYSTEM, key, now) for row in rows]
    _read_beside(courses)
    with standing_still():
        for course in courses:
            step(course)
    acted = [(course, row) for course, row in zip(courses, rows, strict=True) if course.events]
    _update_cases([course.case for course, _row in acted], columns, [row for _course, row in acted])
    _write([course for course, _row in acted])
    return len(acted)


def _read_beside(courses: Sequence[Course]) -> None:
    """The clocks beside all of them in one statement, none where nothing runs."""
    having = {course.case.id: course for course in courses if course.case.side_clocks_running}
    held: dict[UUID, list[SideClock]] = {case_id: [] for case_id in having}
    if having:
        rows = SideClock.objects.filter(case_id__in=list(having), ended_at__isnull=True)
        for one in rows.order_by("case_id", "n"):
            held[one.case_id].append(one)
    for case_id, course in having.items():
        course.beside.running = held[case_id]


def _write(courses: Sequence[Course]) -> None:
    """One statement a table: events, clocks beside cases, audit."""
    copy_in(CaseEvent, (event for course in courses for event in course.events))
    if started := [one for course in courses for one in course.beside.started]:
        copy_in(SideClock, started)
    _update_beside([one for course in courses for one in course.beside.stopped], ENDED)
    _update_beside([one for course in courses for one in course.beside.moved], MOVED)
    copy_in(AuditEntry, (line for course in courses for line in course.audits))
    end_calls(ended for course in courses for ended in course.calls_ended)


def _update_cases(cases: Sequence[Case], columns: Sequence[str], before: Sequence[tuple[Any, ...]]) -> None:
    """Write the columns that a step changed in any of the cases, or set without having read them."""
    now = map(attrgetter(*columns), cases)
    changed = {
        name
        for new, old in zip(now, before, strict=True)
        if new != old
        for name, value, was in zip(columns, new, old, strict=True)
        if value != was
    }
    changed |= vars(cases[0]).keys() - set(columns) if cases else set()
    update_rows(Case, cases, sorted(changed))


def _update_beside(clocks: Sequence[SideClock], names: Sequence[str]) -> None:
    update_rows(SideClock, clocks, names, ("case_id", "n"))
