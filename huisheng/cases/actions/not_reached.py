"""The call-back clerk rang and nobody answered: counted, tried again later, and at last let be."""

from uuid import UUID

from huisheng.cases.actions.course import Course, Token, call_back_clerk, on_case
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import ENDED_BY_ANSWER, Act
from huisheng.people.viewer import Viewer

MOST_TRIES = 3


def not_reached(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """Note that nobody answered. After the third time since the answer, no further call is due.

    No answer never counts as satisfied (indicators.md, call-back coverage): the case goes its way unreached.
    """

    def steps(course: Course) -> None:
        last = course.case.state in ENDED_BY_ANSWER and _tries(course.case) + 1 >= MOST_TRIES
        course.step(Act.NOT_REACHED, call_back_due=False if last and course.case.call_back_due else None)

    return on_case(case_id, call_back_clerk(viewer), token, steps)


def _tries(case: Case) -> int:
    events = CaseEvent.objects.filter(case_id=case.id, act=Act.NOT_REACHED)
    return events.filter(at__gte=case.answered_at).count() if case.answered_at else events.count()
