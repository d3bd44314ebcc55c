"""Leaving a case out of the figures 不计入统计: only by reason code, by two people, and never against the resident's
word (domain.md, answer 6).

The unit asks; somebody above and outside agrees or refuses; the resident is told and may ask for a review by
somebody who had no part; an overturned exclusion counts again and is handled anew.
"""

from datetime import datetime
from uuid import UUID

from huisheng.cases.actions.beside import of
from huisheng.cases.actions.course import RESIDENT, Actor, Course, Token, on_case, staff
from huisheng.cases.actions.resident import one_up, who_is_there
from huisheng.cases.actions.timing import due
from huisheng.cases.events import CaseExcluded, CaseSentBack, ReviewDecided
from huisheng.cases.models import Case
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.ends import Exclusion
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.routing import desk_over
from huisheng.core.events import announce
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


def ask_exclusion(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """The unit asks that a case it has no power over is left out. The reason is the ground of its answer."""

    return on_case(case_id, staff(viewer), token, lambda course: ask(course, words))


def ask(course: Course, words: str) -> None:
    """The step itself: a review is owed one level up."""
    course.step(
        Act.ASK_EXCLUSION,
        words=(WordsKind.EXCLUSION, words),
        exclusion=Exclusion.ASKED,
        starts=[_review(course)],
    )


def decide_exclusion(case_id: UUID, viewer: Viewer, token: Token, words: str, *, agree: bool) -> Case:
    """A second person, outside the unit, agrees or refuses. Only when they agree does the case count no more."""

    return on_case(case_id, staff(viewer), token, lambda course: decide(course, words, agree=agree))


def decide(course: Course, words: str, *, agree: bool) -> None:
    """The step itself."""
    course.step(
        Act.EXCLUDE if agree else Act.REFUSE_EXCLUSION,
        words=(WordsKind.DECISION, words),
        exclusion=Exclusion.EXCLUDED if agree else Exclusion.REFUSED,
        stops=of(Clock.REVIEW),
    )
    if agree:
        announce(CaseExcluded(case_id=str(course.case.id)))


def ask_review(case_id: UUID, token: Token, words: str = "", actor: Actor = RESIDENT) -> Case:
    """The resident wants somebody who had no part to look at it."""

    return on_case(case_id, actor, token, lambda course: contest(course, words))


def contest(course: Course, words: str) -> None:
    """The step itself: somebody who had no part owes a ruling."""
    course.step(
        Act.ASK_REVIEW,
        words=(WordsKind.APPEAL, words) if words else None,
        exclusion=Exclusion.CONTESTED,
        starts=[_review(course)],
    )


def rule(case_id: UUID, viewer: Viewer, token: Token, words: str, *, overturn: bool) -> Case:
    """Uphold it; or overturn it: the case counts again and goes back to be handled, one level up supervising."""

    def steps(course: Course) -> None:
        if overturn:
            _reopen(course, words)
        else:
            uphold(course, words)
        announce(ReviewDecided(case_id=str(course.case.id)))

    return on_case(case_id, staff(viewer), token, steps)


def uphold(course: Course, words: str) -> None:
    """The step itself: it stays left out."""
    course.step(
        Act.KEEP_OUT,
        words=(WordsKind.DECISION, words),
        exclusion=Exclusion.UPHELD,
        stops=of(Clock.REVIEW),
    )


def _reopen(course: Course, words: str) -> None:
    case = course.case
    course.step(
        Act.OVERTURN,
        unit_id=who_is_there(case),
        due_at=due(case, Clock.HANDLE, course.at),
        words=(WordsKind.DECISION, words),
        supervisor_id=one_up(case),
        call_back_due=False if case.call_back_due else None,
        exclusion=Exclusion.OVERTURNED,
        stops=of(Clock.REVIEW),
    )
    announce(CaseSentBack(case_id=str(case.id)))


def _review(course: Course) -> tuple[Clock, int, datetime]:
    """What the desk over the unit owes."""
    return Clock.REVIEW, desk_over(tree(), course.case.unit_id), due(course.case, Clock.REVIEW, course.at)
