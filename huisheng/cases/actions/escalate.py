"""What the clock does: warnings, the level above as supervisor, silence (architecture.md, Escalation).

Each is a sweep over sets (`actions.sweeps`).
"""

from datetime import datetime, timedelta

from django.db.models import Q

from huisheng.cases.actions.course import CLEARED, Course
from huisheng.cases.actions.sweeps import NOT_READ, TIMES, sweep, sweep_beside
from huisheng.cases.actions.timing import when_to_recheck
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.queries.routing import NobodyAbove, desk_above, is_within
from huisheng.network.tree import tree

AGAIN_AFTER = timedelta(hours=24)


def escalate_overdue() -> int:
    """Add the level above to every case whose deadline has passed; how many there were.

    Again every 24 hours, a level higher each time, up to the top. The duty stays where it is.
    """
    return sweep("escalate_at", escalate, unread=NOT_READ | TIMES)


def warn_in_time() -> int:
    """Warn of every clock of which the share that the policy names has passed, once; how many."""
    return sweep("warn_at", warn, unread=NOT_READ | TIMES)


def warn_beside() -> int:
    """The same of the clocks beside cases: rulings, approvals, reviews, whistles; of how many cases there were any."""
    return sweep_beside(warn_of_those_beside, "warn_at")


def let_fall_silent() -> int:
    """Close, as silent, what was answered and neither confirmed nor sent back in time; how many.

    An answer that did not reach its resident is met by no silence: such a case stays answered.
    """
    met = Q(state=State.ANSWERED, reply_delivered_at__isnull=False)
    return sweep(
        "due_at",
        lambda course: course.step(Act.FALL_SILENT, **when_to_recheck(course.case)),
        only=met,
        unread=NOT_READ - {"outcome"},
    )


def escalate(course: Course) -> None:
    """The step itself."""
    case = course.case
    above = next_above(case, case.supervisor_id or case.unit_id)
    again: datetime | None = course.at + AGAIN_AFTER if above is not None else None
    course.step(
        Act.ESCALATE, supervisor_id=above or case.supervisor_id, escalate_at=again if again else CLEARED
    )


def warn(course: Course) -> None:
    """The step itself."""
    course.step(Act.WARN, timed=course.case.clock, warn_at=CLEARED)


def warn_of_those_beside(course: Course) -> None:
    """The step itself: one event for all that warn by now; none when another worker was quicker.

    A clock that has run out meanwhile warns no more: that it is late is said instead (`late`).
    """
    soon = [one for one in course.beside.running if one.warn_at and one.warn_at <= course.at < one.due_at]
    if soon:
        event = course.step(Act.WARN, beside=[[one.clock, one.unit_id] for one in soon])
        course.beside.move(event, {one.n: {"warn_at": None} for one in soon})


def next_above(case: Case, unit_id: int) -> int | None:
    """Who watches when a unit is late: the next one above that is open and that the case is not about."""
    try:
        above = desk_above(tree(), unit_id)
    except NobodyAbove:
        return None
    return None if is_within(tree(), above, case.accused_unit_id) else above
