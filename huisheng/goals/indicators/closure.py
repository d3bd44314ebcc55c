"""Closure 办结率: closed of all that are due, never of all that are closed."""

from django.utils.translation import gettext_lazy as _

from huisheng.goals.indicators.indicator import share

INDICATOR = share(
    "closure",
    _("办结率"),
    _("该办的里面，答复已经送达、居民确认了或者七天没有回音的。分母是该办的，不是办结的；挂账的也算该办。"),
    lambda figures, _parameters: (figures.counts.closed, figures.counts.due),
)
