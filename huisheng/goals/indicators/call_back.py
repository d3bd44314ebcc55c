"""Call-back coverage 回访覆盖率: reached, of those due for a call."""

from django.utils.translation import gettext_lazy as _

from huisheng.goals.indicators.indicator import share

INDICATOR = share(
    "call_back",
    _("回访覆盖率"),
    _("该电话回访的里面，接通了的。没接通不算满意。"),
    lambda figures, _parameters: (figures.counts.reached, figures.counts.to_call),
)
