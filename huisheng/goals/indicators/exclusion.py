"""Exclusion 不计入率: left out of the figures by two people, of all that were received."""

from django.utils.translation import gettext_lazy as _

from huisheng.goals.indicators.indicator import share

INDICATOR = share(
    "exclusion",
    _("不计入率"),
    _("收到的里面，经两个人同意不计入统计的。"),
    lambda figures, _parameters: (figures.received.excluded, figures.received.received),
)
