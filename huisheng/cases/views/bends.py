"""What bends the clocks of a case at present, as notices of its page, and why something cannot be bent."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from huisheng.cases.actions.timing import is_elapsed
from huisheng.cases.models.codes import PauseReason, WordsKind
from huisheng.cases.models.transitions import OPEN, WITH_UNIT, Act, Clock
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.lengths import say_minutes
from huisheng.cases.queries.names import unit_name
from huisheng.core import clock
from huisheng.core.calendar import working_calendar
from huisheng.ui.words import say_time


@dataclass(frozen=True)
class Bend:
    """One notice: its kind, title and text, and what may be done about it (label, address)."""

    kind: str
    title: str
    text: str
    acts: tuple[tuple[str, str], ...] = ()


def bends_of(found: Opened) -> list[Bend]:
    """The notices, the most pressing first."""
    return [*_request(found), *_paused(found), *_contact(found), *_provisional(found)]


def request_words(found: Opened) -> str:
    """Why more time is asked for, as the unit said it last."""
    said = (
        words.text
        for event in reversed(found.story.events)
        for words in found.story.words.get(event.seq, ())
        if words.kind == WordsKind.EXTENSION
    )
    return next(said, "")


def _request(found: Opened) -> Iterator[Bend]:
    case = found.case
    if case.approver_id is None or case.asked_minutes is None:
        return
    asked = say_minutes(case.asked_minutes, working=not is_elapsed(case, Clock.HANDLE))
    decides = _("由%(unit)s决定。") % {"unit": unit_name(case.approver_id)}
    acts = ((Act.EXTEND, _("同意"), "approval"), (Act.REFUSE_EXTENSION, _("不同意"), "refusal"))
    yield Bend(
        "soon",
        _("申请延期 %(asked)s") % {"asked": asked},
        " ".join(filter(None, (request_words(found), decides))),
        tuple((label, _address(found, route)) for act, label, route in acts if act in found.acts),
    )


def _paused(found: Opened) -> Iterator[Bend]:
    case = found.case
    if case.paused_until is None:
        return
    reason = {"reason": PauseReason(case.pause_reason).label}
    when = {"when": say_time(case.paused_until, clock.now())}
    acts = ((_("继续计时"), _address(found, "resumption")),) if Act.RESUME in found.acts else ()
    text = _("最晚%(when)s继续，剩下的时间照旧。答应居民的时间不变。") % when
    yield Bend("info", _("计时停着：%(reason)s") % reason, text, acts)


def _contact(found: Opened) -> Iterator[Bend]:
    case, now = found.case, clock.now()
    if case.contact_due_at is None or case.contacted_at is not None or case.state not in WITH_UNIT:
        return
    if case.contact_due_at > now:
        return
    acts = ((_("记下联系了居民"), _address(found, "first_contact")),) if Act.CONTACT in found.acts else ()
    text = _("本来%(when)s以前就该联系。") % {"when": say_time(case.contact_due_at, now)}
    yield Bend("soon", _("还没有联系居民"), text, acts)


def _provisional(found: Opened) -> Iterator[Bend]:
    case = found.case
    ends = [moment for moment in (case.due_at, case.promised_at) if moment is not None]
    if case.state not in OPEN or not any(map(working_calendar().is_provisional, ends)):
        return
    if is_elapsed(case, Clock.HANDLE):
        return
    text = _("时限跨到还没有公布放假安排的年份，先按周一到周五算，公布以后会重算。")
    yield Bend("info", _("这个时限是暂定的"), text)


def _address(found: Opened, route: str) -> str:
    return reverse(f"cases:{route}", args=[found.case.number])


def why_not(code: str) -> str:
    """Why a clock cannot be paused or extended, in words: what is so, and what can be done."""
    return {
        "not_handling": _("现在走的不是处理时限，不能停也不能延。"),
        "policy": _("这一类紧急程度不能暂停。办不完可以申请延期。"),
        "paused": _("计时正停着。请先继续。"),
        "not_paused": _("计时没有停着。"),
        "late": _("已经过了时限，不能再停或延。请尽快办，并告诉居民进展。"),
        "asked": _("延期申请还没有决定，请等上一级决定。"),
        "no_question": _("没有等居民回答的问题。请先向居民提问。"),
        "past": _("请写今天以后的日子。"),
        "too_long": _("前后加起来最多停九十天。更久的请说明原因答复居民。"),
        "count": _("延期的次数用完了。"),
        "total": _("加起来超过了最多能延的时间，请少要一些。"),
        "nothing": _("请写要延多久。"),
        "more_than_asked": _("不能比申请的还多。"),
        "own_request": _("自己申请的不能自己决定，请上一级的另一个人决定。"),
        "not_asked": _("没有等着决定的申请，可能别人已经决定了。"),
    }[code]
