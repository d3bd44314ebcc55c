"""The five steps as one table: from, act, to, who, which clock (domain.md D24, architecture.md).

Everything that may happen to a case stands here and nowhere else. `actions` perform it, `replay` checks a
history against it, and the pages ask it which acts are open.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """五步工作法 (D24)."""

    COLLECT = "collect", _("收集")
    TRIAGE = "triage", _("整理")
    ASSIGN = "assign", _("交办")
    HANDLE = "handle", _("处理")
    FEED_BACK = "feed_back", _("反馈")


class State(TextChoices):
    """Where a case stands. Every state belongs to one step; `SILENT` is never counted as satisfied."""

    RECEIVED = "received", _("等待整理")
    TRIAGED = "triaged", _("等待交办")
    ASSIGNED = "assigned", _("等待签收")
    HANDLING = "handling", _("正在处理")
    RETURNED = "returned", _("居民退回，重新处理")
    ANSWERED = "answered", _("已答复，等居民确认")
    CONFIRMED = "confirmed", _("居民确认解决")
    SILENT = "silent", _("已答复，居民没有回音")
    WITHDRAWN = "withdrawn", _("居民撤回")
    HISTORIC = "historic", _("历史记录")
    MERGED = "merged", _("已并案")


class Clock(TextChoices):
    """What is being timed. `CONFIRM` runs against the resident's silence, the others against a unit.

    The first five follow one another, one at a time; the others run beside them (`SideClock`).
    """

    TRIAGE = "triage", _("整理时限")
    ASSIGN = "assign", _("交办时限")
    SIGN = "sign", _("签收时限")
    HANDLE = "handle", _("处理时限")
    CONFIRM = "confirm", _("居民确认期")
    CONTACT = "contact", _("首次联系时限")
    APPROVE = "approve", _("审批时限")
    RULE = "rule", _("裁定时限")
    REPORT = "report", _("回报时限")
    REVIEW = "review", _("复核时限")
    CALL_BACK = "call_back", _("回访时限")
    RECHECK = "recheck", _("再核时限")
    SIGN_CALL = "sign_call", _("应哨时限")
    RULE_CALL = "rule_call", _("来不来的裁定时限")


class Act(TextChoices):
    """What may be done to a case."""

    ASK = "ask", _("收到")
    IMPORT = "import", _("导入历史记录")
    TRIAGE = "triage", _("整理")
    ACCUSE = "accuse", _("改由上一级办理")
    LIFT = "lift", _("不涉及单位或工作人员")
    ASSIGN = "assign", _("交办")
    ACCEPT = "accept", _("签收")
    GIVE = "give", _("交给具体办理人")
    CALL = "call", _("请来一起办")
    PROGRESS = "progress", _("进展")
    NOTE = "note", _("内部记录")
    QUESTION = "question", _("向居民提问")
    REPLY = "reply", _("居民回答")
    WRITE = "write", _("给居民写信息")
    ADD = "add", _("居民补充")
    HAND_BACK = "hand_back", _("退回调度")
    OBJECT = "object", _("说不归我们")
    UPHOLD = "uphold", _("裁定换单位")
    DISMISS = "dismiss", _("裁定不换")
    WHISTLE = "whistle", _("吹哨")
    SIGN_CALL = "sign_call", _("应哨")
    CONTACT_CALL = "contact_call", _("联系了吹哨的")
    CANNOT_COME = "cannot_come", _("说来不了")
    EXCUSE = "excuse", _("裁定可以不来")
    INSIST = "insist", _("裁定还是要来")
    VISIT = "visit", _("到场记录")
    REPORT_CALL = "report_call", _("回报")
    TAKE_LEAD = "take_lead", _("主办接过来答复")
    END_WHISTLE = "end_whistle", _("哨声办完")
    CALL_OFF = "call_off", _("不用来了")
    REASSIGN = "reassign", _("改派")
    HAND_OVER = "hand_over", _("单位撤销，移交")
    ESCALATE = "escalate", _("超时，上一级督办")
    TAKE_OVER = "take_over", _("督办单位接办")
    ANSWER = "answer", _("答复")
    DELIVER = "deliver", _("答复送达")
    CONFIRM = "confirm", _("确认解决")
    SEND_BACK = "send_back", _("居民退回")
    FALL_SILENT = "fall_silent", _("期满没有回音")
    RATE = "rate", _("评价")
    UNSEAL = "unseal", _("打开身份")
    NOT_REACHED = "not_reached", _("打过电话，没接通")
    WITHDRAW = "withdraw", _("撤回")
    MEDIATE = "mediate", _("转为调解")
    JOIN = "join", _("请来另一方")
    MEET = "meet", _("约定见面调解")
    MET = "met", _("见过面")
    DRAFT = "draft", _("写下调解协议")
    AGREE = "agree", _("同意协议")
    FOLLOW_UP = "follow_up", _("回头看协议")
    LOOK_AT = "look_at", _("看过坚持的答复")
    ASK_EXCLUSION = "ask_exclusion", _("申请不计入统计")
    EXCLUDE = "exclude", _("同意不计入统计")
    REFUSE_EXCLUSION = "refuse_exclusion", _("不同意，照常统计")
    ASK_REVIEW = "ask_review", _("居民要求复查")
    KEEP_OUT = "keep_out", _("复查维持")
    OVERTURN = "overturn", _("复查推翻")
    PROPOSE_PENDING = "propose_pending", _("申请挂账")
    SET_ASIDE = "set_aside", _("同意挂账")
    REFUSE_PENDING = "refuse_pending", _("不同意挂账")
    REVIEW_PENDING = "review_pending", _("到期再看，继续挂账")
    TAKE_UP = "take_up", _("恢复办理")
    REACHED = "reached", _("回访接通")
    ASK_RECHECK = "ask_recheck", _("问还好不好")
    RECHECK = "recheck", _("居民说还好不好")
    CONTACT = "contact", _("联系了居民")
    PAUSE = "pause", _("暂停计时")
    RESUME = "resume", _("继续计时")
    ASK_EXTENSION = "ask_extension", _("申请延期")
    EXTEND = "extend", _("同意延期")
    REFUSE_EXTENSION = "refuse_extension", _("不同意延期")
    WARN = "warn", _("快到时限，提醒")
    LATE = "late", _("另外的时限过了")
    PASS_DUTY = "pass_duty", _("单位撤销，所欠的移交")
    RETIME = "retime", _("日历公布，重算时限")
    ERASE = "erase", _("删除内容")
    MERGE = "merge", _("并案")
    FOLLOW = "follow", _("居民要求一起办")
    RELAY = "relay", _("转达答复")
    SUCCEED = "succeed", _("接替为主件")
    SPLIT_OFF = "split_off", _("拆出并案")
    REMIND = "remind", _("催办")
    UNDO = "undo", _("撤销")


class Who(TextChoices):
    """Who acts. `RESIDENT` holds the secret; `SYSTEM` is the catalogue or the clock, never a person."""

    RESIDENT = "resident", _("居民")
    STAFF = "staff", _("工作人员")
    CALL_BACK = "call_back", _("回访员")
    SYSTEM = "system", _("系统")


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
    Transition(Act.WARN, BEFORE_ANSWER, None, (Y,)),
    Transition(Act.LATE, (*OPEN, *CLOSED), None, (Y,)),
    Transition(Act.PASS_DUTY, (*OPEN, *CLOSED), None, (Y,)),
    Transition(Act.RETIME, (*OPEN, *CLOSED), None, (Y,)),
    Transition(Act.ERASE, (*CLOSED, State.HISTORIC), None, (R, S, Y), "erase"),
    # Several who report one matter (docs/decisions/0013-followers.md), and haste
    Transition(Act.MERGE, (*BEFORE_ANSWER, *FOLLOWING), State.MERGED, (S, Y), "triage"),
    Transition(Act.FOLLOW, (State.RECEIVED,), State.MERGED, (R,)),
    Transition(
        Act.RELAY, (*FOLLOWING, State.ANSWERED, State.SILENT), State.ANSWERED, (Y,), "", Clock.CONFIRM
    ),
    Transition(Act.SUCCEED, FOLLOWING, None, (Y,), targets=BEFORE_ANSWER),
    Transition(Act.SPLIT_OFF, FOLLOWING, State.RECEIVED, (S,), "triage", Clock.TRIAGE),
    Transition(Act.REMIND, BEFORE_ANSWER, None, (S,), "assign"),
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
