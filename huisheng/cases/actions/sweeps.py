"""What the clock does to thousands of cases: found by an index, locked by their keys, written set by set.

A sweep reads ids first, in the order of the time at which something is due, and then locks each batch by its
ids, leaving out what another worker or a person holds at that moment: it comes up again. So several workers
may sweep at once, and a database that is spread by case id can do it as well (architecture.md, Growth).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from huisheng.cases.actions.bulk import BulkCourse, copy_in
from huisheng.cases.actions.course import SYSTEM, Course
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.side_clock import MOVED
from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.core.prepared import columns_of, update_rows

BATCH = 1000
COLUMNS = columns_of(Case)
_values = attrgetter(*COLUMNS)

Step = Callable[[Course], object]
Mark = tuple[datetime, UUID]


def sweep(moment: str, step: Step, *, only: Q | None = None) -> int:
    """Take every case whose `moment` (the name of a column) has come through `step`; how many."""
    due = Q(**{f"{moment}__lte": clock.now()}) & (only or Q())
    return sum(take(ids, step, due) for ids in _batches(Case.objects.filter(due), moment, "id"))


def sweep_beside(step: Step) -> int:
    """The same for cases of which a clock beside them has run out."""
    late = SideClock.objects.filter(escalate_at__lte=clock.now())
    return sum(take(ids, step) for ids in _batches(late, "escalate_at", "case_id"))


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
def take(ids: Sequence[UUID], step: Step, still: Q | None = None) -> int:
    """Take those of the cases that nobody holds, and to which `still` applies, through `step`; how many it did."""
    free = Case.objects.select_for_update(skip_locked=True, of=("self",)).filter(still or Q(), pk__in=ids)
    before = {row[0]: row for row in free.order_by("id").values_list(*COLUMNS)}
    cases = [BulkCourse.CASE(**dict(zip(COLUMNS, row, strict=True))) for row in before.values()]
    courses = [BulkCourse(case, SYSTEM) for case in cases]
    _read_beside(courses)
    for course in courses:
        step(course)
    acted = [course for course in courses if course.events]
    _write(acted, before)
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


def _write(courses: Sequence[Course], before: dict[UUID, tuple[Any, ...]]) -> None:
    """One statement a table: events, the columns of cases that changed, clocks beside them, audit."""
    copy_in(CaseEvent, (event for course in courses for event in course.events))
    _update_cases([course.case for course in courses], before)
    if started := [one for course in courses for one in course.beside.started]:
        copy_in(SideClock, started)
    _update_beside([one for course in courses for one in course.beside.stopped], ("ended_at", "escalate_at"))
    _update_beside([one for course in courses for one in course.beside.moved], MOVED)
    copy_in(AuditEntry, (line for course in courses for line in course.audits))


def _update_cases(cases: Sequence[Case], before: dict[UUID, tuple[Any, ...]]) -> None:
    changed = {
        name
        for case in cases
        for name, now, then in zip(COLUMNS, _values(case), before[case.id], strict=True)
        if now is not then and now != then
    }
    update_rows(Case, cases, sorted(changed))


def _update_beside(clocks: Sequence[SideClock], names: Sequence[str]) -> None:
    update_rows(SideClock, clocks, names, ("case_id", "n"))
