"""How a matter may end or wait, as the short lists that acts and figures speak of (domain.md, answers 1, 6, 7)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AnswerGround(TextChoices):
    """Why something is declined, is not ours or is referred. An answer of `fixed` or `partly` has none."""

    LAW = "law", _("法律、法规不允许")
    POLICY = "policy", _("政策不允许")
    BUDGET = "budget", _("没有这笔预算")
    RIGHTS = "rights", _("会损害别人的合法权益")
    PRIVATE = "private", _("属于当事人之间的事，公家不能代办")
    TECHNICAL = "technical", _("现有条件做不到")
    OUTSIDE = "outside", _("归区外的单位管")
    EMERGENCY = "emergency", _("紧急情况，请打 110、119、120")
    COURT = "court", _("应当走诉讼、仲裁或者复议")
    PETITION = "petition", _("应当走信访")
    SECRET = "secret", _("涉及国家秘密、商业秘密或者个人隐私")
    BEYOND = "beyond", _("不属于政府的职权")
    UNLAWFUL = "unlawful", _("要求违法或者违背公序良俗")
    REPEAT = "repeat", _("已经办结，没有新的事实")


DECLINING = (
    *(AnswerGround.LAW, AnswerGround.POLICY, AnswerGround.BUDGET),
    *(AnswerGround.RIGHTS, AnswerGround.PRIVATE, AnswerGround.TECHNICAL),
)
REFERRING = (
    *(AnswerGround.EMERGENCY, AnswerGround.COURT, AnswerGround.PETITION, AnswerGround.SECRET),
    *(AnswerGround.BEYOND, AnswerGround.UNLAWFUL, AnswerGround.REPEAT),
)
EXCLUDABLE = (AnswerGround.OUTSIDE, *REFERRING)
"""The reason codes by which a case may be left out of the figures; nothing else may."""
POLICY_LIMITS = (AnswerGround.LAW, AnswerGround.POLICY, AnswerGround.BUDGET)
"""What no handler can change: counted apart (D43)."""


class Exclusion(TextChoices):
    """Whether a case counts in the figures. It counts in every state but `EXCLUDED`, `CONTESTED` and `UPHELD`."""

    ASKED = "asked", _("申请不计入统计，等别人复核")
    REFUSED = "refused", _("复核不同意，照常统计")
    EXCLUDED = "excluded", _("复核同意，不计入统计")
    CONTESTED = "contested", _("居民要求复查")
    UPHELD = "upheld", _("复查维持，不计入统计")
    OVERTURNED = "overturned", _("复查推翻，重新办理并计入统计")


LEFT_OUT = (Exclusion.EXCLUDED, Exclusion.CONTESTED, Exclusion.UPHELD)


class Pending(TextChoices):
    """The pending ledger 挂账: proposed one level up, or on it."""

    ASKED = "asked", _("申请挂账，等上一级审批")
    ON = "on", _("挂账")


class PendingReason(TextChoices):
    """Why something cannot be fixed yet."""

    BUDGET = "budget", _("等预算")
    PLAN = "plan", _("等规划或者工程排期")
    SEASON = "season", _("等季节（如供暖结束、开春）")
    PROPERTY = "property", _("产权不清")
    CONSENT = "consent", _("等相关居民同意")
    UPPER = "upper", _("等上级部门的政策或批复")
    OTHER_WORKS = "other_works", _("等别的工程先完成")


class Recheck(TextChoices):
    """What came of asking again after 28 days. `ASKED` without an answer is never counted as fixed."""

    ASKED = "asked", _("问了，等居民回答")
    FIXED = "fixed", _("还是好的")
    BACK = "back", _("又出现了")
    UNSURE = "unsure", _("说不准")


class CallResult(TextChoices):
    """How a call-back that reached nobody ended; whom it reached is in `reached`."""

    NO_ANSWER = "no_answer", _("没接通")
    REFUSED = "refused", _("不愿意说")
    WRONG_NUMBER = "wrong_number", _("号码不对")
