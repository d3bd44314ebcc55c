"""Erasing what a case says: words, pictures, title, address and contact. Course, figures and hashes stay.

Each event keeps the salted hash of its words. The salt goes with the words: with it a short text could be guessed and
tried; without its 128 bits the hash tells nothing, and verifies as part of the log as before. Of several who brought
one matter each has a case of their own, so only that person's goes; the answer that all got stays with the others.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from huisheng.cases.actions.course import CLEARED, RESIDENT, Actor, Course, Token, on_case
from huisheng.cases.actions.hand_on import hand_on_answers
from huisheng.cases.actions.resident import withdraw
from huisheng.cases.erasing import forget_copies
from huisheng.cases.events import CaseErased
from huisheng.cases.models import Case, CasePhoto, CaseWords
from huisheng.cases.models.codes import EraseReason
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.holds import held_until
from huisheng.core.events import announce
from huisheng.people.actions.subjects import erase_subjects

ERASED_TITLE = "内容已删除"
NO_SALT = b""


class Held(Exception):
    """It may not be erased: a legal order holds it until the day `until`."""

    def __init__(self, until: date) -> None:
        super().__init__(str(until))
        self.until = until


def erase_own_case(case_id: UUID, token: Token) -> Case:
    """The resident erases what they said. What is still open is withdrawn by the same act.

    `Held` while a legal order forbids it. Erased once, a second time changes nothing (`NotOpen`).
    """

    def steps(course: Course) -> None:
        if course.case.is_pending:
            withdraw(course)
        erase(course, EraseReason.OWN_REQUEST)

    return on_case(case_id, RESIDENT, token, steps)


def erase(course: Course, reason: EraseReason, asked_by_id: int | None = None) -> None:
    """The step itself, with everything that it takes away."""
    case = course.case
    until = held_until(case.id)
    if until is not None:
        raise Held(until)
    take_step(course, reason, asked_by_id)
    wipe([course], reason, course.actor)
    announce(CaseErased(case_id=str(case.id)))


def take_step(course: Course, reason: EraseReason, asked_by_id: int | None = None) -> None:
    """The step on the course alone: nothing is owed any more; the title goes, which is made of words, and the point.

    The plot stays: figures, repeats and the map of a plot need no more.
    """
    pointed = course.case.longitude is not None
    course.step(
        Act.ERASE,
        stops=lambda _clock: True,
        why=reason,
        erased_at=course.at,
        contact_erased=True,
        call_back_due=False if course.case.call_back_due else None,
        asked_by_id=asked_by_id,
        longitude=CLEARED if pointed else None,
        latitude=CLEARED if pointed else None,
    )
    course.case.title = ERASED_TITLE


def wipe(courses: Sequence[Course], reason: EraseReason, actor: Actor) -> None:
    """Take away words with their salts and search tokens, pictures, keys, contacts and copies: for many at once."""
    cases = [course.case.id for course in courses]
    hand_on_answers(cases)
    CaseWords.objects.filter(case_id__in=cases, erased_at__isnull=True).update(
        text="", sealed=None, salt=NO_SALT, tokens=[], erased_at=courses[0].at
    )
    CasePhoto.objects.filter(case_id__in=cases).delete()
    subjects = [course.case.subject_id for course in courses if course.case.subject_id is not None]
    erase_subjects(subjects, actor=actor.account_id, reason=reason)
    forget_copies(cases)
