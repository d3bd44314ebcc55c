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
    OtherAct(Act.UNSEAL, _("打开居民的身份"), "identity"),
    OtherAct(Act.ERASE, _("删除内容"), "erasure"),
    OtherAct(Act.NOTE, _("内部记录"), "notes"),
    OtherAct(Act.CONTACT, _("记下联系了居民"), "first_contact"),
    OtherAct(Act.PAUSE, _("暂停这件的计时"), "pause"),
    OtherAct(Act.RESUME, _("继续计时"), "resumption"),
    OtherAct(Act.ASK_EXTENSION, _("申请延期"), "extension"),
    OtherAct(Act.EXTEND, _("同意延期"), "approval"),
    OtherAct(Act.REFUSE_EXTENSION, _("不同意延期"), "refusal"),
    OtherAct(Act.GIVE, _("交给具体的人"), "handler"),
    OtherAct(Act.CALL, _("请别的单位一起办"), "calling"),
    OtherAct(Act.WHISTLE, _("吹哨，叫部门来"), "whistle_blow"),
    OtherAct(Act.OBJECT, _("不归我们"), "objection"),
    OtherAct(Act.UPHOLD, _("裁定归谁"), "ruling"),
    OtherAct(Act.ASSIGN, _("交办"), "assignment"),
    OtherAct(Act.REASSIGN, _("改派"), "assignment"),
    OtherAct(Act.MERGE, _("和另一件并在一起"), "merging"),
    OtherAct(Act.SPLIT_OFF, _("拆出来单独办"), "splitting"),
    OtherAct(Act.TAKE_OVER, _("接过来办"), "take_over"),
    OtherAct(Act.LIFT, _("不涉及单位或工作人员"), "lifting"),
    OtherAct(Act.ACCUSE, _("说的是某个单位或工作人员"), "accusation"),
    OtherAct(Act.MEDIATE, _("转为调解"), "mediation"),
    OtherAct(Act.TURN_BACK, _("不再调解，转回一般办理"), "turning_back"),
    OtherAct(Act.JOIN, _("请另一方来"), "joining"),
    OtherAct(Act.MEET, _("约见面的时间"), "meeting"),
    OtherAct(Act.MET, _("见过面了"), "met"),
    OtherAct(Act.DRAFT, _("写下调解协议"), "agreement"),
    OtherAct(Act.AGREE, _("在纸上签了字"), "agreement_signature"),
    OtherAct(Act.REPLY, _("替单位问居民"), "telephone"),
    OtherAct(Act.ADD, _("居民来电补充"), "telephone"),
    OtherAct(Act.WITHDRAW, _("居民来电撤回"), "telephone"),
    OtherAct(Act.RENEW, _("居民来电说还是要办"), "telephone"),
    OtherAct(Act.PROPOSE_PENDING, _("申请挂账"), "pending"),
    OtherAct(Act.SET_ASIDE, _("审批挂账"), "pending_decision"),
    OtherAct(Act.REVIEW_PENDING, _("挂账的再看一次"), "pending_review"),
    OtherAct(Act.ASK_EXCLUSION, _("申请不计入统计"), "exclusion"),
    OtherAct(Act.EXCLUDE, _("复核：不计入统计"), "exclusion_decision"),
    OtherAct(Act.KEEP_OUT, _("居民要求复查"), "exclusion_review"),
    OtherAct(Act.LOOK_AT, _("坚持这样答复"), "insisted"),
)


def other_acts(found: Opened, next_act: Act | None) -> list[tuple[str, Promise]]:
    """Addresses and labels of what else is open to this reader; each address once."""
    links: dict[str, Promise] = {}
    for other in OTHERS:
        if other.act in found.acts and other.act != next_act and _is_due(other.act, found):
            links.setdefault(reverse(f"cases:{other.route}", args=[found.case.number]), other.label)
    return list(links.items())


def _is_due(act: Act, found: Opened) -> bool:
    """Whether an act that is open makes sense as the case stands."""
    if act == Act.TURN_BACK:
        return found.may_turn_back
    return act != Act.REPLY or found.case.question_open
