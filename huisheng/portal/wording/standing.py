"""How a case stands: who has it, by when, what comes next."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from huisheng.cases.models import Case
from huisheng.cases.models.codes import DeskReason
from huisheng.cases.models.projection import REOPEN_DAYS, is_over
from huisheng.cases.models.transitions import Act, State, Who, open_acts
from huisheng.cases.queries.resident import Matter
from huisheng.cases.queries.routing import NobodyAbove, desk_above
from huisheng.core import clock
from huisheng.network.tree import tree
from huisheng.portal.wording import names, sentences
from huisheng.portal.wording.clocks import bends_of
from huisheng.portal.wording.ends import is_waiting, say_review_day, say_waiting
from huisheng.ui.components.steps import UNKNOWN
from huisheng.ui.words import say_due, say_time

CLOSED_STEP = "done"


@dataclass(frozen=True)
class Standing:
    """`who` has it, `when` it will be answered (`due` shows it as a tag), what comes `next`, in sentences."""

    step: str
    heading: str
    who: str
    when: str
    next: str
    due: datetime | None
    is_promise: bool
    sent_back: bool
    taken_back: bool
    may_verdict: bool
    may_send_back: bool
    may_add: bool
    may_rate: bool
    may_withdraw: bool
    may_renew: bool


def standing_of(matter: Matter, now: datetime | None = None) -> Standing:
    """The standing at a moment, now unless given."""
    if matter.head is not None:
        return _following(matter, matter.head, now or clock.now())
    case, at = matter.case, now or clock.now()
    state = State(case.state)
    waiting = is_waiting(case)
    promised = case.due_at if waiting else case.promised_at or case.due_at
    due = None if state == State.ANSWERED else promised
    is_open = case.is_open
    answered = state in (State.ANSWERED, State.SILENT)
    kept = case.erased_at is None
    may_return = (
        kept and state in (State.ANSWERED, State.SILENT, State.CONFIRMED) and not is_too_late(case, at)
    )
    return Standing(
        step=_step(matter),
        heading=_heading(state),
        who=_who(matter, state),
        when=_when(case, due, at) if is_open and due else "",
        next=_next(case, state, at),
        due=due if is_open else None,
        is_promise=case.promised_at is not None and not waiting,
        sent_back=state == State.RETURNED,
        taken_back=matter.left is not None,
        may_verdict=answered and may_return,
        may_send_back=may_return,
        may_add=is_open,
        may_rate=kept and state in (State.ANSWERED, State.CONFIRMED, State.SILENT) and not matter.is_rated,
        may_withdraw=may_withdraw(case),
        may_renew=may_renew(case, at),
    )


def _step(matter: Matter) -> str:
    """Where the line of the five steps stands."""
    if matter.case.state == State.HISTORIC:
        return UNKNOWN
    return str(matter.case.step) if matter.case.is_open else str(matter.left or CLOSED_STEP)


def _following(matter: Matter, head: Case, at: datetime) -> Standing:
    """How it stands for somebody whose matter is worked on together with one that was reported earlier.

    Work and clocks are the head's; of two promises the earlier one counts.
    """
    heads = Matter(head, "", (), (), is_rated=False, contact_kind="none", opened=0, address_shown=0)
    stands, case = standing_of(heads, at), matter.case
    promises = [moment for moment in (case.promised_at, head.promised_at) if moment is not None]
    due = min(promises) if promises else head.due_at
    return replace(
        stands,
        who=sentences(_("和先报的人一起办。"), _who(heads, State(head.state), mine=False)),
        when=_when(head, due, at) if due else "",
        next=_("答复了会告诉您，解决了没有，您自己说。别人看不到您写的。"),
        due=due,
        is_promise=bool(promises),
        may_verdict=False,
        may_send_back=False,
        may_add=True,
        may_rate=False,
        may_withdraw=may_withdraw(case),
        may_renew=False,
    )


def may_withdraw(case: Case) -> bool:
    """Whether its resident may still take it back."""
    return Act.WITHDRAW in open_acts(State(case.state), Who.RESIDENT)


def may_renew(case: Case, at: datetime) -> bool:
    """Whether its resident, who took it back, may say that it is wanted after all (`cases.actions.renew`)."""
    is_back = Act.RENEW in open_acts(State(case.state), Who.RESIDENT)
    return is_back and case.erased_at is None and not is_over(case, at)


def is_too_late(case: Case, at: datetime) -> bool:
    """Whether the days in which it may be sent back are over (`cases.actions.resident`)."""
    return case.answered_at is None or at - case.answered_at > timedelta(days=REOPEN_DAYS)


def _heading(state: State) -> str:
    if state in (State.CONFIRMED, State.WITHDRAWN, State.HISTORIC):
        return _("这件事")
    return _("等您一句话") if state in (State.ANSWERED, State.SILENT) else _("现在在谁手里")


def _who(matter: Matter, state: State, *, mine: bool = True) -> str:
    case = matter.case
    unit = tree().unit(case.unit_id).name
    if is_waiting(case):
        return say_waiting(case)
    words = {
        State.RECEIVED: _("%(unit)s正在看这件事该谁来办。"),
        State.TRIAGED: _("%(unit)s正在安排谁来办。"),
        State.ASSIGNED: _("已经交给%(unit)s，等它签收。"),
        State.HANDLING: _("%(unit)s正在办。"),
        State.RETURNED: _("您说还没有解决，%(unit)s正在重新办。") if mine else _("%(unit)s正在重新办。"),
        State.ANSWERED: _("%(unit)s已经答复。解决了没有，您说了算。"),
        State.CONFIRMED: _("您说已经解决了。谢谢您告诉我们。"),
        State.SILENT: _("%(unit)s已经答复，没有等到您的回音。不算作满意。"),
        State.WITHDRAWN: _("您已经撤回，不再办了。经过还留在这里。"),
        State.HISTORIC: _("这是以前的记录。"),
        State.MERGED: _("和先报的人一起办。"),
    }[state] % {"unit": unit}
    return sentences(words, _besides(matter, state) if mine else _watched(matter.case))


def _besides(matter: Matter, state: State) -> str:
    """Who helps, who supervises, and why it waits at a desk."""
    case = matter.case
    if not case.is_open or state == State.ANSWERED:
        return ""
    return sentences(
        _("%(units)s一起来。") % {"units": names(matter.called)} if matter.called else "",
        _watched(case),
        _desk_reason(case.desk_reason) if state == State.RECEIVED else "",
        _("被说到的单位看不到这件事。") if case.about_a_unit else "",
        bends_of(case, clock.now()),
    )


def _watched(case: Case) -> str:
    return (
        _("%(unit)s在督办。") % {"unit": tree().unit(case.supervisor_id).name} if case.supervisor_id else ""
    )


def _desk_reason(reason: str) -> str:
    look = _("先由人看一看归哪里管。")
    said = {
        DeskReason.NO_PLACE: _("您没有写清楚在哪里，知道的话可以在下面补充。"),
        DeskReason.NO_CATEGORY: _("先由人看一看是哪一类事。"),
        DeskReason.OUTSIDE: _("地点不在本区，先由人看一看。"),
        DeskReason.NO_PLOT: look,
        DeskReason.NO_ROUTE: look,
        DeskReason.NO_UNIT: look,
        DeskReason.RESERVED: look,
        DeskReason.UNUSUAL_VOLUME: _("这一个小时收到的很多，一件一件由人看。"),
        DeskReason.SPLIT_OFF: _("看过了，要单独办，正在安排。"),
        DeskReason.HANDED_BACK: _("上一个单位说不归它管，正在重新安排。"),
    }
    return said.get(DeskReason(reason), "") if reason else ""


def _when(case: Case, due: datetime, at: datetime) -> str:
    if is_waiting(case):
        return say_review_day(due, at)
    moment = {"when": say_time(due, at)}
    if case.promised_at is None:
        if at > due:
            return _("本来%(when)s以前就该安排好，晚了。") % moment
        return _("最晚%(when)s安排好由谁来办。") % moment
    if at > due:
        return _("本来%(when)s以前就该答复您，%(late)s。") % {**moment, "late": say_due(due, at)}
    return _("最晚%(when)s答复您。") % moment


def _next(case: Case, state: State, at: datetime) -> str:
    if case.erased_at is not None:
        return ""
    if state in (State.ANSWERED, State.SILENT, State.CONFIRMED):
        return _until(case, state, at)
    if not case.is_open:
        again = _("改了主意，或者不是您自己要撤回的？三十天里按一下就接着办；已经交给单位的，上一级会盯着。")
        return again if may_renew(case, at) else ""
    above = _above(case)
    if case.question_open:
        return _("办事的单位有话问您，答了才好接着办。")
    if not above:
        return ""
    settled = case.promised_at is not None
    words = _("到时没有答复，%(unit)s会来督办。") if settled else _("到时没有安排好，%(unit)s会来督办。")
    words = _("到时没有人看，%(unit)s会来督办。") if is_waiting(case) else words
    return words % {"unit": above}


def _until(case: Case, state: State, at: datetime) -> str:
    """How long the resident may still say that it is not solved."""
    if case.answered_at is None or is_too_late(case, at):
        return _("答复已经过了 %(days)d 天。还没有解决，请重新说一次。") % {"days": REOPEN_DAYS}
    left = timedelta(days=REOPEN_DAYS) - (at - case.answered_at)
    if state == State.ANSWERED:
        return ""
    return _("又出现了？%(days)d 天里还可以退回。") % {"days": max(1, left.days)}


def _above(case: Case) -> str:
    try:
        return tree().unit(desk_above(tree(), case.supervisor_id or case.unit_id)).name
    except NobodyAbove:
        return ""
