"""The words of the transition table: steps, states, clocks, acts, and who acts (domain.md D24)."""

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
    TURN_BACK = "turn_back", _("不再调解，转回一般办理")
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
    PROMISE = "promise", _("主件的时限也算数")
    HEAR = "hear", _("一起报的居民有新话")
    SPLIT_OFF = "split_off", _("拆出并案")
    REMIND = "remind", _("催办")
    UNDO = "undo", _("撤销")
    RENEW = "renew", _("撤回后还是要办")


class Who(TextChoices):
    """Who acts. `RESIDENT` holds the secret; `SYSTEM` is the catalogue or the clock, never a person."""

    RESIDENT = "resident", _("居民")
    STAFF = "staff", _("工作人员")
    CALL_BACK = "call_back", _("回访员")
    SYSTEM = "system", _("系统")
