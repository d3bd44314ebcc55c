"""On-time closure 按期办结率: closed by a reply before the first deadline, of all that are due."""

from django.utils.translation import gettext_lazy as _

from huisheng.goals.indicators.indicator import share

INDICATOR = share(
    "on_time",
    _("按期办结率"),
    _("该办的里面，办结了而且最后一次答复没有超过第一次的期限（加上批准的延期）的。退回重办不重新计时。"),
    lambda figures, _parameters: (figures.counts.on_time, figures.counts.due),
)
