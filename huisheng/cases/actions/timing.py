"""When the clock that an act starts runs out, by the edition that the case keeps."""

from datetime import datetime

from huisheng.cases.models import Case
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.transitions import Clock
from huisheng.cases.queries.catalogue import edition

BEFORE_HANDLING = (Clock.TRIAGE, Clock.ASSIGN, Clock.SIGN)


def due(case: Case, clock: Clock, at: datetime) -> datetime:
    """The end of a clock for this case that starts at `at`.

    The clocks before handling never end after what the resident was promised: passing a late case on does
    not make it look in time.
    """
    end = edition(case.catalogue).due(clock, case.category_id, Urgency(case.urgency), at)
    return min(end, case.promised_at) if case.promised_at and clock in BEFORE_HANDLING else end
