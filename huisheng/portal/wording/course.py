"""The course of a case, line by line, in words that a resident would use."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from huisheng.cases.models.transitions import Act, Who
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.resident import Happening
from huisheng.portal.forms.ask import category_name
from huisheng.portal.wording.clocks import clock_words
from huisheng.portal.wording.ends import say_end
from huisheng.ui.words import say_time

MARKS = {
    Act.ESCALATE: "late",
    Act.LATE: "late",
    Act.SEND_BACK: "back",
    Act.OVERTURN: "back",
    Act.CONFIRM: "end",
    Act.WITHDRAW: "end",
    Act.RENEW: "back",
}
# What units and the clock did, by act.
BY_UNITS: dict[str, Any] = {
    Act.ASK: _("您说的事收到了。"),
    Act.IMPORT: _("从以前的记录转来。"),
    Act.ACCUSE: _("改由%(unit)s办理，被说到的单位看不到。"),
    Act.LIFT: _(
        "看过了，按一般的事办。办的单位看得到您最初写的话；这段时间里写的、补的，被说到的单位看不到。"
    ),
    Act.ASSIGN: _("交给了%(unit)s。"),
    Act.ACCEPT: _("%(unit)s签收了，开始办。"),
    Act.CALL: _("%(unit)s请%(other)s一起来办。"),
    Act.PROGRESS: _("%(unit)s告诉您进展："),
    Act.QUESTION: _("%(unit)s问您："),
    Act.WRITE: _("%(unit)s对您说："),
    Act.UNSEAL: _("有人打开了您的身份。%(reason)s："),
    Act.HAND_BACK: _("%(other)s说不归它管，%(unit)s重新安排。"),
    Act.REASSIGN: _("改交给%(unit)s。"),
    Act.OBJECT: _("%(unit)s说这不是它的事，上一级会裁定。裁定以前它接着办。"),
    Act.UPHOLD: _("裁定了：改由%(unit)s办。"),
    Act.WHISTLE: _("请了%(other)s等单位一起来办。"),
    Act.VISIT: _("%(other)s到了现场。"),
    Act.TAKE_LEAD: _("%(unit)s接过来办，由它答复您。"),
    Act.DISMISS: _("裁定了：还由%(unit)s办。"),
    Act.HAND_OVER: _("原来的单位撤销了，由%(unit)s接着办。"),
    Act.TAKE_OVER: _("%(unit)s直接接过来办。"),
    Act.FALL_SILENT: _("没有等到您的回音，先放下了。不算作满意，您还可以退回。"),
    # Where several reported one matter, and in haste.
    Act.MERGE: _("有人先报了同一件事，并在一起办。办好了一样答复您、问您。"),
    Act.SPLIT_OFF: _("又看了一遍，单独办。"),
    Act.SUCCEED: _("接着按您这一件办，由%(unit)s负责。"),
    Act.REMIND: _("%(unit)s被催了一次。"),
    Act.UNDO: _("刚才的安排收回了，重新安排。"),
    # Around a table.
    Act.MEDIATE: _("%(unit)s请各方坐下来调解。"),
    Act.TURN_BACK: _("%(unit)s不再请各方调解，照一般的事接着办。"),
    Act.JOIN: _("%(unit)s请另一方来。"),
    Act.MEET: _("%(unit)s约好了见面的时间。"),
    Act.MET: _("见过面了。"),
    Act.DRAFT: _("%(unit)s写下了协议，请各方看："),
    Act.AGREE: _("有一方同意了协议。"),
}
BY_RESIDENTS: dict[str, Any] = {
    Act.ASK: _("您说的事收到了。"),
    Act.REPLY: _("您回答："),
    Act.ADD: _("您补充："),
    Act.CONFIRM: _("您说解决了。"),
    Act.SEND_BACK: _("您说还没有解决，%(unit)s重新办。"),
    Act.RATE: _("您作了评价。"),
    Act.AGREE: _("有一方同意了协议。"),
    Act.FOLLOW_UP: _("有一方说了协议做到没有。"),
    Act.WITHDRAW: _("您撤回了这件事。"),
    Act.RENEW: _("您说还是要办，%(unit)s接着办。"),
    Act.ASK_REVIEW: _("您要求复查。"),
    Act.RECHECK: _("您说：%(reason)s。"),
    Act.ERASE: _("您删除了您说的话和联系方式。"),
    Act.FOLLOW: _("您选了和先报的人一起办。"),
}
ON_THE_TELEPHONE = BY_RESIDENTS | {
    Act.REPLY: _("您在电话里回答："),
    Act.ADD: _("您在电话里补充："),
    Act.CONFIRM: _("您在电话里说解决了。"),
    Act.SEND_BACK: _("您在电话里说还没有解决，%(unit)s重新办。"),
    Act.RATE: _("您在电话里作了评价。"),
    Act.WITHDRAW: _("您在电话里撤回了这件事。"),
    Act.RENEW: _("您在电话里说还是要办，%(unit)s接着办。"),
    Act.NOT_REACHED: _("给您打过电话，没有接通。"),
    Act.REACHED: _("给您打过电话，接通了。"),
    Act.ASK_REVIEW: _("您在电话里要求复查。"),
    Act.RECHECK: _("您在电话里说：%(reason)s。"),
}


@dataclass(frozen=True)
class Line:
    """One line of the timeline (`ui` component): what happened, then what was said; `kind` is its mark."""

    at: datetime
    words: str
    kind: str


def lines_of(happenings: tuple[Happening, ...]) -> list[Line]:
    """The lines, in the order given. What was asked stands elsewhere on the page and is not repeated."""
    lines = []
    for happening in happenings:
        words = say(happening)
        said = "" if happening.act == Act.ASK else happening.words
        if words:
            told = "\n".join(filter(None, (words, said, happening.basis)))
            lines.append(Line(happening.at, told, MARKS.get(happening.act, "")))
    return lines


def say(happening: Happening) -> str:
    """What happened; empty for what a resident need not know (triage by the catalogue)."""
    by_resident = happening.who in (Who.RESIDENT, Who.CALL_BACK)
    if by_resident:
        return _said_by_resident(happening)
    place = _place(happening)
    if happening.act == Act.TRIAGE:
        return "" if happening.who == Who.SYSTEM else _triaged(happening)
    if ended := say_end(happening):
        return ended
    return _sentence(happening) % place


def _sentence(happening: Happening) -> str:
    """What units and the clock did, by act."""
    words: Any
    if happening.act == Act.ERASE:
        words = (
            _("内容删除了：%(reason)s。") if happening.erased_all else _("联系方式和地址删除了：%(reason)s。")
        )
    elif happening.act == Act.ESCALATE:
        words = _("过了时限，已到%(other)s督办。") if happening.other else _("过了时限，还没有办。")
    else:
        words = BY_UNITS.get(happening.act) or clock_words(happening).get(happening.act, "")
    return str(words)


def _place(happening: Happening) -> dict[str, str]:
    """What sentences name."""
    when = say_time(happening.until, happening.at) if happening.until is not None else ""
    named = {"unit": happening.unit, "other": happening.other, "reason": happening.reason}
    return {**named, "detail": happening.detail, "when": when}


def _triaged(happening: Happening) -> str:
    category = catalogue().categories.get(happening.category_id or 0)
    if category is None:
        return _("%(unit)s看过了。") % {"unit": happening.unit}
    names = {"unit": happening.unit, "category": category_name(category)}
    return _("%(unit)s看过了，归到“%(category)s”。") % names


def _said_by_resident(happening: Happening) -> str:
    words = ON_THE_TELEPHONE if happening.who == Who.CALL_BACK else BY_RESIDENTS
    return str(words.get(happening.act, "")) % {"unit": happening.unit, "reason": happening.reason}
