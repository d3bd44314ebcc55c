"""What a resident reads where a matter waits on the pending ledger, or is not counted."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.models import Case
from huisheng.cases.models.ends import Exclusion, Pending, PendingReason
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.resident import Happening
from huisheng.core import clock
from huisheng.network.tree import tree
from huisheng.ui.words import say_day

ENDS: dict[str, Any] = {
    Act.ANSWER: gettext_lazy("%(unit)s答复您：%(outcome)s"),
    Act.ASK_EXCLUSION: gettext_lazy("%(unit)s申请不把这件事计入统计，等没有经手的人复核："),
    Act.EXCLUDE: gettext_lazy("复核同意不计入统计。您可以要求复查。"),
    Act.REFUSE_EXCLUSION: gettext_lazy("复核不同意，照常统计。"),
    Act.KEEP_OUT: gettext_lazy("没有经手的人复查过了，维持不计入统计："),
    Act.OVERTURN: gettext_lazy("复查推翻了，%(unit)s重新办，照常统计："),
    Act.PROPOSE_PENDING: gettext_lazy("%(unit)s说现在还办不到，申请挂账，等上一级审批。要有这些才办得到："),
    Act.SET_ASIDE: gettext_lazy("上一级同意挂账，%(reason)s。%(day)s再看。"),
    Act.REFUSE_PENDING: gettext_lazy("上一级不同意挂账，接着办。"),
    Act.REVIEW_PENDING: gettext_lazy("再看过，还办不到。%(day)s再看："),
    Act.TAKE_UP: gettext_lazy("可以办了，%(unit)s恢复办理："),
    Act.ASK_RECHECK: gettext_lazy("过了一段时间，问您还好不好。"),
}


def say_end(happening: Happening) -> str:
    """What was answered, asked, decided or looked at; empty for any other act."""
    words = ENDS.get(happening.act)
    if words is None:
        return ""
    outcome = happening.outcome or happening.reason
    if happening.outcome and happening.reason:
        both = {"outcome": happening.outcome, "reason": happening.reason}
        outcome = _("%(outcome)s，%(reason)s") % both
    facts = {"unit": happening.unit, "reason": happening.reason, "outcome": outcome}
    return str(words) % {**facts, "day": _day(happening.until)}


def is_waiting(case: Case) -> bool:
    """Whether it is on the pending ledger."""
    return case.pending == Pending.ON


def say_waiting(case: Case) -> str:
    """Why it waits, and that it still counts."""
    unit, reason = tree().unit(case.unit_id).name, str(PendingReason(case.pending_reason).label)
    words = _("%(unit)s现在还办不到，%(reason)s，所以挂了账。它一直算在该办的里面。")
    return words % {"unit": unit, "reason": reason}


def say_review_day(due: datetime, at: datetime) -> str:
    """When it is looked at again."""
    day = {"day": _day(due)}
    return (
        _("本来%(day)s就该再看，晚了。") % day if at > due else _("最晚%(day)s再看一次，结果写在这里。") % day
    )


def say_exclusion(case: Case) -> str:
    """Whether it is left out of the figures; empty when it counts and nobody asked."""
    said = {
        Exclusion.EXCLUDED: _("这件事不计入统计。您觉得不对，可以要求没有经手的人再看一看。"),
        Exclusion.CONTESTED: _("您要求复查，正由没有经手的人看。"),
        Exclusion.UPHELD: _("没有经手的人复查过了，维持不计入统计。"),
    }
    return said.get(Exclusion(case.exclusion), "") if case.exclusion else ""


def _day(at: datetime | None) -> str:
    return say_day(timezone.localdate(at), clock.today()) if at else ""
