"""Overturned 推翻率: exclusions that a review overturned, of those reviewed."""

from django.utils.translation import gettext_lazy as _

from huisheng.goals.indicators.indicator import share

INDICATOR = share(
    "overturned",
    _("推翻率"),
    _("居民要求复查、已经复查的里面，推翻了的。"),
    lambda figures, _parameters: (figures.received.overturned, figures.received.reviewed),
)
