"""The first contact: the resident has heard of the unit that handles the matter (indicators.md, 24 h)."""

from uuid import UUID

from huisheng.cases.actions.accept import accept_if_unsigned
from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.models import Case
from huisheng.cases.models.codes import ContactHow, WordsKind
from huisheng.cases.models.transitions import Act
from huisheng.people.viewer import Viewer


def contact_resident(case_id: UUID, viewer: Viewer, token: Token, how: ContactHow, words: str = "") -> Case:
    """Note that the unit got in touch, and how; the resident sees it and may say that it is not so.

    Progress, a question and the answer are contacts too: the resident reads them.
    """
    return on_case(case_id, staff(viewer), token, lambda course: contact(course, how, words))


def contact(course: Course, how: ContactHow, words: str) -> None:
    """The steps themselves."""
    accept_if_unsigned(course)
    course.step(Act.CONTACT, how=how.value, words=(WordsKind.CONTACT, words) if words else None)
