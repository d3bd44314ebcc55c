"""A pause of the handling clock: with a reason, told to the resident, and never of the promise.

On time is judged by the first promise plus approved extensions (indicators.md), so a pause keeps a unit from
being reminded and escalated while nothing can be done; it does not buy time in the figures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from huisheng.cases.actions.course import CLEARED, SYSTEM, Actor, Course, Token, on_case, staff
from huisheng.cases.actions.sweeps import sweep
from huisheng.cases.actions.tell import tell
from huisheng.cases.actions.timing import add, left
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import PauseReason, Urgency, WordsKind
from huisheng.cases.models.projection import STARTS_AFRESH, moves_on
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.catalogue import edition
from huisheng.people.viewer import Viewer

LONGEST = timedelta(days=90)
"""Of all pauses together since the clock began: else a unit would never be watched that pauses again and again."""


class CannotPause(Exception):
    """The clock cannot be paused now; `why` is one of the codes that the pages say in words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Pause:
    """Why, until when at the latest, and in the words that the resident reads."""

    reason: PauseReason
    until: datetime
    words: str


def pause_case(case_id: UUID, viewer: Viewer, token: Token, wanted: Pause) -> Case:
    """Stop the handling clock. `CannotPause` where the policy or the case forbids it."""

    def steps(course: Course) -> None:
        event = pause(course, wanted)
        tell(course.case, "paused", mark=str(event.seq))

    return on_case(case_id, staff(viewer), token, steps)


def resume_case(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """Let the clock go on: what was left of it is left."""

    def steps(course: Course) -> None:
        if course.case.paused_until is None:
            raise CannotPause("not_paused")
        resume(course)

    return on_case(case_id, staff(viewer), token, steps)


def resume_in_time() -> int:
    """Let every clock go on whose pause has ended; how many."""
    return sweep("paused_until", resume)


def pause(course: Course, wanted: Pause) -> CaseEvent:
    """The step itself. The deadline is shown as it will be if the pause lasts until its end."""
    case, at, until = course.case, course.at, wanted.until
    if why := why_no_pause(case, at, wanted.reason, until):
        raise CannotPause(why)
    if paused_for(course.history(*Act)) + (until - at) > LONGEST:
        raise CannotPause("too_long")
    rest = left(case, Clock.HANDLE, at, case.due_at) if case.due_at else timedelta()
    to_warning = left(case, Clock.HANDLE, at, case.warn_at) if case.warn_at else None
    return course.step(
        Act.PAUSE,
        due_at=add(case, Clock.HANDLE, until, rest),
        words=(WordsKind.PAUSE, wanted.words),
        pause_reason=wanted.reason.value,
        paused_seconds=round(rest.total_seconds()),
        paused_until=until,
        warn_at=CLEARED if to_warning is None else add(case, Clock.HANDLE, until, to_warning),
    )


def resume(course: Course, actor: Actor | None = None) -> None:
    """The step itself."""
    case, at = course.case, course.at
    if case.paused_seconds is None or case.paused_until is None:
        return
    rest = timedelta(seconds=case.paused_seconds)
    to_warning = left(case, Clock.HANDLE, case.paused_until, case.warn_at) if case.warn_at else None
    course.step(
        Act.RESUME,
        actor=actor,
        due_at=add(case, Clock.HANDLE, at, rest),
        warn_at=CLEARED if to_warning is None else add(case, Clock.HANDLE, at, to_warning),
    )


def resume_when_answered(course: Course) -> None:
    """The resident's word came: a clock that waited for it goes on."""
    if course.case.pause_reason == PauseReason.RESIDENT:
        resume(course, SYSTEM)


def paused_for(events: Iterable[CaseEvent]) -> timedelta:
    """How long the clock stood still in all, since it began afresh."""
    whole, since = timedelta(), None
    for event in events:
        if since is not None and (event.act == Act.RESUME or moves_on(event)):
            whole, since = whole + (event.at - since), None
        if event.act in STARTS_AFRESH:
            whole = timedelta()
        if event.act == Act.PAUSE:
            since = event.at
    return whole


def why_no_pause(
    case: Case, at: datetime, reason: PauseReason | None = None, until: datetime | None = None
) -> str:
    """Why the clock cannot be paused, as a code; empty when it can. Without reason and end: whether at all."""
    policy = edition(case.catalogue).leeway(case.category_id, Urgency(case.urgency))
    problems = {
        "not_handling": case.clock != Clock.HANDLE,
        "policy": not policy.pauses,
        "paused": case.paused_until is not None,
        "late": case.due_at is None or case.due_at <= at,
        "asked": case.approver_id is not None,
        "no_question": reason == PauseReason.RESIDENT and not case.question_open,
        "past": until is not None and until <= at,
        "too_long": until is not None and until > at + LONGEST,
    }
    return next((code for code, is_so in problems.items() if is_so), "")
