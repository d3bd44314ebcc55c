"""Giving a case to one person of the unit."""

from uuid import UUID

from huisheng.cases.actions.course import CLEARED, Token, on_case, staff
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act
from huisheng.people.viewer import Viewer


def give_case(case_id: UUID, viewer: Viewer, token: Token, person_id: int | None) -> Case:
    """Give the case to a person (a bare id), or with None to nobody in particular."""
    handler = CLEARED if person_id is None else person_id
    return on_case(case_id, staff(viewer), token, lambda course: course.step(Act.GIVE, handler_id=handler))
