"""别的办法: the acts that are open besides the next one, as plain links."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.case import Opened


@dataclass(frozen=True)
class OtherAct:
    """One link: the act, what it says, where it leads."""

    act: Act
    label: Promise
    route: str


OTHERS = (
    OtherAct(Act.TRIAGE, _("重新整理"), "triage"),
    OtherAct(Act.ACCEPT, _("签收"), "acceptance"),
    OtherAct(Act.PROGRESS, _("告诉居民进展"), "progress"),
    OtherAct(Act.QUESTION, _("向居民提问"), "question"),
    OtherAct(Act.WRITE, _("给居民写信息"), "conversation"),
    OtherAct(Act.UNSEAL, _("打开居民的身份"), "identity"),
    OtherAct(Act.NOTE, _("内部记录"), "notes"),
    OtherAct(Act.GIVE, _("交给具体的人"), "handler"),
    OtherAct(Act.CALL, _("请别的单位一起办"), "calling"),
    OtherAct(Act.OBJECT, _("不归我们"), "objection"),
    OtherAct(Act.UPHOLD, _("裁定归谁"), "ruling"),
    OtherAct(Act.ASSIGN, _("交办"), "assignment"),
    OtherAct(Act.REASSIGN, _("改派"), "assignment"),
    OtherAct(Act.TAKE_OVER, _("接过来办"), "take_over"),
    OtherAct(Act.LIFT, _("不涉及单位或工作人员"), "lifting"),
    OtherAct(Act.ACCUSE, _("说的是某个单位或工作人员"), "accusation"),
    OtherAct(Act.MEDIATE, _("转为调解"), "mediation"),
    OtherAct(Act.JOIN, _("请另一方来"), "joining"),
    OtherAct(Act.MEET, _("约见面的时间"), "meeting"),
    OtherAct(Act.MET, _("见过面了"), "met"),
    OtherAct(Act.DRAFT, _("写下调解协议"), "agreement"),
    OtherAct(Act.AGREE, _("在纸上签了字"), "signature"),
    OtherAct(Act.REPLY, _("替单位问居民"), "telephone"),
    OtherAct(Act.ADD, _("居民来电补充"), "telephone"),
    OtherAct(Act.WITHDRAW, _("居民来电撤回"), "telephone"),
)


def other_acts(found: Opened, next_act: Act | None) -> list[tuple[str, Promise]]:
    """Addresses and labels of what else is open to this reader; each address once."""
    links: dict[str, Promise] = {}
    for other in OTHERS:
        is_answer_to_question = other.act != Act.REPLY or found.case.question_open
        if other.act in found.acts and other.act != next_act and is_answer_to_question:
            links.setdefault(reverse(f"cases:{other.route}", args=[found.case.number]), other.label)
    return list(links.items())
