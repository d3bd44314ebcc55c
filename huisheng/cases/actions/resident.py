"""What the resident does with the secret, or says to a call-back clerk on the telephone."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from huisheng.cases.actions.course import CLEARED, RESIDENT, Actor, Course, Token, on_case
from huisheng.cases.actions.pause import resume_when_answered
from huisheng.cases.actions.photos import Picture, keep_pictures
from huisheng.cases.actions.succeed import as_it_stood, succeed
from huisheng.cases.actions.tell import tell
from huisheng.cases.actions.timing import due, when_to_recheck
from huisheng.cases.events import CaseSentBack, FollowerSpoke
from huisheng.cases.models import Case, CaseEvent, CaseRating
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.projection import REOPEN_DAYS
from huisheng.cases.models.transitions import FOLLOWING, Act, Clock, NotOpen, State, Who
from huisheng.cases.queries.routing import NobodyAbove, desk_above, desk_after, is_within
from huisheng.core.events import announce
from huisheng.network.tree import tree


@dataclass(frozen=True)
class Rating:
    """一事一评 (D43): each of the five levels `1`–`5` or empty; `policy_limit`: the rules allowed no more."""

    attitude: str = ""
    effort: str = ""
    outcome: str = ""
    policy_limit: bool = False


def confirm_case(case_id: UUID, token: Token, actor: Actor = RESIDENT) -> Case:
    """The resident says that it is solved. By telephone it is counted apart."""
    return on_case(case_id, actor, token, confirm)


def confirm(course: Course) -> None:
    """The step itself."""
    by_telephone = course.actor.who == Who.CALL_BACK
    course.step(
        Act.CONFIRM,
        call_back_due=False,
        confirmed_by_telephone=True if by_telephone else None,
        **when_to_recheck(course.case),
        reply_delivered_at=course.at if course.case.reply_delivered_at is None else None,
    )


def send_back(case_id: UUID, token: Token, words: str = "", actor: Actor = RESIDENT) -> Case:
    """Not done: the same handler, a fresh handling clock, one level up supervising (architecture.md).

    Open until 30 days after the answer; `NotOpen` later.
    """

    def steps(course: Course) -> None:
        case = course.case
        if case.answered_at is not None and course.at - case.answered_at > timedelta(days=REOPEN_DAYS):
            raise NotOpen(Act.SEND_BACK, State(case.state))
        take_back(course, words)
        CaseRating.objects.filter(case_id=case.id).delete()

    return on_case(case_id, actor, token, steps)


def take_back(course: Course, words: str, **codes: Any) -> None:
    """The step itself: the same handler, a fresh handling clock, one level up supervising.

    Whoever followed another case has a case of their own from here on: nobody's yes covers another's no.
    """
    case = course.case
    course.step(
        Act.SEND_BACK,
        unit_id=who_is_there(case),
        due_at=due(case, Clock.HANDLE, course.at),
        words=(WordsKind.SENT_BACK, words) if words else None,
        supervisor_id=one_up(case),
        handler_id=CLEARED if who_is_there(case) != case.unit_id else None,
        call_back_due=False,
        confirmed_by_telephone=False if case.confirmed_by_telephone else None,
        **codes,
    )
    announce(CaseSentBack(case_id=str(case.id)))


def add_words(
    case_id: UUID, token: Token, words: str, pictures: tuple[Picture, ...] = (), actor: Actor = RESIDENT
) -> Case:
    """Add words or pictures; while a question is open, this is its answer."""

    def steps(course: Course) -> None:
        event = add(course, words)
        keep_pictures(course.case, event.seq, pictures)

    return on_case(case_id, actor, token, steps)


def add(course: Course, words: str) -> CaseEvent:
    """The step itself: an answer while a question is open, else something added."""
    replying = course.case.question_open
    event = course.step(
        Act.REPLY if replying else Act.ADD,
        words=(WordsKind.REPLY if replying else WordsKind.ADDITION, words) if words else None,
        question_open=False if replying else None,
    )
    resume_when_answered(course)
    if course.case.state in FOLLOWING:
        announce(FollowerSpoke(case_id=str(course.case.id), seq=event.seq))
    return event


def withdraw_case(case_id: UUID, token: Token, actor: Actor = RESIDENT) -> Case:
    """The resident takes the matter back; its course stays readable."""
    return on_case(case_id, actor, token, withdraw)


def rate_case(case_id: UUID, token: Token, rating: Rating, words: str = "", actor: Actor = RESIDENT) -> Case:
    """Rate how it went; a second rating replaces the first. The event tells only that there is one."""

    def steps(course: Course) -> None:
        course.step(Act.RATE, words=(WordsKind.COMMENT, words) if words else None)
        CaseRating.objects.update_or_create(
            case_id=course.case.id,
            defaults={
                "at": course.at,
                "attitude": rating.attitude,
                "effort": rating.effort,
                "outcome": rating.outcome,
                "policy_limit": rating.policy_limit,
            },
        )

    return on_case(case_id, actor, token, steps)


def withdraw(course: Course) -> None:
    """The step itself; whoever follows goes on waiting.

    What is withdrawn counts and opens no more: where a clerk does it, the resident is told (domain.md, answer 6).
    """
    stood = as_it_stood(course.case)
    event = course.step(Act.WITHDRAW, call_back_due=False if stood.call_back_due else None)
    succeed(course, stood)
    if event.who == Who.CALL_BACK:
        tell(course.case, "withdrawn", mark=str(event.seq))


def who_is_there(case: Case) -> int:
    """The unit that answered, or where that has closed since, the one that has what it had; never one into which
    the unit went that the case is about."""
    network, unit_id = tree(), case.unit_id
    if network.unit(unit_id).closed:
        unit_id = desk_after(network, unit_id, about_a_unit=case.about_a_unit)
    while is_within(network, unit_id, case.accused_unit_id):
        unit_id = desk_above(network, unit_id)
    return unit_id


def one_up(case: Case) -> int | None:
    """The level above, which watches what came back; None at the top."""
    try:
        return desk_above(tree(), who_is_there(case))
    except NobodyAbove:
        return None
