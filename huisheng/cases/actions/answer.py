"""The answer: what was done, with which outcome. Whether it is so, the resident says (domain.md D2).

There is one way to answer, `reply_to_case`: it holds back what says nothing or was copied.
"""

from dataclasses import dataclass
from uuid import UUID

from huisheng.cases.actions.accept import accept_if_unsigned
from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.actions.relay import relay
from huisheng.cases.actions.timing import due
from huisheng.cases.events import CaseAnswered
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome, WordsKind
from huisheng.cases.models.ends import DECLINING, REFERRING, AnswerGround
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.queries.copies import Copied, copied
from huisheng.cases.queries.mediation import mediation_of, possible_outcomes
from huisheng.cases.queries.resident import request_words
from huisheng.core.events import announce
from huisheng.people.viewer import Viewer
from huisheng.text.replies import Wanting, missing, wanting

GROUNDS: dict[Outcome, tuple[AnswerGround, ...]] = {
    Outcome.DECLINED: DECLINING,
    Outcome.NOT_OURS: (AnswerGround.OUTSIDE,),
    Outcome.REFERRED: REFERRING,
}
"""The grounds that an outcome needs one of; `fixed` and `partly` need none."""


@dataclass(frozen=True)
class Reply:
    """What the resident is answered. `basis`: the article of law, policy or budget, or whose it is and where to
    find them. `insist`: why this answer is given although it was held back."""

    words: str
    outcome: Outcome
    ground: AnswerGround | None = None
    basis: str = ""
    insist: str = ""


class HeldBack(Exception):
    """The reply says nothing, or was copied: `reasons`, what it has no word of, and which answer it is like."""

    def __init__(self, reasons: tuple[Wanting, ...], lacks: tuple[str, ...], copy: Copied | None) -> None:
        super().__init__(", ".join(reasons) or "copied")
        self.reasons, self.lacks, self.copy = reasons, lacks, copy


class NoGround(Exception):
    """The outcome needs another ground, or the words that go with one."""


def reply_to_case(case_id: UUID, viewer: Viewer, token: Token, reply: Reply) -> Case:
    """Answer the resident, signing first where that was not done; this starts the confirmation period.

    `HeldBack` when the reply is wanting: then nothing is written. With `insist` it is given all the same, and whoever
    is one level up sees it until they have looked. `NotOpen` for an outcome that a case of this kind does not have,
    or not yet: an agreement that not all have agreed to is none.
    """

    def steps(course: Course) -> None:
        _check_kind(course.case, reply.outcome)
        held = held_back(course.case, reply)
        if held is not None and not reply.insist:
            raise held
        answer_with(course, reply, insisted=held is not None)

    return on_case(case_id, staff(viewer), token, steps)


def _check_kind(case: Case, outcome: Outcome) -> None:
    if outcome not in possible_outcomes(case, mediation_of(case)):
        raise NotOpen(Act.ANSWER, State(case.state))


def held_back(case: Case, reply: Reply) -> HeldBack | None:
    """Why a reply is held back; None when it says something of its own. At most two statements."""
    done = reply.outcome in (Outcome.FIXED, Outcome.PARTLY)
    reasons = wanting(reply.words, asked=request_words(case.id), done=done)
    copy = None if reasons else copied(case, reply.words)
    return HeldBack(reasons, missing(reply.words) if done else (), copy) if reasons or copy else None


def answer_with(course: Course, reply: Reply, *, insisted: bool = False) -> None:
    """The steps themselves. `NoGround` when outcome and ground do not fit."""
    allowed = GROUNDS.get(reply.outcome, ())
    if reply.ground is not None and (reply.ground not in allowed or not reply.basis):
        raise NoGround(reply.outcome)
    accept_if_unsigned(course)
    case = course.case
    event = course.step(
        Act.ANSWER,
        due_at=due(case, Clock.CONFIRM, course.at),
        words=(WordsKind.ANSWER, reply.words),
        outcome=reply.outcome,
        ground=reply.ground or ("" if case.ground else None),
        insisted=insisted if insisted or case.insisted else None,
        question_open=False if case.question_open else None,
        call_back_due=True,
        call_back_by=due(case, Clock.CALL_BACK, course.at),
        # Whoever left nothing has the page of the receipt, and there the answer stands now.
        reply_delivered_at=course.at if course.case.subject_id is None else None,
    )
    _say_besides(course, event.seq, WordsKind.BASIS, reply.basis if reply.ground else "")
    _say_besides(course, event.seq, WordsKind.INSISTED, reply.insist if insisted else "")
    announce(CaseAnswered(case_id=str(case.id)))
    relay(course, event)


def _say_besides(course: Course, seq: int, kind: WordsKind, words: str) -> None:
    """More words of the same event; it commits to them as it does to the first."""
    if words:
        found = kind == WordsKind.BASIS
        course.events[-1].codes[f"{kind}_hash"] = course.say(seq, kind, words, found=found).hex()
