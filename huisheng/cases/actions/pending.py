"""The pending ledger 挂账: what cannot be fixed yet, with reason, owner and review date (domain.md, answer 7).

It is proposed by the unit and approved one level up. While it is on the ledger the clock that runs is that of
the next review; the first deadline stays what it was, so that the case is due in the figures all the time.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from huisheng.cases.actions.beside import of
from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.events import CaseSetAside, PendingReviewed
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.ends import Pending, PendingReason
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.routing import desk_over
from huisheng.core.events import announce
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


@dataclass(frozen=True)
class Proposal:
    """Why it waits, who owns it (a unit and a post there, the code of a role), when it is looked at again, and
    in `words` what would make it possible."""

    reason: PendingReason
    owner_unit_id: int
    owner_role: str
    review_at: datetime
    words: str


class ReviewInThePast(Exception):
    """The day of the review is over by the time of the act."""


def propose_pending(case_id: UUID, viewer: Viewer, token: Token, proposal: Proposal) -> Case:
    """Ask one level up. The handling clock goes on until somebody agrees."""

    return on_case(case_id, staff(viewer), token, lambda course: propose(course, proposal))


def propose(course: Course, proposal: Proposal) -> None:
    """The step itself: an approval is owed one level up."""
    case = course.case
    _ahead(course, proposal.review_at)
    course.step(
        Act.PROPOSE_PENDING,
        words=(WordsKind.PENDING, proposal.words),
        pending=Pending.ASKED,
        why=proposal.reason.value,
        owner_unit_id=proposal.owner_unit_id,
        owner_role=proposal.owner_role,
        review_at=proposal.review_at,
        starts=[(Clock.APPROVE, desk_over(tree(), case.unit_id), due(case, Clock.APPROVE, course.at))],
    )


def decide_pending(case_id: UUID, viewer: Viewer, token: Token, words: str, *, agree: bool) -> Case:
    """Agree: it goes on the ledger and the resident is told. Refuse: it is handled on, its clock untouched."""

    def steps(course: Course) -> None:
        ruling = (WordsKind.DECISION, words) if words else None
        if not agree:
            course.step(Act.REFUSE_PENDING, words=ruling, pending="", stops=of(Clock.APPROVE))
            return
        set_aside(course, last_proposal(course.case), ruling)

    return on_case(case_id, staff(viewer), token, steps)


def set_aside(course: Course, asked: CaseEvent, ruling: tuple[WordsKind, str] | None) -> None:
    """The step itself: from now on the next review is what is due."""
    course.step(
        Act.SET_ASIDE,
        due_at=max(datetime.fromisoformat(asked.codes["review_at"]), course.at),
        words=ruling,
        pending=Pending.ON,
        pending_reason=asked.codes["why"],
        supervisor_id=CLEARED if course.case.supervisor_id else None,
        stops=of(Clock.APPROVE),
    )
    announce(CaseSetAside(case_id=str(course.case.id)))


def review_pending(case_id: UUID, viewer: Viewer, token: Token, words: str, review_at: datetime) -> Case:
    """Still not possible: why, and when it is looked at next. The resident sees both."""

    def steps(course: Course) -> None:
        _ahead(course, review_at)
        course.step(Act.REVIEW_PENDING, due_at=review_at, words=(WordsKind.PENDING, words))
        announce(PendingReviewed(case_id=str(course.case.id)))

    return on_case(case_id, staff(viewer), token, steps)


def take_up(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """It has become possible: handled again, with a fresh clock and a fresh promise; the first one stays first."""

    def steps(course: Course) -> None:
        end = due(course.case, Clock.HANDLE, course.at)
        course.step(Act.TAKE_UP, due_at=end, words=(WordsKind.PENDING, words), promised_at=end)
        announce(PendingReviewed(case_id=str(course.case.id)))

    return on_case(case_id, staff(viewer), token, steps)


def last_proposal(case: Case) -> CaseEvent:
    """What was proposed last. One statement."""
    return CaseEvent.objects.filter(case_id=case.id, act=Act.PROPOSE_PENDING).order_by("-seq")[0]


def _ahead(course: Course, review_at: datetime) -> None:
    if review_at <= course.at:
        raise ReviewInThePast
