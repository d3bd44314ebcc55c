"""Calling another unit to a case: it may see it and report on it; the duty stays where it is."""

from uuid import UUID

from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.actions.transfer import NotThere, check_may_learn
from huisheng.cases.models import Case, CaseParty
from huisheng.cases.models.transitions import Act
from huisheng.people.viewer import Viewer


def call_unit(case_id: UUID, viewer: Viewer, token: Token, unit_id: int) -> Case:
    """Call a unit. `NotThere` when it is closed, responsible already, or the case is about it."""

    def steps(course: Course) -> None:
        case = course.case
        check_may_learn(case, unit_id)
        if unit_id == case.unit_id:
            raise NotThere(unit_id)
        course.step(Act.CALL, called_unit_id=unit_id)
        CaseParty.objects.update_or_create(
            case_id=case.id, unit_id=unit_id, defaults={"since": course.at, "until": None}
        )

    return on_case(case_id, staff(viewer), token, steps)
