"""The answer: what was done, with which outcome. Whether it is so, the resident says (domain.md D2)."""

from uuid import UUID

from huisheng.cases.actions.accept import accept_if_unsigned
from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.events import CaseAnswered
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome, WordsKind
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.queries.mediation import possible_outcomes
from huisheng.core.events import announce
from huisheng.people.viewer import Viewer


def answer_case(case_id: UUID, viewer: Viewer, token: Token, words: str, outcome: Outcome) -> Case:
    """Answer the resident, signing first where that was not done. Starts the confirmation period.

    `NotOpen` for an outcome that a case of this kind does not have, or not yet: an agreement that not all have
    agreed to is none.
    """

    def steps(course: Course) -> None:
        if outcome not in possible_outcomes(course.case):
            raise NotOpen(Act.ANSWER, State(course.case.state))
        answer(course, words, outcome)

    return on_case(case_id, staff(viewer), token, steps)


def answer(course: Course, words: str, outcome: Outcome) -> None:
    """The steps themselves."""
    accept_if_unsigned(course)
    course.step(
        Act.ANSWER,
        due_at=due(course.case, Clock.CONFIRM, course.at),
        words=(WordsKind.ANSWER, words),
        outcome=outcome,
        question_open=False if course.case.question_open else None,
        call_back_due=True,
        # Whoever left nothing has the page of the receipt, and there the answer stands now.
        reply_delivered_at=course.at if course.case.subject_id is None else None,
    )
    announce(CaseAnswered(case_id=str(course.case.id)))
