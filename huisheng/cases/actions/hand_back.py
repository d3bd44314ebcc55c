"""Saying that a case is not ours 不归我们: it goes back to be decided anew."""

from uuid import UUID

from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.models import Case
from huisheng.cases.models.codes import DeskReason, WordsKind
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.routing import NobodyAbove, desk_above, district_desk
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


def hand_back(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Back to the desk one level up, with the reason; the promise to the resident stays."""

    def steps(course: Course) -> None:
        give_back(course, words)
        course.ends_calls = True

    return on_case(case_id, staff(viewer), token, steps)


def give_back(course: Course, words: str) -> None:
    """The step itself."""
    case = course.case
    course.step(
        Act.HAND_BACK,
        unit_id=_desk_over(case),
        due_at=due(case, Clock.TRIAGE, course.at),
        words=(WordsKind.HAND_BACK, words),
        desk_reason=DeskReason.HANDED_BACK,
        handler_id=CLEARED if case.handler_id else None,
        question_open=False if case.question_open else None,
        from_unit_id=case.unit_id,
    )


def _desk_over(case: Case) -> int:
    """Who decides after a hand-back: the level above the unit, or the district's desk for the top."""
    try:
        return desk_above(tree(), case.unit_id)
    except NobodyAbove:
        return district_desk(tree())
