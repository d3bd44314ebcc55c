"""Giving a case to one person of the unit."""

from uuid import UUID

from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.people import who_may_handle
from huisheng.people.viewer import Viewer


class NotForThem(Exception):
    """This person does not handle cases there, or the case is about them."""


class AsItIs(Exception):
    """That person has it already; or nobody in particular, and so it stays."""


def give_case(case_id: UUID, viewer: Viewer, token: Token, person_id: int | None) -> Case:
    """Give the case to a person (a bare id), or with None to nobody in particular.

    `NotForThem` unless that person may handle it (`queries.people`), and the case is not about them;
    `AsItIs` where nothing would change.
    """

    def steps(course: Course) -> None:
        if person_id is not None and person_id not in who_may_handle(course.case):
            raise NotForThem(person_id)
        if person_id == course.case.handler_id:
            raise AsItIs
        course.step(Act.GIVE, handler_id=CLEARED if person_id is None else person_id)

    return on_case(case_id, staff(viewer), token, steps)
