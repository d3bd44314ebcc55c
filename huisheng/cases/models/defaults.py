"""How long each clock runs, and how much it may bend, where an edition of the catalogue says nothing.

The figures are indicators.md's; those that it leaves open are ours and marked so in docs/reference/clocks.md.
"""

from dataclasses import dataclass

from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.transitions import Clock

ELAPSED, WORKING = "elapsed", "working"
HOUR = 60
DAY = 24 * HOUR
WORKING_DAY = 8 * HOUR
SILENCE_DAYS = 7
RECHECK_DAYS = 28

Time = tuple[int, str]


def _times(normal: Time, urgent: Time, complex_: Time | None = None) -> dict[Urgency, Time]:
    return {Urgency.NORMAL: normal, Urgency.URGENT: urgent, Urgency.COMPLEX: complex_ or normal}


def _always(time: Time) -> dict[Urgency, Time]:
    return _times(time, time)


_BY_CLOCK: dict[Clock, dict[Urgency, Time]] = {
    Clock.TRIAGE: _times((4 * HOUR, WORKING), (30, ELAPSED)),
    Clock.ASSIGN: _times((2 * HOUR, WORKING), (30, ELAPSED)),
    Clock.SIGN: _times((2 * HOUR, WORKING), (30, ELAPSED)),
    Clock.HANDLE: _times((5 * WORKING_DAY, WORKING), (2 * HOUR, ELAPSED), (15 * WORKING_DAY, WORKING)),
    Clock.CONFIRM: _always((SILENCE_DAYS * DAY, ELAPSED)),
    Clock.CONTACT: _always((DAY, ELAPSED)),
    Clock.APPROVE: _times((WORKING_DAY, WORKING), (1 * HOUR, ELAPSED)),
    Clock.RULE: _times((4 * HOUR, WORKING), (1 * HOUR, ELAPSED)),
    Clock.REPORT: _always((3 * WORKING_DAY, WORKING)),
    Clock.SIGN_CALL: _times((HOUR, ELAPSED), (30, ELAPSED)),
    Clock.RULE_CALL: _times((4 * HOUR, WORKING), (HOUR, ELAPSED)),
    Clock.REVIEW: _always((3 * WORKING_DAY, WORKING)),
    Clock.CALL_BACK: _always((2 * WORKING_DAY, WORKING)),
    Clock.RECHECK: _always((RECHECK_DAYS * DAY, ELAPSED)),
}

# Minutes and basis, for every clock and urgency.
DEFAULTS: dict[tuple[Clock, Urgency], Time] = {
    (clock, urgency): time for clock, times in _BY_CLOCK.items() for urgency, time in times.items()
}


@dataclass(frozen=True)
class Leeway:
    """How much a handling clock may bend: extensions, pauses, and the share of a clock at which it warns.

    `extension_minutes` is the most that all extensions together may add, on the basis of the handling clock.
    """

    extensions: int
    extension_minutes: int
    pauses: bool
    warn_percent: int


WARN_PERCENT = 75
LEEWAYS: dict[Urgency, Leeway] = {
    Urgency.NORMAL: Leeway(2, 5 * WORKING_DAY, pauses=True, warn_percent=WARN_PERCENT),
    Urgency.URGENT: Leeway(1, 4 * HOUR, pauses=False, warn_percent=WARN_PERCENT),
    Urgency.COMPLEX: Leeway(2, 15 * WORKING_DAY, pauses=True, warn_percent=WARN_PERCENT),
}
