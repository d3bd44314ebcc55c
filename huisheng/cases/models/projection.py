"""From events to the case as it stands: one function, for an act that happens and for a history replayed."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from huisheng.cases.models.case import Case
from huisheng.cases.models.codes import CaseKind, Outcome
from huisheng.cases.models.event import CaseEvent
from huisheng.cases.models.transitions import (
    ANSWERS,
    CLOSED,
    FOLLOWING,
    WITH_UNIT,
    Act,
    Clock,
    State,
    Who,
    transition,
)

# What `codes` of an event may set on the case, by the name of the field.
PROJECTED = frozenset(
    {
        "handler_id",
        "supervisor_id",
        "category_id",
        "kind",
        "need_class",
        "urgency",
        "catalogue",
        "desk_reason",
        "plot_id",
        "longitude",
        "at_home",
        "contact_erased",
        "erased_at",
        "latitude",
        "about_a_unit",
        "accused_unit_id",
        "accused_person_id",
        "promised_at",
        "first_promised_at",
        "outcome",
        "question_open",
        "call_back_due",
        "reply_delivered_at",
        "confirmed_by_telephone",
        "escalate_at",
        "ground",
        "insisted",
        "exclusion",
        "pending",
        "pending_reason",
        "call_back_by",
        "recheck_at",
        "recheck",
        "warn_at",
        "due_at",
        "contact_due_at",
        "contact_escalate_at",
        "pause_reason",
        "paused_seconds",
        "paused_until",
        "approver_id",
        "asked_minutes",
        "extensions",
        "extended_minutes",
        "extension_until",
        "arbiter_id",
        "no_return",
        "assigned_by_id",
        "head_id",
        "reminded_at",
        "resident_spoke",
    }
)
# What no event sets: a history is replayed upon it. Titles and points are erased with what was said; events of before
# hold a point, and erasing clears it.
FACTS = ("id", "number", "channel", "title", "subject_id", "received_at", "longitude", "latitude")
# Whoever watches a late case goes on watching while it is passed on; only these end it.
STARTS_AFRESH = (
    *(Act.ASK, *ANSWERS, Act.ACCUSE, Act.SEND_BACK, Act.TAKE_OVER),
    *(Act.OVERTURN, Act.SET_ASIDE, Act.TAKE_UP),
)
# What takes an answer back: whatever was said of that answer goes with it.
TAKES_BACK = (Act.SEND_BACK, Act.OVERTURN, Act.ACCUSE, Act.RENEW)
REOPEN_DAYS = 30
# The resident hears from the unit.
MAKES_CONTACT = (
    *(Act.CONTACT, Act.PROGRESS, Act.QUESTION, Act.WRITE, *ANSWERS),
    *(Act.PAUSE, Act.ASK_EXTENSION),
)
# The handling clock goes on, to another end.
BENDING = (Act.PAUSE, Act.RESUME, Act.EXTEND)
# What a unit does about a case it was reminded of: the reminder has done its work.
HEEDED = (*MAKES_CONTACT, Act.ACCEPT, Act.OBJECT, Act.TAKE_OVER, Act.ASSIGN)
COUNTED = {
    Act.ESCALATE: "escalations",
    Act.SEND_BACK: "send_backs",
    Act.HAND_BACK: "bounces",
    Act.UPHOLD: "bounces",
}
ASSIGNING = (Act.ASSIGN, Act.REASSIGN, Act.UPHOLD, Act.TAKE_OVER, Act.HAND_OVER, Act.TAKE_LEAD)


def project(case: Case, event: CaseEvent) -> None:
    """Take the case through one event. `NotOpen` when the table has no such transition."""
    act = Act(event.act)
    row = transition(act, State(case.state) if case.state else None)
    _count_reopening(case, event, act)
    moved, case.unit_id = case.unit_id != event.unit_id, event.unit_id
    case.version, case.acted_at = event.seq, event.at
    if row.target is not None:
        case.state = row.target
    elif row.targets:
        case.state = event.target
    _run_clock(case, event)
    _mark_times(case, event, act)
    _bend(case, event)
    _mark_disputes(case, event, act, moved=moved)
    _notice(case, event, act)
    case.side_clocks_running += len(event.codes.get("starts", ())) - len(event.codes.get("stops", ()))
    if act in COUNTED:
        setattr(case, COUNTED[act], getattr(case, COUNTED[act]) + 1)
    for name, value in event.codes.items():
        if name in PROJECTED:
            setattr(case, name, _value(name, value))
    if "about_a_unit" in event.codes:
        case.kind = CaseKind.OVERSIGHT if case.about_a_unit else CaseKind.ORDINARY


def _notice(case: Case, event: CaseEvent, act: Act) -> None:
    """Who has said something that nobody took up yet, or follows nobody any longer."""
    if act in (Act.REPLY, Act.ADD, Act.HEAR):
        case.resident_spoke = True
    elif event.who == Who.STAFF and act not in (Act.UNSEAL, Act.ERASE):
        case.resident_spoke = False
    if act in HEEDED:
        case.reminded_at = None
    if act in TAKES_BACK:
        case.head_id = None  # whose answer is taken back has a matter of their own


def ends_whistle(event: CaseEvent) -> bool:
    """Whether an open whistle ends with this event: done, called off, or the matter took another way."""
    ended = event.act in (Act.END_WHISTLE, Act.CALL_OFF, Act.ACCUSE)
    return ended or event.target == State.WITHDRAWN or event.codes.get("keeps_called") is False


def replay(events: Iterable[CaseEvent], facts: Mapping[str, Any]) -> Case:
    """The case that a history leads to. `facts` are the fields that no event sets (`FACTS`)."""
    case = Case(**facts, state="", version=0)
    for event in events:
        project(case, event)
    return case


def _run_clock(case: Case, event: CaseEvent) -> None:
    if event.clock:
        case.clock, case.due_at, case.warn_at = event.clock, event.due_at, None
        case.escalate_at = _escalates(case, event)
        if event.act in STARTS_AFRESH:
            case.escalations, case.supervisor_id = 0, None
    elif case.state in (*CLOSED, *FOLLOWING, State.HISTORIC):
        case.clock, case.due_at, case.escalate_at = "", None, None
        case.warn_at, case.contact_escalate_at = None, None


def _escalates(case: Case, event: CaseEvent) -> datetime | None:
    """When the level above is added: at the deadline, or as planned before when that has passed already."""
    if event.clock == Clock.CONFIRM or event.due_at is None:
        return None
    return event.due_at if event.due_at > event.at else case.escalate_at or event.due_at


def _mark_times(case: Case, event: CaseEvent, act: Act) -> None:
    if act in (Act.ASK, Act.IMPORT):
        case.received_at = event.at
    elif act in ANSWERS:
        case.answered_at, case.closed_at, case.reply_delivered_at = event.at, None, None
        case.recheck, case.recheck_at = "", None
    elif act in (Act.CONFIRM, Act.FALL_SILENT):
        case.closed_at = case.answered_at
    elif act == Act.WITHDRAW:
        case.closed_at = event.at
    if act in TAKES_BACK:
        case.closed_at, case.reply_delivered_at = None, None
        case.outcome, case.ground, case.exclusion, case.insisted = "", "", "", False
        case.recheck, case.recheck_at = "", None
    if (moves_on(event) and event.clock != Clock.REVIEW) or act == Act.TAKE_UP:
        case.pending, case.pending_reason = "", ""


def _count_reopening(case: Case, event: CaseEvent, act: Act) -> None:
    """Sent back after it had been closed, within 30 days of the answer (indicators.md, reopen)."""
    if act != Act.SEND_BACK or event.source not in CLOSED or case.answered_at is None:
        return
    if event.at - case.answered_at <= timedelta(days=REOPEN_DAYS):
        case.reopens += 1


def _bend(case: Case, event: CaseEvent) -> None:
    """Pauses, requests for more time and the first contact, as far as acts of any kind touch them."""
    if event.act in MAKES_CONTACT and case.contact_due_at is not None and case.contacted_at is None:
        case.contacted_at, case.contact_escalate_at = event.at, None
    if moves_on(event) or event.act == Act.RESUME:
        case.pause_reason, case.paused_seconds, case.paused_until = "", None, None
    if moves_on(event):
        case.approver_id, case.asked_minutes = None, None


def is_over(case: Case, at: datetime) -> bool:
    """Whether the days after its end have passed in which a case that was taken back may be wanted after all."""
    return case.closed_at is None or at - case.closed_at > timedelta(days=REOPEN_DAYS)


def moves_on(event: CaseEvent) -> bool:
    """Whether the case passes to another state, hand or clock: what was paused or asked for is over by that."""
    return event.source != event.target or (bool(event.clock) and event.act not in BENDING)


def _mark_disputes(case: Case, event: CaseEvent, act: Act, *, moved: bool) -> None:
    """Who assigned it, whether a whistle is open; an objection ends with the answer and when the case goes on."""
    if act == Act.WHISTLE:
        case.whistle = event.seq
    elif case.whistle is not None and ends_whistle(event):
        case.whistle = None
    if act in ASSIGNING:
        case.assigned_by_id = event.actor_id
    if case.arbiter_id is not None and (moved or case.state not in WITH_UNIT):
        case.arbiter_id = None


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "head_id":
        return UUID(value)
    if name == "outcome" and value:
        return Outcome(value)
    return datetime.fromisoformat(value) if name.endswith(("_at", "_until", "_by")) else value
