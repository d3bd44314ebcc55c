"""Times, spans and figures as a person says them: "今天 16:00 前", "还有 1 小时", "超时 40 分".

Moments are aware datetimes and are said in the district's time zone (`TIME_ZONE`). How near "soon" is
concerns only the colour and the wording; deadlines themselves are computed by `cases`.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

State = Literal["in_time", "soon", "late"]

EVERYTHING = Decimal(100)
SOON = timedelta(hours=4)
COUNTDOWN = timedelta(hours=2)
ROUND_DAYS = 10
"""From here on a span is told in whole days."""
LAST_NAMED_DAY = 2
"""The farthest day with a name of its own (后天)."""
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)
NEAR_DAYS = {
    -2: gettext_lazy("前天"),
    -1: gettext_lazy("昨天"),
    0: gettext_lazy("今天"),
    1: gettext_lazy("明天"),
    2: gettext_lazy("后天"),
}
MONTHS = (
    gettext_lazy("1月"),
    gettext_lazy("2月"),
    gettext_lazy("3月"),
    gettext_lazy("4月"),
    gettext_lazy("5月"),
    gettext_lazy("6月"),
    gettext_lazy("7月"),
    gettext_lazy("8月"),
    gettext_lazy("9月"),
    gettext_lazy("10月"),
    gettext_lazy("11月"),
    gettext_lazy("12月"),
)


def due_state(due: datetime, now: datetime) -> State:
    """In time, soon (less than SOON is left) or late; a deadline that strikes this moment is not late."""
    if now > due:
        return "late"
    return "soon" if due - now < SOON else "in_time"


def say_due(due: datetime, now: datetime) -> str:
    """A deadline: what is left of it when it is near, how long it is past, else the day and hour."""
    if now > due:
        late = now - due
        return _("超时 %(span)s") % {"span": say_duration(late)} if late >= MINUTE else _("刚刚过时")
    left = due - now
    if left < MINUTE:
        return _("马上到时")
    if left < COUNTDOWN:
        return _("还有 %(span)s") % {"span": say_duration(left)}
    day, clock = _deadline_day(due)
    return _deadline_on(day, clock, timezone.localdate(now))


def say_reply_due(due: datetime, now: datetime) -> str:
    """The same on a resident's page, where it is an answer that is due: "今天 16:00 前回复"."""
    said = say_due(due, now)
    return _("%(by)s回复") % {"by": said} if due - now >= COUNTDOWN else said


def say_kept(due: datetime, done: datetime) -> str:
    """A deadline that is settled: kept, or by how much it was missed."""
    if done <= due:
        return _("按时")
    late = done - due
    return _("晚了 %(span)s") % {"span": say_duration(late)} if late >= MINUTE else _("晚了不到 1 分")


def say_time(at: datetime, now: datetime) -> str:
    """A moment, mostly past: "今天 09:12", "昨天 17:31", "11月20日 17:31"."""
    local = timezone.localtime(at)
    return _("%(day)s %(time)s") % {
        "day": say_day(local.date(), timezone.localdate(now)),
        "time": _clock(local),
    }


def say_day(day: date, today: date) -> str:
    """A day: "今天", "昨天", "11月20日"; with its year when that is not today's."""
    near = NEAR_DAYS.get((day - today).days)
    if near:
        return str(near)
    parts = {"year": day.year, "month": MONTHS[day.month - 1], "day": day.day}
    if day.year == today.year:
        return _("%(month)s%(day)d日") % parts
    return _("%(year)d年%(month)s%(day)d日") % parts


def say_date(day: date | None) -> str:
    """A day with its year, which a list or a period does not leave to be guessed: "2023年11月28日"."""
    if day is None:
        return ""
    local = timezone.localtime(day) if isinstance(day, datetime) else day
    parts = {"year": local.year, "month": MONTHS[local.month - 1], "day": local.day}
    return _("%(year)d年%(month)s%(day)d日") % parts


def say_exactly(at: datetime) -> str:
    """A moment in full, for the tool tip and for print: "2026年11月24日 周二 16:00"."""
    return _said_exactly(at, get_language())


@lru_cache(maxsize=4096)
def _said_exactly(at: datetime, _language: str | None) -> str:
    """Kept: deadlines fall on the same few moments of a day, and every row of every list has one."""
    local = timezone.localtime(at)
    return _("%(year)d年%(month)s%(day)d日 %(weekday)s %(time)s") % {
        "year": local.year,
        "month": MONTHS[local.month - 1],
        "day": local.day,
        "weekday": WEEKDAYS[local.weekday()],
        "time": _clock(local),
    }


def say_duration(span: timedelta) -> str:
    """A span in at most two units, rounded down: "40 分", "3 小时 10 分", "2 天 3 小时", "12 天"."""
    return _said_duration(abs(span) // MINUTE, get_language())


@lru_cache(maxsize=4096)
def _said_duration(whole_minutes: int, _language: str | None) -> str:
    hours, minutes = divmod(whole_minutes, 60)
    days, hours = divmod(hours, 24)
    if days >= ROUND_DAYS:
        return _days(days)
    if days:
        return _join(_days(days), _hours(hours) if hours else "")
    if hours:
        return _join(_hours(hours), _minutes(minutes) if minutes else "")
    return _minutes(minutes) if minutes else _("不到 1 分")


def say_share(share: float | Decimal, digits: int = 1) -> str:
    """A share between 0 and 1 as percent, halves away from zero: 0.93724 → "93.7%".

    What is not all is never said to be: 0.99999 → "99.9%".
    """
    step = Decimal(1).scaleb(-digits)
    said = (Decimal(str(share)) * 100).quantize(step, ROUND_HALF_UP)
    return f"{min(said, EVERYTHING - step) if share < 1 else said}%"


def say_count(count: int) -> str:
    """A whole number in groups of three: 12408 → "12,408"."""
    return f"{count:,}"


def _deadline_day(due: datetime) -> tuple[date, str]:
    """The day and clock of a deadline; midnight belongs to the day that it ends ("今天 24:00 前")."""
    local = timezone.localtime(due)
    if (local.hour, local.minute) == (0, 0):
        return local.date() - DAY, "24:00"
    return local.date(), _clock(local)


def _deadline_on(day: date, clock: str, today: date) -> str:
    ahead = (day - today).days
    weeks_ahead = (ahead + today.weekday()) // 7
    if ahead > LAST_NAMED_DAY and weeks_ahead <= 1:
        parts = {"day": WEEKDAYS[day.weekday()], "time": clock}
        return _("%(day)s %(time)s 前") % parts if weeks_ahead == 0 else _("下%(day)s %(time)s 前") % parts
    return _("%(day)s %(time)s 前") % {"day": say_day(day, today), "time": clock}


def _clock(local: datetime) -> str:
    return f"{local:%H:%M}"


def _join(large: str, small: str) -> str:
    return f"{large} {small}" if small else large


def _days(count: int) -> str:
    return ngettext("%(count)d 天", "%(count)d 天", count) % {"count": count}


def _hours(count: int) -> str:
    return ngettext("%(count)d 小时", "%(count)d 小时", count) % {"count": count}


def _minutes(count: int) -> str:
    return ngettext("%(count)d 分", "%(count)d 分", count) % {"count": count}
