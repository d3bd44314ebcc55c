"""Asking the resident something that is needed to go on."""

from uuid import UUID

from huisheng.cases.actions.accept import accept_if_unsigned
from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.events import QuestionAsked
from huisheng.cases.models import Case
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.transitions import Act
from huisheng.core.events import announce
from huisheng.people.viewer import Viewer


def ask_resident(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Ask. The clock runs on: waiting for an answer is no excuse that the figures would hide."""
    return on_case(case_id, staff(viewer), token, lambda course: question(course, words))


def question(course: Course, words: str) -> None:
    """The steps themselves."""
    accept_if_unsigned(course)
    course.step(Act.QUESTION, words=(WordsKind.QUESTION, words), question_open=True)
    announce(QuestionAsked(case_id=str(course.case.id)))
