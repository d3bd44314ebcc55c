"""What the clock does: overdue cases get the level above as supervisor, unanswered ones fall silent.

Both work on sets and skip what another worker or a person holds at that moment; it comes up again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from huisheng.cases.actions.course import SYSTEM, Course
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.queries.routing import NobodyAbove, desk_above, is_within
from huisheng.core import clock
from huisheng.core.audit import record_many
from huisheng.network.tree import tree

BATCH = 500
AGAIN_AFTER = timedelta(hours=24)
CHANGED_BY_ESCALATION = ("version", "escalations", "supervisor", "escalate_at")
CHANGED_BY_SILENCE = (
    "version",
    "state",
    "clock",
    "due_at",
    "escalate_at",
    "closed_at",
    "side_clocks_running",
)


def escalate_overdue() -> int:
    """Add the level above to every case whose deadline has passed; how many there were.

    Again every 24 hours, a level higher each time, up to the top. The duty stays where it is.
    """
    return _sweep(Q(escalate_at__lte=clock.now()), escalate, CHANGED_BY_ESCALATION)


def let_fall_silent() -> int:
    """Close, as silent, what was answered and neither confirmed nor sent back in time; how many."""
    due = Q(state=State.ANSWERED, due_at__lte=clock.now())
    return _sweep(due, lambda course: course.step(Act.FALL_SILENT), CHANGED_BY_SILENCE)


def escalate(course: Course) -> None:
    """The step itself."""
    case = course.case
    above = _next_above(case)
    again: datetime | None = course.at + AGAIN_AFTER if above is not None else None
    course.step(Act.ESCALATE, supervisor_id=above or case.supervisor_id)
    case.escalate_at = again
    course.events[-1].codes["escalate_at"] = again.isoformat() if again else None


def _next_above(case: Case) -> int | None:
    try:
        above = desk_above(tree(), case.supervisor_id or case.unit_id)
    except NobodyAbove:
        return None
    return None if is_within(tree(), above, case.accused_unit_id) else above


def _sweep(which: Q, step: Callable[[Course], object], fields: tuple[str, ...]) -> int:
    done = 0
    while True:
        with transaction.atomic():
            cases = list(Case.objects.select_for_update(skip_locked=True).filter(which)[:BATCH])
            courses = [Course(case, SYSTEM) for case in cases]
            for course in courses:
                step(course)
            CaseEvent.objects.bulk_create(event for course in courses for event in course.events)
            Case.objects.bulk_update(cases, fields)
            for course in courses:
                course.beside.write()
            record_many(line for course in courses for line in course.audits)
        done += len(cases)
        if len(cases) < BATCH:
            return done
