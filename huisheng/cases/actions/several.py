"""An act on several cases at once: locked in the order of their ids, written in one statement a table.

What one act does to one case stays a step of its own on a `Course`; here is what several of them share. Locks
are always taken in one order, ids ascending, so that two people who act on the same cases wait for each other
and never for ever. A head is older than whoever follows it, so head first and followers after is the same order.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from huisheng.cases.actions.assign import NotThere
from huisheng.cases.actions.beside import write_beside
from huisheng.cases.actions.bulk import place_courses
from huisheng.cases.actions.calls_end import end_calls
from huisheng.cases.actions.course import Course
from huisheng.cases.actions.locking import changed_since
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.batch import Why
from huisheng.cases.models.transitions import Act, NotOpen
from huisheng.cases.permissions import Refused, is_barred
from huisheng.core.audit import record_many
from huisheng.core.prepared import insert_rows, update_rows
from huisheng.people.viewer import Viewer


class CannotBe(Exception):
    """One of several cases is left out, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass
class OneOfSeveral(Course):
    """A course among several: it remembers what was read, so that only what changed is written."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.read = copy(self.case)
        self.past: list[CaseEvent] | None = None

    def history(self, *acts: Act) -> list[CaseEvent]:
        """As for one alone, without a statement where the past of all of them was read (`try_each`)."""
        if self.past is None:
            return super().history(*acts)
        return [event for event in (*self.past, *self.events) if event.act in acts]


@dataclass
class Outcome:
    """What an act on several came to: the courses of those that go along, why the others do not."""

    courses: list[OneOfSeveral] = field(default_factory=list)
    refused: dict[UUID, Why] = field(default_factory=dict)


def locked(which: Q) -> dict[UUID, Case]:
    """These cases by id, locked in the order of their ids. One statement."""
    found = Case.objects.select_for_update(of=("self",)).filter(which).order_by("id")
    return {case.id: case for case in found}


def try_each(
    cases: Mapping[UUID, Case],
    seen: Mapping[UUID, int],
    viewer: Viewer,
    course_of: Callable[[Case], OneOfSeveral],
    step: Callable[[OneOfSeveral], object],
) -> Outcome:
    """Take each case of `seen` (its id and the version that the page showed) through a step of its own.

    Whatever refuses one leaves it out and does not stop the others.
    """
    outcome, beside, past = Outcome(), running_beside(cases.values()), _bounced(cases.values())
    for case_id, version in seen.items():
        try:
            case = cases.get(case_id)
            if case is None or is_barred(viewer, case):
                raise CannotBe(Why.GONE)
            if case.version != version and changed_since(case, version):
                raise CannotBe(Why.STALE)
            course = course_of(case)
            course.beside.running, course.past = beside.get(case_id, []), past.get(case_id)
            step(course)
            outcome.courses.append(course)
        except REFUSALS as problem:
            outcome.refused[case_id] = why(problem)
    return outcome


_REASONS: dict[type[Exception], Why] = {
    NotOpen: Why.STATE,
    Refused: Why.NOT_YOURS,
    NotThere: Why.NOT_THERE,
}
REFUSALS: tuple[type[Exception], ...] = (CannotBe, *_REASONS)


def running_beside(cases: Iterable[Case]) -> dict[UUID, list[SideClock]]:
    """The clocks that run beside these cases, by case. One statement, none where none has any."""
    owed = [case.id for case in cases if case.side_clocks_running]
    found: dict[UUID, list[SideClock]] = {}
    if owed:
        for clock in SideClock.objects.filter(case_id__in=owed, ended_at__isnull=True).order_by("n"):
            found.setdefault(clock.case_id, []).append(clock)
    return found


def _bounced(cases: Iterable[Case]) -> dict[UUID, list[CaseEvent]]:
    """The past of those that a unit refused once: a rule asks for it. One statement, none where none was."""
    bounced = [case.id for case in cases if case.bounces]
    found: dict[UUID, list[CaseEvent]] = {}
    for event in CaseEvent.objects.filter(case_id__in=bounced).order_by("seq") if bounced else ():
        found.setdefault(event.case_id, []).append(event)
    return found


def why(problem: Exception) -> Why:
    """The reason that is said for one of `REFUSALS`."""
    if isinstance(problem, CannotBe):
        return problem.why
    return next(reason for kind, reason in _REASONS.items() if isinstance(problem, kind))


def write_several(courses: list[OneOfSeveral]) -> None:
    """Write cases that exist, with their events, words and audit: one statement a table, however many."""
    held = [course for course in courses if course.events]
    if not held:
        return
    place_courses(held)
    update_rows(Case, [course.case for course in held], _changed(held))
    insert_rows([event for course in held for event in course.events])
    insert_rows([words for course in held for words in course.words])
    write_beside([course.beside for course in held])
    record_many(line for course in held for line in course.audits)
    end_calls(ended for course in held for ended in course.calls_ended)


def _changed(courses: list[OneOfSeveral]) -> list[str]:
    """The columns in which any of them differs from what was read."""
    names = [field.attname for field in Case._meta.concrete_fields if not field.primary_key]
    return [
        name
        for name in names
        if any(getattr(course.case, name) != getattr(course.read, name) for course in courses)
    ]
