"""A supervising unit takes the duty: only by an act of its own, never by the clock (architecture.md)."""

from uuid import UUID

from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.permissions import Refused
from huisheng.people.viewer import Viewer


def take_over(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """The supervisor becomes responsible, with the promise to the resident as it stands."""

    return on_case(case_id, staff(viewer), token, take)


def take(course: Course) -> None:
    """The step itself."""
    case = course.case
    if case.supervisor_id is None:
        raise Refused(Act.TAKE_OVER)
    course.step(
        Act.TAKE_OVER,
        unit_id=case.supervisor_id,
        due_at=case.promised_at or due(case, Clock.HANDLE, course.at),
        handler_id=CLEARED if case.handler_id else None,
        by_unit_id=case.supervisor_id,
        no_return=True,  # what a unit took by its own act is its own
    )
