"""Undoing a wrong merge while it is not answered: the case goes back to the desk of its place, by itself."""

from uuid import UUID

from django.db.models import Q

from huisheng.cases.actions.course import CLEARED, SYSTEM, Course, Token, on_case, staff
from huisheng.cases.actions.merge import follow
from huisheng.cases.actions.several import OneOfSeveral, locked, write_several
from huisheng.cases.actions.timing import due
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import DeskReason
from huisheng.cases.models.transitions import FOLLOWING, Act, Clock
from huisheng.cases.queries.routing import desk_for
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


def split_off(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """Take a case out of its merge; what it was promised stays, and who had come with it goes with it."""

    return on_case(case_id, staff(viewer), token, take_out)


def take_out(course: Course) -> None:
    """The step itself."""
    case, head_id = course.case, course.case.head_id
    course.step(
        Act.SPLIT_OFF,
        unit_id=desk_for(tree(), case.plot_id, case.unit_id),
        due_at=due(case, Clock.TRIAGE, course.at),
        head_id=CLEARED,
        desk_reason=DeskReason.SPLIT_OFF,
        from_case=head_id,
    )
    _take_along(course, head_id)


def _take_along(course: Course, head_id: UUID | None) -> None:
    came = CaseEvent.objects.filter(act=Act.MERGE, codes__came_with=str(course.case.id))
    ids = came.filter(case_id__in=Case.objects.filter(head_id=head_id).values("id")).values_list("case_id")
    back = locked(Q(pk__in=[case_id for (case_id,) in ids], head_id=head_id, state__in=FOLLOWING))
    courses = [OneOfSeveral(case, SYSTEM, course.key, course.at) for case in back.values()]
    for theirs in courses:
        follow(theirs, course.case)
    write_several(courses)
