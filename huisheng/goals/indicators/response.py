"""Response 响应率: residents who say that somebody got in touch, of those who were asked and said."""

from django.utils.translation import gettext_lazy as _

from huisheng.goals.indicators.indicator import share

INDICATOR = share(
    "response",
    _("响应率"),
    _("电话回访接通、说了有没有人联系过的居民里面，说联系过的。"),
    lambda figures, _parameters: (
        figures.counts.contacted,
        figures.counts.contacted + figures.counts.not_contacted,
    ),
)
