"""Saying that a case is about a unit or a worker: it goes to the level above and out of their sight."""

from uuid import UUID

from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.actions.succeed import as_it_stood, succeed
from huisheng.cases.actions.timing import due
from huisheng.cases.models import Case
from huisheng.cases.models.codes import DeskReason
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.routing import desk_above
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


def accuse_unit(
    case_id: UUID, viewer: Viewer, token: Token, unit_id: int, person_id: int | None = None
) -> Case:
    """Mark whom the case is about (domain.md, answer 2). `NobodyAbove` when the unit is the top."""

    def steps(course: Course) -> None:
        stood = as_it_stood(course.case)
        accuse(course, unit_id, person_id)
        course.end_calls()
        succeed(course, stood)

    return on_case(case_id, staff(viewer), token, steps)


def accuse(course: Course, unit_id: int, person_id: int | None) -> None:
    """The step itself."""
    course.step(
        Act.ACCUSE,
        unit_id=desk_above(tree(), unit_id),
        due_at=due(course.case, Clock.TRIAGE, course.at),
        about_a_unit=True,
        accused_unit_id=unit_id,
        accused_person_id=person_id if person_id is not None else CLEARED,
        handler_id=CLEARED,
        call_back_due=False if course.case.call_back_due else None,
        desk_reason=DeskReason.ABOUT_A_UNIT,
    )
