"""Words on the way: progress that the resident reads, notes that only colleagues read."""

from uuid import UUID

from huisheng.cases.actions.accept import accept_if_unsigned
from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.models import Case
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.transitions import Act
from huisheng.cases.permissions import may
from huisheng.people.viewer import Viewer


def report_progress(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Tell the resident how far it is. A unit that was called reports without signing for the other."""

    def steps(course: Course) -> None:
        if may(viewer, course.case, Act.ACCEPT):
            accept_if_unsigned(course)
        course.step(Act.PROGRESS, words=(WordsKind.PROGRESS, words))

    return on_case(case_id, staff(viewer), token, steps)


def write_note(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Note something for colleagues; no resident sees it."""
    return on_case(
        case_id, staff(viewer), token, lambda course: course.step(Act.NOTE, words=(WordsKind.NOTE, words))
    )
