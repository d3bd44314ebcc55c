"""What the responsible unit does between signing and answering: sign, give, report, note, ask, hand back."""

from uuid import UUID

from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.events import QuestionAsked
from huisheng.cases.models import Case
from huisheng.cases.models.codes import DeskReason, WordsKind
from huisheng.cases.models.transitions import Act, Clock, State
from huisheng.cases.queries.routing import NobodyAbove, desk_above, desk_for
from huisheng.core.events import announce
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


def accept_case(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """Sign for an assignment 签收: the handling clock runs to what the resident was promised."""
    return on_case(case_id, staff(viewer), token, accept)


def accept(course: Course) -> None:
    """The step itself."""
    course.step(Act.ACCEPT, due_at=course.case.promised_at or due(course.case, Clock.HANDLE, course.at))


def give_case(case_id: UUID, viewer: Viewer, token: Token, person_id: int | None) -> Case:
    """Give the case to one person of the unit, or to nobody in particular."""
    handler = CLEARED if person_id is None else person_id
    return on_case(case_id, staff(viewer), token, lambda course: _only(course, Act.GIVE, handler_id=handler))


def report_progress(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Tell the resident how far it is."""
    return on_case(
        case_id,
        staff(viewer),
        token,
        lambda course: _only(course, Act.PROGRESS, words=(WordsKind.PROGRESS, words)),
    )


def write_note(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Note something for colleagues; no resident sees it."""
    return on_case(
        case_id, staff(viewer), token, lambda course: _only(course, Act.NOTE, words=(WordsKind.NOTE, words))
    )


def ask_resident(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Ask the resident something. The clock runs on: waiting is no excuse that the figures would hide."""

    def steps(course: Course) -> None:
        _signed(course)
        course.step(Act.QUESTION, words=(WordsKind.QUESTION, words), question_open=True)
        announce(QuestionAsked(case_id=str(course.case.id)))

    return on_case(case_id, staff(viewer), token, steps)


def hand_back(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Say that it is not ours, with the reason: back to the desk one level up, which decides anew."""

    def steps(course: Course) -> None:
        case = course.case
        course.step(
            Act.HAND_BACK,
            unit_id=_desk_over(case),
            due_at=due(case, Clock.TRIAGE, course.at),
            words=(WordsKind.HAND_BACK, words),
            desk_reason=DeskReason.HANDED_BACK,
            handler_id=CLEARED if case.handler_id else None,
            from_unit_id=case.unit_id,
        )

    return on_case(case_id, staff(viewer), token, steps)


def _desk_over(case: Case) -> int:
    """Who decides after a hand-back: the level above the unit, or the district's desk for the top."""
    try:
        return desk_above(tree(), case.unit_id)
    except NobodyAbove:
        return desk_for(tree(), None)


def _signed(course: Course) -> None:
    """Whoever works on an unsigned case has signed for it by that."""
    if course.case.state == State.ASSIGNED:
        accept(course)


def _only(course: Course, act: Act, **what: object) -> None:
    if act == Act.PROGRESS and course.case.state == State.ASSIGNED:
        _sign_if_ours(course)
    course.step(act, **what)  # type: ignore[arg-type]  # keywords of step, named by the callers above


def _sign_if_ours(course: Course) -> None:
    """A called unit reports without signing for the responsible one."""
    from huisheng.cases.permissions import may

    if course.actor.viewer is not None and may(course.actor.viewer, course.case, Act.ACCEPT):
        accept(course)
