"""What residents are told of: one line a kind. A new kind is a line here and its wording in `data/wording.toml`.

Every kind knows `number`, `unit`, `link` and `district`; `facts` are what its caller gives besides.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """A kind of message. `facts`: names of what `tell` must be given for it; `is_reply`: it tells of an answer."""

    code: str
    name: Any
    facts: tuple[str, ...] = ()
    is_reply: bool = False


@dataclass(frozen=True)
class Placeholder:
    """A name in braces that stands for a fact. Templates may write either word."""

    name: str
    chinese: str
    meaning: Promise
    required: bool = False


PLACEHOLDERS = {
    each.name: each
    for each in (
        Placeholder("link", "链接", _("居民自己的链接"), required=True),
        Placeholder("number", "编号", _("诉求编号")),
        Placeholder("unit", "单位", _("现在负责的单位")),
        Placeholder("district", "地区", _("本区的名字")),
        Placeholder("day", "日期", _("这类消息说到的那一天")),
        Placeholder("words", "原话", _("办事的人写的话")),
        Placeholder("place", "地点", _("见面的地方")),
    )
}
COMMON = ("link", "number", "unit", "district")

KINDS = {
    kind.code: kind
    for kind in (
        Kind("received", _("收到了")),
        Kind("question", _("有话问居民")),
        Kind("answered", _("答复了"), is_reply=True),
        Kind("resent", _("回执的新链接")),
        Kind("extension_granted", _("要多等几天"), ("day",)),
        Kind("pending_ledger", _("暂时办不了，记着"), ("day",)),
        Kind("paused", _("暂停计时")),
        Kind("merged", _("和别人说的是同一件事")),
        Kind("review_decided", _("复核有了结果")),
        Kind("identity_opened", _("有人看了联系方式")),
        Kind("left_out", _("不计入统计，可以要求复查")),
        Kind("withdrawn", _("电话里说的，替居民撤回了")),
        Kind("taken_up", _("可以办了，恢复办理")),
        Kind("recheck", _("过些日子再问一次")),
        Kind("call_back_missed", _("打过电话没接通")),
        Kind("relayed_message", _("办事的人捎来一句话"), ("words",)),
        Kind("mediation_session", _("约定调解"), ("day", "place")),
        Kind("mediation_off", _("调解取消了")),
        Kind("mediation_agreement", _("调解协议等您同意")),
        Kind("mediation_follow_up", _("调解以后再问一次")),
    )
}
