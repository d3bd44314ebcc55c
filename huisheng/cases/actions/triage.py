"""Triage: what it is, how urgent, where, and who is responsible (domain.md D24)."""

from dataclasses import dataclass
from uuid import UUID

from huisheng.cases.actions.assign import assign
from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.catalogue import catalogue
from huisheng.people.viewer import Viewer


@dataclass(frozen=True)
class Decision:
    """What the person at the desk decided. `assign_to`: the unit that gets the case at once, if any."""

    category_id: int
    need_class: str = ""
    urgency: Urgency = Urgency.NORMAL
    plot_id: int | None = None
    assign_to: int | None = None


def triage_case(case_id: UUID, viewer: Viewer, token: Token, decision: Decision) -> Case:
    """Set what was decided; with `assign_to`, the case goes there in the same transaction."""
    return on_case(case_id, staff(viewer), token, lambda course: triage(course, decision))


def triage(course: Course, decision: Decision) -> None:
    """The steps themselves."""
    category = catalogue().categories[decision.category_id]
    course.case.urgency = decision.urgency  # the clock that starts here already runs by the new urgency
    course.case.category_id = category.id
    course.step(
        Act.TRIAGE,
        due_at=due(course.case, Clock.ASSIGN, course.at),
        category_id=category.id,
        need_class=decision.need_class or category.need_class,
        urgency=decision.urgency,
        plot_id=decision.plot_id if decision.plot_id is not None else CLEARED,
        catalogue=course.case.catalogue or catalogue().version,
        desk_reason="" if course.case.desk_reason else None,
    )
    if decision.assign_to is not None:
        assign(course, decision.assign_to)
