"""Lengths of time as policies give them, and what may be asked for on each basis."""

from django.utils.translation import ngettext

from huisheng.cases.models.defaults import DAY, HOUR, WORKING_DAY


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
