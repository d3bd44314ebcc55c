"""What an act asks of a case besides its state: where the table alone would allow too much."""

from collections.abc import Callable

from huisheng.cases.models.case import Case
from huisheng.cases.models.ends import EXCLUDABLE, Exclusion, Pending, Recheck
from huisheng.cases.models.transitions import Act

_CONDITIONS: dict[Act, Callable[[Case], bool]] = {
    Act.LOOK_AT: lambda case: case.insisted,
    Act.ASK_EXCLUSION: lambda case: case.ground in EXCLUDABLE and not case.exclusion,
    Act.EXCLUDE: lambda case: case.exclusion == Exclusion.ASKED,
    Act.REFUSE_EXCLUSION: lambda case: case.exclusion == Exclusion.ASKED,
    Act.ASK_REVIEW: lambda case: case.exclusion == Exclusion.EXCLUDED,
    Act.KEEP_OUT: lambda case: case.exclusion == Exclusion.CONTESTED,
    Act.OVERTURN: lambda case: case.exclusion == Exclusion.CONTESTED,
    Act.PROPOSE_PENDING: lambda case: (
        not case.pending and case.paused_until is None and case.approver_id is None
    ),
    Act.SET_ASIDE: lambda case: case.pending == Pending.ASKED and case.paused_until is None,
    Act.PAUSE: lambda case: case.pending != Pending.ON,
    Act.ASK_EXTENSION: lambda case: not case.pending and case.approver_id is None,
    Act.REFUSE_PENDING: lambda case: case.pending == Pending.ASKED,
    Act.REVIEW_PENDING: lambda case: case.pending == Pending.ON,
    Act.TAKE_UP: lambda case: case.pending == Pending.ON,
    Act.ASK_RECHECK: lambda case: case.recheck == "" and case.recheck_at is not None,
    Act.RECHECK: lambda case: case.recheck == Recheck.ASKED,
}


def fits(act: Act, case: Case) -> bool:
    """Whether the case is such that the act makes sense, whatever its state."""
    condition = _CONDITIONS.get(act)
    return condition is None or condition(case)
