"""When the clock that an act starts runs out, by the edition that the case keeps."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome, Urgency
from huisheng.cases.models.defaults import ELAPSED
from huisheng.cases.models.transitions import Clock
from huisheng.cases.queries.catalogue import edition
from huisheng.core.calendar import working_calendar

BEFORE_HANDLING = (Clock.TRIAGE, Clock.ASSIGN, Clock.SIGN)
LASTING = (Outcome.FIXED, Outcome.PARTLY)


def due(case: Case, clock: Clock, at: datetime) -> datetime:
    """The end of a clock for this case that starts at `at`.

    The clocks before handling never end after what the resident was promised: passing a late case on does
    not make it look in time.
    """
    end = edition(case.catalogue).due(clock, case.category_id, Urgency(case.urgency), at)
    return min(end, case.promised_at) if case.promised_at and clock in BEFORE_HANDLING else end


def when_to_recheck(case: Case) -> dict[str, Any]:
    """What closing sets: when the resident is asked again, where something was fixed that is to last."""
    if case.outcome not in LASTING or case.answered_at is None or case.recheck_at is not None:
        return {}
    return {"recheck_at": due(case, Clock.RECHECK, case.answered_at), "recheck": "" if case.recheck else None}


def warning(case: Case, clock: Clock, at: datetime, due_at: datetime) -> datetime | None:
    """When a clock that runs from `at` to `due_at` warns: at the share of its time that the policy says.

    None for the clock that runs against the resident, and for one that is over already.
    """
    if clock == Clock.CONFIRM or due_at <= at:
        return None
    held, urgency = edition(case.catalogue), Urgency(case.urgency)
    share = held.leeway(case.category_id, urgency).warn_percent / 100
    if is_elapsed(case, clock):
        return at + (due_at - at) * share
    calendar = working_calendar()
    warns = calendar.add(at, calendar.between(at, due_at) * share)
    return warns if warns < due_at else None


def is_elapsed(case: Case, clock: Clock) -> bool:
    """Whether a clock of this case runs day and night; else in working time."""
    held = edition(case.catalogue)
    return held.minutes(clock, case.category_id, Urgency(case.urgency))[1] == ELAPSED


def add(case: Case, clock: Clock, start: datetime, time: timedelta) -> datetime:
    """So much later, on the basis of a clock of this case."""
    return start + time if is_elapsed(case, clock) else working_calendar().add(start, time)


def left(case: Case, clock: Clock, at: datetime, end: datetime) -> timedelta:
    """How much of its time a clock of this case has between two moments; none when the end is not after."""
    if is_elapsed(case, clock):
        return max(timedelta(), end - at)
    return working_calendar().between(at, end)
