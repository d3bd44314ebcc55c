"""The five steps as one table: from, act, to, who, which clock (domain.md D24, architecture.md).

Everything that may happen to a case stands here and nowhere else. `actions` perform it, `replay` checks a
history against it, and the pages ask it which acts are open.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from huisheng.cases.models.acts import Act, Clock, State, Step, Who

__all__ = ["Act", "Clock", "State", "Step", "Who"]

STEP_OF: dict[State, Step] = {
    State.RECEIVED: Step.TRIAGE,
    State.TRIAGED: Step.ASSIGN,
    State.ASSIGNED: Step.ASSIGN,
    State.HANDLING: Step.HANDLE,
    State.RETURNED: Step.HANDLE,
    State.ANSWERED: Step.FEED_BACK,
    State.CONFIRMED: Step.FEED_BACK,
    State.SILENT: Step.FEED_BACK,
    State.WITHDRAWN: Step.FEED_BACK,
    State.HISTORIC: Step.FEED_BACK,
    State.MERGED: Step.HANDLE,
}

BEING_HANDLED = (State.HANDLING, State.RETURNED)
WITH_UNIT = (State.ASSIGNED, *BEING_HANDLED)
WHISTLED = (*WITH_UNIT, State.ANSWERED)
BEFORE_ANSWER = (State.RECEIVED, State.TRIAGED, *WITH_UNIT)
OPEN = (*BEFORE_ANSWER, State.ANSWERED)
CLOSED = (State.CONFIRMED, State.SILENT, State.WITHDRAWN)
ENDED_BY_ANSWER = (State.ANSWERED, State.CONFIRMED, State.SILENT)
SOLVED_OR_SILENT = (State.CONFIRMED, State.SILENT)
# Of the clocks that run beside a case, these go on when it is closed; all others end with it.
OF_WHISTLES = (Clock.SIGN_CALL, Clock.CONTACT, Clock.REPORT, Clock.RULE_CALL)
AFTER_CLOSING = (Clock.REVIEW, Clock.CALL_BACK, Clock.RECHECK)
# Whoever follows another case owes nothing and is owed the answer to that one: neither open nor closed.
FOLLOWING = (State.MERGED,)
ANSWERS = (Act.ANSWER, Act.RELAY)
# Where a case goes on that was taken back and is wanted after all.
RENEWED = (State.RECEIVED, *WITH_UNIT)


@dataclass(frozen=True)
class Transition:
    """One row: `act` leads from any of `sources` to `target` (None: stays where it is).

    An empty `sources` means that the act brings a case into being. `who` lists the kinds of actors;
    `function` is what staff must hold over the responsible unit (people's functions); `clock` starts anew,
    None lets the running one run, and a target that is not open stops it. Where `targets` are named, the act
    leads to the one that its event names, with that one's clock: it puts a case where it, or another, stood.
    """

    act: Act
    sources: tuple[State, ...]
    target: State | None
    who: tuple[Who, ...]
    function: str = ""
    clock: Clock | None = None
    targets: tuple[State, ...] = ()

    def leads_from(self, state: State | None) -> bool:
        """Whether the act is open in this state (None: no case yet)."""
        return state in self.sources if state is not None else not self.sources

    def leading(self, to: State | None, clock: Clock | None) -> "Transition":
        """Where `targets` are named, the row with the one to which the act leads; others as they are."""
        return replace(self, target=to, clock=clock) if self.targets else self


R, S, C, Y = Who.RESIDENT, Who.STAFF, Who.CALL_BACK, Who.SYSTEM

TRANSITIONS: tuple[Transition, ...] = (
    Transition(Act.ASK, (), State.RECEIVED, (R, S, Y), "collect", Clock.TRIAGE),
    Transition(Act.IMPORT, (), State.HISTORIC, (Y,)),
    Transition(Act.TRIAGE, (State.RECEIVED, State.TRIAGED), State.TRIAGED, (S, Y), "triage", Clock.ASSIGN),
    Transition(Act.ACCUSE, OPEN, State.RECEIVED, (S,), "triage", Clock.TRIAGE),
    Transition(Act.LIFT, (State.RECEIVED, State.TRIAGED), None, (S,), "triage"),
    Transition(Act.ASSIGN, (State.TRIAGED,), State.ASSIGNED, (S, Y), "assign", Clock.SIGN),
    Transition(Act.ACCEPT, (State.ASSIGNED,), State.HANDLING, (S,), "handle", Clock.HANDLE),
    Transition(Act.GIVE, WITH_UNIT, None, (S, Y), "handle"),
    Transition(Act.CALL, WITH_UNIT, None, (S,), "handle"),
    Transition(Act.PROGRESS, WITH_UNIT, None, (S,), "handle"),
    Transition(Act.NOTE, OPEN, None, (S,), "see"),
    Transition(Act.QUESTION, WITH_UNIT, None, (S,), "handle"),
    Transition(Act.REPLY, WITH_UNIT, None, (R, C), "call_back"),
    Transition(Act.ADD, (*OPEN, *FOLLOWING), None, (R, C), "call_back"),
    # What units did before there were objections: histories have it, nobody does it any longer.
    Transition(Act.HAND_BACK, WITH_UNIT, State.RECEIVED, (), "handle", Clock.TRIAGE),
    Transition(Act.OBJECT, WITH_UNIT, None, (S,), "handle"),
    Transition(Act.UPHOLD, WITH_UNIT, State.ASSIGNED, (S, Y), "rule", Clock.SIGN),
    Transition(Act.DISMISS, WITH_UNIT, None, (S,), "rule"),
    Transition(Act.WHISTLE, WITH_UNIT, None, (S,), "handle"),
    Transition(Act.SIGN_CALL, WHISTLED, None, (S,), "handle"),
    Transition(Act.CONTACT_CALL, WHISTLED, None, (S,), "handle"),
    Transition(Act.CANNOT_COME, WHISTLED, None, (S,), "handle"),
    Transition(Act.EXCUSE, WHISTLED, None, (S,), "rule"),
    Transition(Act.INSIST, WHISTLED, None, (S,), "rule"),
    Transition(Act.VISIT, WHISTLED, None, (S,), "handle"),
    Transition(Act.REPORT_CALL, WHISTLED, None, (S,), "handle"),
    Transition(Act.TAKE_LEAD, WITH_UNIT, State.HANDLING, (S,), "handle", Clock.HANDLE),
    Transition(Act.END_WHISTLE, (*WHISTLED, State.CONFIRMED, State.SILENT), None, (S,), "handle"),
    Transition(Act.CALL_OFF, WHISTLED, None, (S,), "handle"),
    Transition(Act.WRITE, (*WITH_UNIT, State.ANSWERED), None, (S,), "handle"),
    Transition(Act.REASSIGN, WITH_UNIT, State.ASSIGNED, (S,), "assign", Clock.SIGN),
    Transition(Act.HAND_OVER, BEFORE_ANSWER, None, (Y,)),
    Transition(Act.ESCALATE, BEFORE_ANSWER, None, (Y,)),
    Transition(Act.TAKE_OVER, WITH_UNIT, State.HANDLING, (S,), "assign", Clock.HANDLE),
    Transition(Act.ANSWER, (State.HANDLING, State.RETURNED), State.ANSWERED, (S,), "handle", Clock.CONFIRM),
    Transition(Act.DELIVER, (State.ANSWERED,), None, (Y,), "", Clock.CONFIRM),
    Transition(Act.CONFIRM, (State.ANSWERED, State.SILENT), State.CONFIRMED, (R, C), "call_back"),
    Transition(Act.SEND_BACK, ENDED_BY_ANSWER, State.RETURNED, (R, C), "call_back", Clock.HANDLE),
    Transition(Act.FALL_SILENT, (State.ANSWERED,), State.SILENT, (Y,)),
    Transition(Act.RATE, ENDED_BY_ANSWER, None, (R, C), "call_back"),
    Transition(Act.NOT_REACHED, (*WITH_UNIT, State.ANSWERED, State.SILENT), None, (C,), "call_back"),
    Transition(Act.UNSEAL, tuple(State), None, (S,), "open_identity"),
    Transition(Act.WITHDRAW, (*OPEN, *FOLLOWING), State.WITHDRAWN, (R, C), "call_back"),
    Transition(Act.MEDIATE, BEING_HANDLED, None, (S,), "handle"),
    Transition(Act.TURN_BACK, BEING_HANDLED, None, (S,), "handle"),
    Transition(Act.JOIN, BEING_HANDLED, None, (S,), "handle"),
    Transition(Act.MEET, BEING_HANDLED, None, (S,), "handle"),
    Transition(Act.MET, BEING_HANDLED, None, (S,), "handle"),
    Transition(Act.DRAFT, BEING_HANDLED, None, (S,), "handle"),
    Transition(Act.AGREE, BEING_HANDLED, None, (R, S), "handle"),
    Transition(Act.FOLLOW_UP, (*BEING_HANDLED, *ENDED_BY_ANSWER), None, (R,)),
    Transition(Act.LOOK_AT, ENDED_BY_ANSWER, None, (S,), "review"),
    Transition(Act.ASK_EXCLUSION, ENDED_BY_ANSWER, None, (S,), "handle"),
    Transition(Act.EXCLUDE, ENDED_BY_ANSWER, None, (S,), "review"),
    Transition(Act.REFUSE_EXCLUSION, ENDED_BY_ANSWER, None, (S,), "review"),
    Transition(Act.ASK_REVIEW, ENDED_BY_ANSWER, None, (R, C), "call_back"),
    Transition(Act.KEEP_OUT, ENDED_BY_ANSWER, None, (S,), "review"),
    Transition(Act.OVERTURN, ENDED_BY_ANSWER, State.RETURNED, (S,), "review", Clock.HANDLE),
    Transition(Act.PROPOSE_PENDING, BEING_HANDLED, None, (S,), "handle"),
    Transition(Act.SET_ASIDE, BEING_HANDLED, None, (S,), "review", Clock.REVIEW),
    Transition(Act.REFUSE_PENDING, BEING_HANDLED, None, (S,), "review"),
    Transition(Act.REVIEW_PENDING, BEING_HANDLED, None, (S,), "handle", Clock.REVIEW),
    Transition(Act.TAKE_UP, BEING_HANDLED, State.HANDLING, (S,), "handle", Clock.HANDLE),
    Transition(Act.REACHED, (*WITH_UNIT, *ENDED_BY_ANSWER), None, (C,), "call_back"),
    Transition(Act.ASK_RECHECK, SOLVED_OR_SILENT, None, (Y,)),
    Transition(Act.RECHECK, SOLVED_OR_SILENT, None, (R, C), "call_back"),
    Transition(Act.CONTACT, WITH_UNIT, None, (S,), "handle"),
    Transition(Act.PAUSE, BEING_HANDLED, None, (S,), "handle", Clock.HANDLE),
    Transition(Act.RESUME, BEING_HANDLED, None, (S, Y), "handle", Clock.HANDLE),
    Transition(Act.ASK_EXTENSION, BEING_HANDLED, None, (S,), "handle"),
    Transition(Act.EXTEND, BEING_HANDLED, None, (S,), "assign", Clock.HANDLE),
    Transition(Act.REFUSE_EXTENSION, BEING_HANDLED, None, (S,), "assign"),
    Transition(Act.WARN, (*OPEN, *CLOSED), None, (Y,)),
    Transition(Act.LATE, (*OPEN, *CLOSED), None, (Y,)),
    Transition(Act.PASS_DUTY, (*OPEN, *CLOSED), None, (Y,)),
    Transition(Act.RETIME, (*OPEN, *CLOSED), None, (Y,)),
    Transition(Act.ERASE, (*CLOSED, State.HISTORIC), None, (R, S, Y), "erase"),
    # Several who report one matter (docs/decisions/0019-followers.md), and haste
    Transition(Act.MERGE, (*BEFORE_ANSWER, *FOLLOWING), State.MERGED, (S, Y), "triage"),
    Transition(Act.FOLLOW, (State.RECEIVED,), State.MERGED, (R,)),
    Transition(
        Act.RELAY, (*FOLLOWING, State.ANSWERED, State.SILENT), State.ANSWERED, (Y,), "", Clock.CONFIRM
    ),
    Transition(Act.SUCCEED, FOLLOWING, None, (Y,), targets=BEFORE_ANSWER),
    Transition(Act.PROMISE, (*BEFORE_ANSWER, *FOLLOWING), None, (Y,)),
    Transition(Act.HEAR, BEFORE_ANSWER, None, (Y,)),
    Transition(Act.SPLIT_OFF, FOLLOWING, State.RECEIVED, (S,), "triage", Clock.TRIAGE),
    Transition(Act.REMIND, BEFORE_ANSWER, None, (S,), "assign"),
    Transition(Act.RENEW, (State.WITHDRAWN,), None, (R, C), "call_back", targets=RENEWED),
    Transition(Act.UNDO, (*BEFORE_ANSWER, *FOLLOWING), None, (S,), targets=(*BEFORE_ANSWER, *FOLLOWING)),
)

BY_ACT: dict[Act, Transition] = {row.act: row for row in TRANSITIONS}


class NotOpen(Exception):
    """The act is not open in the state the case is in."""

    def __init__(self, act: Act, state: State | None) -> None:
        super().__init__(f"{act} is not open in {state}")
        self.act, self.state = act, state


def transition(act: Act, state: State | None) -> Transition:
    """The row for `act` in `state`; `NotOpen` when the table has none."""
    row = BY_ACT[act]
    if not row.leads_from(state):
        raise NotOpen(act, state)
    return row


def open_acts(state: State, who: Who) -> tuple[Act, ...]:
    """The acts that the table opens for one kind of actor in one state, in the table's order."""
    return tuple(row.act for row in TRANSITIONS if row.leads_from(state) and who in row.who)


def acts_of(functions: Iterable[str], state: State) -> tuple[Act, ...]:
    """The acts open to staff who hold these functions over the responsible unit."""
    held = set(functions)
    return tuple(
        row.act
        for row in TRANSITIONS
        if row.leads_from(state) and {Who.STAFF, Who.CALL_BACK} & set(row.who) and row.function in held
    )
