"""When the clock that an act starts runs out, by the catalogue in force."""

from datetime import datetime

from huisheng.cases.models import Case
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.transitions import Clock
from huisheng.cases.queries.catalogue import catalogue


def due(case: Case, clock: Clock, at: datetime) -> datetime:
    """The end of a clock for this case that starts at `at`."""
    return catalogue().due(clock, case.category_id, Urgency(case.urgency), at)
