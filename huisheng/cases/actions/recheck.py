"""Asking again after 28 days whether it is still fixed (indicators.md, durable fix)."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from huisheng.cases.actions.course import RESIDENT, Actor, Course, Token, on_case
from huisheng.cases.actions.resident import take_back
from huisheng.cases.actions.sweeps import sweep
from huisheng.cases.events import RecheckAsked
from huisheng.cases.models import Case
from huisheng.cases.models.ends import Recheck
from huisheng.cases.models.transitions import SOLVED_OR_SILENT, Act, NotOpen, State
from huisheng.core.events import announce, announce_all, put_aside

WAITING = Q(recheck="", state__in=SOLVED_OR_SILENT, erased_at__isnull=True)


def ask_rechecks() -> int:
    """Ask every resident whose matter was answered 28 days ago and is closed; how many. Once each."""
    with put_aside() as told, transaction.atomic():
        asked = sweep("recheck_at", ask_again, only=WAITING)
        announce_all(told)
    return asked


def still_fixed(case_id: UUID, token: Token, *, sure: bool = True, actor: Actor = RESIDENT) -> Case:
    """The resident says that it is still fixed, or cannot say."""
    verdict = Recheck.FIXED if sure else Recheck.UNSURE
    return on_case(case_id, actor, token, lambda course: course.step(Act.RECHECK, recheck=verdict))


def came_back(case_id: UUID, token: Token, words: str = "", actor: Actor = RESIDENT) -> Case:
    """It came back: the same case opens again, with all that was said, at the same unit, one level up watching.

    Open as long as the question is, also past the 30 days in which anything may be sent back.
    """

    def steps(course: Course) -> None:
        if course.case.recheck != Recheck.ASKED:
            raise NotOpen(Act.RECHECK, State(course.case.state))
        take_back(course, words, recheck=Recheck.BACK)

    return on_case(case_id, actor, token, steps)


def ask_again(course: Course) -> None:
    """The step itself."""
    course.step(Act.ASK_RECHECK, recheck=Recheck.ASKED)
    announce(RecheckAsked(case_id=str(course.case.id)))
