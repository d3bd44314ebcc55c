"""The short lists that a case is described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How the words came in."""

    WEB = "web", _("网上")
    PHONE = "phone", _("电话")
    COUNTER = "counter", _("窗口")
    VISIT = "visit", _("走访")
    FILE = "file", _("表格导入")


class Urgency(TextChoices):
    NORMAL = "normal", _("一般")
    URGENT = "urgent", _("紧急")
    COMPLEX = "complex", _("复杂")


class CaseKind(TextChoices):
    """What kind of matter it is: `MEDIATION` (D17) has parties, `OVERSIGHT` (D15) is about a unit or a worker."""

    ORDINARY = "ordinary", _("一般诉求")
    MEDIATION = "mediation", _("调解")
    OVERSIGHT = "oversight", _("监督投诉")


class Outcome(TextChoices):
    """What the unit says it did; whether it is so, the resident says. Each kind of case has its own."""

    FIXED = "fixed", _("已经办好")
    PARTLY = "partly", _("办了一部分")
    DECLINED = "declined", _("不能办，说明了依据")
    NOT_OURS = "not_ours", _("不归本区管，说明了归谁管")
    REFERRED = "referred", _("转介，说明了该走的路")
    AGREED = "agreed", _("达成了协议")
    NOT_AGREED = "not_agreed", _("没有达成协议，说明了别的路")
    UPHELD = "upheld", _("查实，已经处理")
    PARTLY_UPHELD = "partly_upheld", _("部分查实，已经处理")
    NOT_UPHELD = "not_upheld", _("没有查实，说明了查的经过")

    @classmethod
    def _missing_(cls, value: object) -> "Outcome | None":
        """Events of before keep the code that they were written with."""
        return cls.DECLINED if value == "not_possible" else None


OUTCOMES_OF: dict[str, tuple[Outcome, ...]] = {
    CaseKind.ORDINARY: (
        Outcome.FIXED,
        Outcome.PARTLY,
        Outcome.DECLINED,
        Outcome.NOT_OURS,
        Outcome.REFERRED,
    ),
    CaseKind.MEDIATION: (Outcome.AGREED, Outcome.NOT_AGREED),
    CaseKind.OVERSIGHT: (Outcome.UPHELD, Outcome.PARTLY_UPHELD, Outcome.NOT_UPHELD),
}


class SessionOutcome(TextChoices):
    """What came of a meeting. That, and nothing that was said."""

    AGREED = "agreed", _("谈成了")
    AGAIN = "again", _("再约一次")
    APART = "apart", _("谈不成")
    NOT_HELD = "not_held", _("没有见成")


class HowAgreed(TextChoices):
    """How a party agreed to an agreement."""

    SECRET = "secret", _("用自己的链接")  # a way
    PAPER = "paper", _("在纸上签字")


class DeskReason(TextChoices):
    """Why a case waits at a triage desk instead of going straight to a unit."""

    NO_PLACE = "no_place", _("没有写明地点")
    NO_CATEGORY = "no_category", _("还没有分类")
    OUTSIDE = "outside", _("地点不在本区")
    NO_PLOT = "no_plot", _("地点不在任何责任田里")
    NO_ROUTE = "no_route", _("目录里没有这类事的去处")
    NO_UNIT = "no_unit", _("该负责的一级还没有单位")
    ABOUT_A_UNIT = "about_a_unit", _("涉及单位或工作人员，由上一级办理")
    UNUSUAL_VOLUME = "unusual_volume", _("短时间内收到很多，先由人看一看")
    RESERVED = "reserved", _("清单规定不能交给村、社区")
    HANDED_BACK = "handed_back", _("承办单位说不归它管")
    SPLIT_OFF = "split_off", _("从并案里拆出来的，要单独办")


class PauseReason(TextChoices):
    """Why a handling clock may stand still; the resident is told."""

    RESIDENT = "resident", _("等居民回答")
    MATERIALS = "materials", _("等材料")
    SEASON = "season", _("等天气或季节")
    LEGAL = "legal", _("等法定程序")
    OTHERS_WORK = "others_work", _("等别处的工程先完成")


class ContactHow(TextChoices):
    """How a unit got in touch with the resident for the first time."""

    VISIT = "visit", _("上门或在现场见了面")
    PHONE = "phone", _("通了电话")
    MESSAGE = "message", _("经系统留了话")


class Ground(TextChoices):
    """Why a unit says that a matter is not its own. `RESERVED` is decided by the list, the rest by an arbiter."""

    REMIT = "remit", _("不是我们的职责")
    PLACE = "place", _("地点不归我们")
    DOUBLE = "double", _("别的单位已经在办")
    LACKING = "lacking", _("没有这项权限")
    RESERVED = "reserved", _("清单规定不能交给村、社区")


