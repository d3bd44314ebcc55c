"""Lengths of time as policies give them, and what may be asked for on each basis."""

import re

from django.utils.translation import ngettext

from huisheng.cases.models.defaults import DAY, ELAPSED, HOUR, WORKING, WORKING_DAY


def say_minutes(minutes: int, *, working: bool) -> str:
    """A length of time as policies and requests give it: working days, hours, or minutes."""
    if working and minutes % WORKING_DAY == 0:
        days = minutes // WORKING_DAY
        return ngettext("%(n)d 个工作日", "%(n)d 个工作日", days) % {"n": days}
    if not working and minutes % (DAY) == 0 and minutes > DAY:
        days = minutes // (DAY)
        return ngettext("%(n)d 天", "%(n)d 天", days) % {"n": days}
    if minutes % HOUR == 0:
        hours = minutes // HOUR
        if working:
            return ngettext("%(n)d 个工作小时", "%(n)d 个工作小时", hours) % {"n": hours}
        return ngettext("%(n)d 小时", "%(n)d 小时", hours) % {"n": hours}
    if working:
        return ngettext("%(n)d 个工作分钟", "%(n)d 个工作分钟", minutes) % {"n": minutes}
    return ngettext("%(n)d 分钟", "%(n)d 分钟", minutes) % {"n": minutes}


_UNITS: dict[str, tuple[int, str]] = {
    **dict.fromkeys(("工作日", "workingday", "workingdays", "wd"), (WORKING_DAY, WORKING)),
    **dict.fromkeys(("工作小时", "workinghour", "workinghours", "wh"), (HOUR, WORKING)),
    **dict.fromkeys(("工作分钟", "workingminute", "workingminutes"), (1, WORKING)),
    **dict.fromkeys(("天", "日", "day", "days", "d"), (DAY, ELAPSED)),
    **dict.fromkeys(("小时", "hour", "hours", "h"), (HOUR, ELAPSED)),
    **dict.fromkeys(("分钟", "分", "minute", "minutes", "min"), (1, ELAPSED)),
}
_LENGTH = re.compile(r"(\d{1,5})个?(\D+)")


def read_length(text: str) -> tuple[int, str] | None:
    """Minutes and basis of a length as people write it (`5 个工作日`, `24小时`, `2 working hours`); None: unclear."""
    match = _LENGTH.fullmatch("".join(text.split()).lower())
    unit = _UNITS.get(match[2]) if match else None
    return (int(match[1]) * unit[0], unit[1]) if match and unit and int(match[1]) else None
