"""Durable fix 四周后仍好: still fixed at 28 days, of those who said how it is."""

from django.utils.translation import gettext_lazy as _

from huisheng.goals.indicators.indicator import share

INDICATOR = share(
    "durable_fix",
    _("四周后仍好"),
    _("四周后问过、居民说了的里面，还是好的。没有回答的不算。"),
    lambda figures, _parameters: (
        figures.counts.still_fixed,
        figures.counts.still_fixed + figures.counts.came_back,
    ),
)
