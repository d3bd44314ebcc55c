"""Taken back by mistake, or because somebody pressed for it: for 30 days the resident may want it after all."""

from copy import copy
from datetime import datetime
from uuid import UUID

from huisheng.cases.actions.course import CLEARED, RESIDENT, Actor, Course, Token, on_case
from huisheng.cases.actions.resident import one_up, who_is_there
from huisheng.cases.actions.timing import due
from huisheng.cases.models import Case, CaseRating
from huisheng.cases.models.projection import is_over
from huisheng.cases.models.transitions import FOLLOWING, Act, Clock, NotOpen, State
from huisheng.cases.queries.routing import desk_for
from huisheng.network.tree import tree

# Where a case goes on, by where it stood when it was taken back; at a desk, and out of a merge, it is triaged anew.
GOES_ON = {
    State.ASSIGNED: (State.ASSIGNED, Clock.SIGN),
    State.HANDLING: (State.HANDLING, Clock.HANDLE),
    State.RETURNED: (State.RETURNED, Clock.HANDLE),
    State.ANSWERED: (State.RETURNED, Clock.HANDLE),
}
AT_A_DESK = (State.RECEIVED, Clock.TRIAGE)


def renew_case(case_id: UUID, token: Token, actor: Actor = RESIDENT) -> Case:
    """It goes on where it stood, with clocks that begin anew and the level above watching; `NotOpen` after 30 days."""

    def steps(course: Course) -> None:
        if is_over(course.case, course.at):
            raise NotOpen(Act.RENEW, State(course.case.state))
        renew(course)
        CaseRating.objects.filter(case_id=case_id).delete()

    return on_case(case_id, actor, token, steps)


def renew(course: Course) -> None:
    """The step itself. The first deadline stays, as when a matter is sent back: nobody gains time by a withdrawal."""
    case, stood = course.case, State(course.history(Act.WITHDRAW)[-1].source)
    to, clock = GOES_ON.get(stood, AT_A_DESK)
    at_desk = to == State.RECEIVED
    unit_id = desk_for(tree(), case.plot_id, case.unit_id) if stood in FOLLOWING else who_is_there(case)
    promised = None if at_desk else due(case, Clock.HANDLE, course.at)
    course.step(
        Act.RENEW,
        to=to,
        clock=clock,
        unit_id=unit_id,
        due_at=_due(case, clock, course.at, promised),
        promised_at=CLEARED if at_desk else promised,
        supervisor_id=None if at_desk else _watching(case),
        handler_id=CLEARED if case.handler_id and unit_id != case.unit_id else None,
    )


def _due(case: Case, clock: Clock, at: datetime, promised: datetime | None) -> datetime:
    """The end of the clock under the new promise: the old one would end it before it began."""
    promised_anew = copy(case)
    promised_anew.promised_at = promised
    return due(promised_anew, clock, at)


def _watching(case: Case) -> int | None:
    """Whoever watched it goes on; else the level above does, which sees that the unit did not press for it."""
    watches = case.supervisor_id
    return watches if watches is not None and not tree().unit(watches).closed else one_up(case)
