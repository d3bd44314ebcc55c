"""What becomes of the times that a resident was told: contact, pauses, more time, holidays."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from huisheng.cases.models import Case
from huisheng.cases.models.codes import PauseReason, Urgency
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.catalogue import edition
from huisheng.cases.queries.resident import Happening
from huisheng.core.calendar import working_calendar
from huisheng.portal.wording import sentences
from huisheng.ui.words import say_time


def clock_words(happening: Happening) -> Mapping[Act, str]:
    """One line for each act on a clock; empty where there is nothing to tell."""
    late = _("过了该联系您的时间，已报%(other)s。") if happening.other else _("过了该联系您的时间。")
    return {
        Act.CONTACT: _("%(unit)s记下联系过您：%(detail)s。不是这样的话，请告诉我们。"),
        Act.PAUSE: _("%(unit)s先停下来：%(detail)s，最晚%(when)s继续。答应您的时间不变。"),
        Act.RESUME: _("%(unit)s接着办了。"),
        Act.ASK_EXTENSION: _("%(unit)s想多要些时间，由%(other)s决定。它说："),
        Act.EXTEND: _("上一级同意延期，最晚%(when)s答复您。"),
        Act.REFUSE_EXTENSION: _("上一级没有同意延期，答应您的时间不变。"),
        Act.LATE: late if happening.detail == "contact" else "",
        Act.RETIME: _("放假安排公布了，提前到%(when)s以前答复您。") if happening.until else "",
    }


def bends_of(case: Case, at: datetime) -> str:
    """What at present keeps the matter waiting, or may move its time."""
    return sentences(_paused(case, at), _asked(case), _provisional(case))


def _paused(case: Case, at: datetime) -> str:
    if case.paused_until is None:
        return ""
    said = {"reason": PauseReason(case.pause_reason).label, "when": say_time(case.paused_until, at)}
    return _("现在停着：%(reason)s，最晚%(when)s继续。答应您的时间不变。") % said


def _asked(case: Case) -> str:
    return _("它想多要些时间，上一级还没有决定。") if case.approver_id is not None else ""


def _provisional(case: Case) -> str:
    """The promise is in working time and falls in a year whose holidays are not announced."""
    if case.promised_at is None or not working_calendar().is_provisional(case.promised_at):
        return ""
    _minutes, basis = edition(case.catalogue).minutes(Clock.HANDLE, case.category_id, Urgency(case.urgency))
    return (
        _("那一年的放假安排还没有公布，先按周一到周五算；公布以后只会提前，不会往后推。")
        if basis == "working"
        else ""
    )