class Part(TextChoices):
    """What a unit that was whistled for is to the matter."""

    LEAD = "lead", _("主办")
    HELPER = "helper", _("协办")


class Grade(TextChoices):
    """What the whistler says to each of three questions about a unit that came."""

    YES = "yes", _("是")
    PARTLY = "partly", _("差一点")
    NO = "no", _("不是")


class AssignedBy(TextChoices):
    """How a matter came to a unit: to whom a wrong assignment is charged."""

    CATALOGUE = "catalogue", _("按目录")
    PERSON = "person", _("由人交办")
    RULING = "ruling", _("按裁定")
    TAKEN = "taken", _("自己接过来")
    SUCCESSION = "succession", _("原单位撤销")


class WhyReserved(TextChoices):
    """Why work may not be pushed down to communities: what only an authority may do, or owes to itself."""

    ENFORCEMENT = "enforcement", _("行政执法")
    APPROVAL = "approval", _("审批许可")
    STATISTICS = "statistics", _("统计报表")
    INSPECTION = "inspection", _("检查考核")
    CERTIFICATE = "certificate", _("出具证明")


class WordsKind(TextChoices):
    """What a piece of text is. Those in `STAFF_ONLY` the resident does not see."""

    REQUEST = "request", _("居民的话")
    ADDRESS = "address", _("地址")
    ADDITION = "addition", _("居民补充")
    PROGRESS = "progress", _("进展")
    MESSAGE = "message", _("给居民的信息")
    QUESTION = "question", _("提问")
    REPLY = "reply", _("居民回答")
    ANSWER = "answer", _("答复")
    SENT_BACK = "sent_back", _("居民退回时说")
    COMMENT = "comment", _("居民评价时说")
    NOTE = "note", _("内部记录")
    HAND_BACK = "hand_back", _("退回调度的理由")
    BASIS = "basis", _("依据，或者该找谁")
    INSISTED = "insisted", _("坚持这样答复的理由")
    EXCLUSION = "exclusion", _("不计入统计的说明")
    APPEAL = "appeal", _("居民要求复查时说")
    DECISION = "decision", _("复核意见")
    PENDING = "pending", _("挂账说明")
    CONTACT = "contact", _("联系居民时说的")
    PAUSE = "pause", _("暂停的原因")
    EXTENSION = "extension", _("申请延期的理由")
    REFUSAL = "refusal", _("不同意延期的理由")
    OBJECTION = "objection", _("为什么不归我们")
    RULING = "ruling", _("裁定的理由")
    WHISTLE = "whistle", _("吹哨时说")
    CANNOT = "cannot", _("为什么来不了")
    VISIT = "visit", _("到场做了什么")
    REMAINS = "remains", _("还剩什么")
    REPORT = "report", _("回报")
    OPENING = "opening", _("打开身份的理由")
    AGREEMENT = "agreement", _("调解协议")


class EraseReason(TextChoices):
    """Why the content of a case is erased. `EXPIRED` is the clock's; the desk has the others."""

    OWN_REQUEST = "own_request", _("居民本人要求")
    OTHER_PERSON = "other_person", _("写了别人的隐私")
    MISTAKEN = "mistaken", _("登记错了人或错了事")
    EXPIRED = "expired", _("保存期满")


class IdentityReason(TextChoices):
    """Why an identity may be opened. There is no other reason; `LEGAL_ORDER` needs the order itself."""

    DANGER = "danger", _("有人有危险，为了救人")
    OWN_REQUEST = "own_request", _("按居民本人的要求")
    LEGAL_ORDER = "legal_order", _("依照法律文书调取")


OF_WHISTLES = (
    WordsKind.WHISTLE,
    WordsKind.CANNOT,
    WordsKind.VISIT,
    WordsKind.REMAINS,
    WordsKind.REPORT,
)
STAFF_ONLY = (
    WordsKind.NOTE,
    WordsKind.HAND_BACK,
    WordsKind.REFUSAL,
    WordsKind.OBJECTION,
    WordsKind.RULING,
    WordsKind.INSISTED,
    *OF_WHISTLES,
)


class Level(TextChoices):
    """五级好差评."""

    VERY_GOOD = "5", _("非常满意")
    GOOD = "4", _("满意")
    FAIR = "3", _("基本满意")
    POOR = "2", _("不满意")
    VERY_POOR = "1", _("非常不满意")
