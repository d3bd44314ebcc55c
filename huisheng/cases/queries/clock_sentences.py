"""What happened to the clocks of a case, as sentences for colleagues, from the codes that events keep."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from huisheng.cases.models import CaseEvent
from huisheng.cases.models.codes import ContactHow, PauseReason
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.names import unit_name
from huisheng.core import clock
from huisheng.ui.words import say_time

Names = Mapping[int, str]
Sentence = tuple[str, str]


def _time(text: str | None) -> str:
    return say_time(datetime.fromisoformat(text), clock.now()) if text else ""


def _contact(event: CaseEvent, _names: Names) -> Sentence:
    how = event.codes.get("how")
    return _("联系了居民"), str(ContactHow(how).label) if how else ""


def _pause(event: CaseEvent, _names: Names) -> Sentence:
    reason = PauseReason(event.codes["pause_reason"]).label
    until = {"when": _time(event.codes["paused_until"])}
    return _("暂停计时：%(reason)s") % {"reason": reason}, _("最晚%(when)s继续；答应居民的时间不变") % until


def _resume(event: CaseEvent, _names: Names) -> Sentence:
    return _("继续计时"), _("剩下的时间照旧")


def _ask_extension(event: CaseEvent, _names: Names) -> Sentence:
    unit = unit_name(event.codes.get("approver_id"))
    return _("申请延期"), _("由%(unit)s决定") % {"unit": unit} if unit else ""


def _extend(event: CaseEvent, _names: Names) -> Sentence:
    return _("同意延期"), _("新的时间：%(when)s") % {"when": _time(event.codes.get("promised_at"))}


def _refuse(event: CaseEvent, _names: Names) -> Sentence:
    return _("不同意延期"), _("答应居民的时间不变")


def _warn(event: CaseEvent, _names: Names) -> Sentence:
    if beside := event.codes.get("beside"):
        soon = " · ".join(f"{unit_name(unit)} {Clock(timed).label}" for timed, unit in beside)
        return _("快到时了：%(clock)s") % {"clock": soon}, ""
    timed = event.codes.get("timed")
    return _("快到时了：%(clock)s") % {"clock": Clock(timed).label if timed else ""}, ""


def _late(event: CaseEvent, _names: Names) -> Sentence:
    late = " · ".join(
        f"{unit_name(unit)} {Clock(timed).label}" for timed, unit in event.codes.get("late", ())
    )
    above = unit_name(event.codes.get("supervisor_id") or event.codes.get("approver_id"))
    return _("过时了：%(late)s") % {"late": late}, _("报到%(unit)s") % {"unit": above} if above else ""


def _pass_duty(event: CaseEvent, _names: Names) -> Sentence:
    units = {
        "unit": unit_name(event.codes.get("from_unit_id")),
        "heir": unit_name(event.codes.get("to_unit_id")),
    }
    return _("%(unit)s撤销，它欠的由%(heir)s接") % units, ""


def _retime(event: CaseEvent, _names: Names) -> Sentence:
    due = _time(event.codes.get("due_at"))
    return _("节假日公布了，重算时限"), _("现在是%(when)s") % {"when": due} if due else ""


CLOCK_SENTENCES: dict[Act, Callable[[CaseEvent, Any], Sentence]] = {
    Act.CONTACT: _contact,
    Act.PAUSE: _pause,
    Act.RESUME: _resume,
    Act.ASK_EXTENSION: _ask_extension,
    Act.EXTEND: _extend,
    Act.REFUSE_EXTENSION: _refuse,
    Act.WARN: _warn,
    Act.LATE: _late,
    Act.PASS_DUTY: _pass_duty,
    Act.RETIME: _retime,
}
