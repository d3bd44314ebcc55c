"""Each act of a case's course as a sentence for colleagues, from the codes that its event keeps."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from huisheng.cases.models import CaseEvent
from huisheng.cases.models.codes import (
    Channel,
    DeskReason,
    EraseReason,
    Outcome,
    Urgency,
)
from huisheng.cases.models.ends import AnswerGround, CallResult, PendingReason, Recheck
from huisheng.cases.models.transitions import Act, Who
from huisheng.cases.queries.clock_sentences import CLOCK_SENTENCES
from huisheng.cases.queries.disputes_told import OF_DISPUTES, Names, Sentence
from huisheng.cases.queries.followed_sentences import FOLLOWED_SENTENCES
from huisheng.cases.queries.mediation_told import OF_MEDIATION
from huisheng.cases.queries.names import category_name, role_name, unit_name
from huisheng.core import clock
from huisheng.network.models import NeedClass
from huisheng.outbox.models.message import Channel as MessageChannel
from huisheng.ui.words import say_day

KINDS = {
    Act.NOTE: "note",
    Act.NOT_REACHED: "note",
    Act.HAND_BACK: "late",
    Act.OBJECT: "late",
    Act.CANNOT_COME: "late",
    Act.ESCALATE: "late",
    Act.SEND_BACK: "back",
    Act.CONFIRM: "end",
    Act.FALL_SILENT: "end",
    Act.WITHDRAW: "end",
    Act.OVERTURN: "back",
    Act.REACHED: "note",
    Act.LATE: "late",
    Act.ERASE: "end",
    Act.RENEW: "back",
}


def sentence_of(event: CaseEvent, names: Names) -> Sentence:
    """What was done, and a remark on it (empty: none)."""
    make = _SENTENCES.get(Act(event.act))
    return make(event, names) if make else (str(Act(event.act).label), "")


def _ask(event: CaseEvent, _names: Names) -> Sentence:
    reason = event.codes.get("desk_reason")
    said = _("收到，在%(unit)s等待整理") % {"unit": unit_name(event.unit_id)}
    return said, _label(DeskReason, reason)


def _triage(event: CaseEvent, _names: Names) -> Sentence:
    codes = event.codes
    if event.who == Who.SYSTEM:
        return _("按目录整理好了"), _version(codes)
    parts = (
        category_name(codes.get("category_id")),
        _label(NeedClass, codes.get("need_class")),
        _label(Urgency, codes.get("urgency")),
    )
    return _("整理：%(what)s") % {"what": " · ".join(filter(None, parts))}, _version(codes)


def _version(codes: Mapping[str, Any]) -> str:
    version = codes.get("catalogue")
    return _("目录 %(version)s") % {"version": version} if version else ""


def _assign(event: CaseEvent, _names: Names) -> Sentence:
    return _("交给%(unit)s") % {"unit": unit_name(event.unit_id)}, ""


def _reassign(event: CaseEvent, _names: Names) -> Sentence:
    return _("改派给%(unit)s") % {"unit": unit_name(event.unit_id)}, ""


def _accept(event: CaseEvent, _names: Names) -> Sentence:
    return _("%(unit)s签收") % {"unit": unit_name(event.unit_id)}, ""


def _give(event: CaseEvent, names: Names) -> Sentence:
    person = event.codes.get("handler_id")
    return (_("交给%(name)s办理") % {"name": names.get(person, "")} if person else _("不再指定个人")), ""


def _call(event: CaseEvent, _names: Names) -> Sentence:
    return _("请%(unit)s一起办") % {"unit": unit_name(event.codes.get("called_unit_id"))}, ""


def _hand_back(event: CaseEvent, _names: Names) -> Sentence:
    units = {"unit": unit_name(event.codes.get("from_unit_id")), "above": unit_name(event.unit_id)}
    return _("%(unit)s说不归它管") % units, _("由%(above)s决定") % units


def _hand_over(event: CaseEvent, _names: Names) -> Sentence:
    units = {"unit": unit_name(event.codes.get("from_unit_id")), "above": unit_name(event.unit_id)}
    return _("%(unit)s撤销，移交%(above)s") % units, ""


def _accuse(event: CaseEvent, _names: Names) -> Sentence:
    units = {"unit": unit_name(event.codes.get("accused_unit_id")), "above": unit_name(event.unit_id)}
    return _("涉及%(unit)s，改由%(above)s办理") % units, _("被说到的单位和人看不到这一件")


def _lift(_event: CaseEvent, _names: Names) -> Sentence:
    return _("看过了，不涉及单位或工作人员"), ""


def _escalate(event: CaseEvent, _names: Names) -> Sentence:
    above = unit_name(event.codes.get("supervisor_id"))
    return (_("超时，%(unit)s督办") % {"unit": above} if above else _("超时")), ""


def _take_over(event: CaseEvent, _names: Names) -> Sentence:
    return _("%(unit)s接过来办") % {"unit": unit_name(event.unit_id)}, ""


def _answer(event: CaseEvent, _names: Names) -> Sentence:
    codes = event.codes
    parts = (_label(Outcome, codes.get("outcome")), _label(AnswerGround, codes.get("ground")))
    return _("答复居民"), " · ".join(filter(None, parts))


def _deliver(event: CaseEvent, _names: Names) -> Sentence:
    return _("答复送到了居民那里"), _label(MessageChannel, event.codes.get("channel"))


def _confirm(event: CaseEvent, _names: Names) -> Sentence:
    by_telephone = event.who == Who.CALL_BACK
    return _("居民说解决了"), _("电话里说的，另行统计") if by_telephone else ""


def _send_back(event: CaseEvent, _names: Names) -> Sentence:
    above = unit_name(event.codes.get("supervisor_id"))
    return _("居民说还没有解决"), _("退回原单位重办，%(unit)s督办") % {"unit": above} if above else ""


def _renew(event: CaseEvent, _names: Names) -> Sentence:
    above = unit_name(event.codes.get("supervisor_id"))
    return _("居民说还是要办"), _("%(unit)s督办") % {"unit": above} if above else ""


def _write(_event: CaseEvent, _names: Names) -> Sentence:
    return _("写给居民"), ""


def _unseal(_event: CaseEvent, _names: Names) -> Sentence:
    return _("打开过居民的身份，理由记录在案，居民查得到"), ""


def _erase(event: CaseEvent, _names: Names) -> Sentence:
    why = _label(EraseReason, event.codes.get("why"))
    return (_("内容已删除") if event.codes.get("erased_at") else _("联系方式和地址已删除")), why


def _label(choices: Any, code: str | None) -> str:
    return str(choices(code).label) if code else ""


def _set_aside(event: CaseEvent, _names: Names) -> Sentence:
    reason = _label(PendingReason, event.codes.get("pending_reason"))
    return _("挂账：%(reason)s") % {"reason": reason}, _until(event)


def _propose_pending(event: CaseEvent, _names: Names) -> Sentence:
    codes = event.codes
    owner = f"{unit_name(codes.get('owner_unit_id'))} {role_name(codes.get('owner_role', ''))}"
    said = _("申请挂账：%(reason)s") % {"reason": _label(PendingReason, codes.get("why"))}
    return said, _("由%(owner)s负责") % {"owner": owner}


def _review_pending(event: CaseEvent, _names: Names) -> Sentence:
    return _("再看过，还办不到"), _until(event)


def _reached(event: CaseEvent, _names: Names) -> Sentence:
    said = {"yes": _("说联系过他"), "no": _("说没有人联系过他")}
    solved = {
        "yes": _("说解决了"),
        "partly": _("说解决了一部分"),
        "no": _("说没有解决"),
        "": _("没有说解决没有"),
    }
    codes = event.codes
    parts = (said.get(codes.get("contacted", "")), solved.get(codes.get("resolved", "")))
    return _("回访接通了"), _("，").join(str(part) for part in parts if part)


def _not_reached(event: CaseEvent, _names: Names) -> Sentence:
    result = event.codes.get("result", CallResult.NO_ANSWER)
    said = _("打过电话，没接通") if result == CallResult.NO_ANSWER else _("打过电话")
    return said, "" if result == CallResult.NO_ANSWER else _label(CallResult, result)


def _recheck(event: CaseEvent, _names: Names) -> Sentence:
    return _("再核：%(said)s") % {"said": _label(Recheck, event.codes.get("recheck"))}, ""


def _until(event: CaseEvent) -> str:
    if event.due_at is None:
        return ""
    return _("%(day)s再看") % {"day": say_day(timezone.localdate(event.due_at), clock.today())}


_SENTENCES: dict[Act, Callable[[CaseEvent, Names], Sentence]] = {
    **OF_DISPUTES,
    Act.ASK: _ask,
    Act.TRIAGE: _triage,
    Act.ASSIGN: _assign,
    Act.REASSIGN: _reassign,
    Act.ACCEPT: _accept,
    Act.GIVE: _give,
    Act.CALL: _call,
    Act.HAND_BACK: _hand_back,
    Act.HAND_OVER: _hand_over,
    Act.ACCUSE: _accuse,
    Act.LIFT: _lift,
    Act.ESCALATE: _escalate,
    Act.TAKE_OVER: _take_over,
    Act.ANSWER: _answer,
    Act.DELIVER: _deliver,
    Act.CONFIRM: _confirm,
    **OF_MEDIATION,
    Act.SEND_BACK: _send_back,
    Act.SET_ASIDE: _set_aside,
    Act.PROPOSE_PENDING: _propose_pending,
    Act.REVIEW_PENDING: _review_pending,
    Act.REACHED: _reached,
    Act.NOT_REACHED: _not_reached,
    Act.RECHECK: _recheck,
    **CLOCK_SENTENCES,
    **FOLLOWED_SENTENCES,
    Act.RENEW: _renew,
    Act.WRITE: _write,
    Act.UNSEAL: _unseal,
    Act.ERASE: _erase,
}


def channel_label(code: str) -> str:
    """How the words came in."""
    return _label(Channel, code)
