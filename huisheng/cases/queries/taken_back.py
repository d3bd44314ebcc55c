"""How far a matter had come when its resident took it back: the line of the five steps ticks no more than that."""

from collections.abc import Sequence

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import FOLLOWING, STEP_OF, Act, State, Step
from huisheng.cases.queries.followed import stood_at


def step_when_taken_back(case: Case, events: Sequence[CaseEvent]) -> Step | None:
    """The step in which a withdrawn case stood, by its own events in any order; None for one that is not withdrawn.

    Whoever followed another case had come as far as that one. One statement more then, else none.
    """
    if case.state != State.WITHDRAWN:
        return None
    end = max((event for event in events if event.act == Act.WITHDRAW), key=lambda event: event.seq)
    stood = State(end.source)
    if stood in FOLLOWING:
        stood = stood_at(case, events, end.at) or stood
    return STEP_OF[stood]
