"""Somebody above looked at an answer that was given although it had been held back."""

from uuid import UUID

from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act
from huisheng.people.viewer import Viewer


def look_at(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """Take it off the list of one level up. The reason stays in the case's course."""

    def steps(course: Course) -> None:
        course.step(Act.LOOK_AT, insisted=False)

    return on_case(case_id, staff(viewer), token, steps)
