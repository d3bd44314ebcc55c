"""Saying that a case is not about a unit or a worker after all."""

from uuid import UUID

from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.models import Case
from huisheng.cases.models.codes import DeskReason
from huisheng.cases.models.transitions import Act, NotOpen, State
from huisheng.people.viewer import Viewer


def lift_accusation(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """Lift the mark; the desk that has the case triages it like any other. `NotOpen` where there is none."""

    return on_case(case_id, staff(viewer), token, lift)


def lift(course: Course) -> None:
    """The step itself."""
    case = course.case
    if not case.about_a_unit:
        raise NotOpen(Act.LIFT, State(case.state))
    course.step(
        Act.LIFT,
        about_a_unit=False,
        accused_unit_id=CLEARED,
        accused_person_id=CLEARED,
        desk_reason=DeskReason.NO_CATEGORY if case.desk_reason == DeskReason.ABOUT_A_UNIT else None,
    )
