"""Signing for an assignment 签收: from here the unit answers for it."""

from uuid import UUID

from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act, Clock, State
from huisheng.people.viewer import Viewer


def accept_case(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """Sign for a case; the handling clock runs to what the resident was promised."""
    return on_case(case_id, staff(viewer), token, accept)


def accept(course: Course) -> None:
    """The step itself."""
    course.step(Act.ACCEPT, due_at=course.case.promised_at or due(course.case, Clock.HANDLE, course.at))


def accept_if_unsigned(course: Course) -> None:
    """Whoever works on an unsigned case has signed for it by that."""
    if course.case.state == State.ASSIGNED:
        accept(course)
