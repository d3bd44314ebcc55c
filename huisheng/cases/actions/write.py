"""The relay: what somebody who works on a case writes to its resident. Neither side sees the other's number.

The answer comes in as an addition (`resident.add_words`), by the track page or by SMS.
"""

from uuid import UUID

from huisheng.cases.actions.accept import accept_if_unsigned
from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.events import MessageWritten
from huisheng.cases.models import Case
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.transitions import Act
from huisheng.core.events import announce
from huisheng.people.viewer import Viewer


def write_to_resident(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Write. The clock runs on, as with a question."""
    return on_case(case_id, staff(viewer), token, lambda course: write(course, words))


def write(course: Course, words: str) -> None:
    """The steps themselves."""
    accept_if_unsigned(course)
    event = course.step(Act.WRITE, words=(WordsKind.MESSAGE, words))
    announce(MessageWritten(case_id=str(course.case.id), seq=event.seq))
