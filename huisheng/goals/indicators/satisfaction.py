"""Satisfaction 满意率: very satisfied, satisfied, and γ of basically satisfied, of all valid ratings (五级好差评)."""

from django.utils.translation import gettext_lazy as _

from huisheng.cases.models.codes import Level
from huisheng.cases.queries.figures import Figures
from huisheng.goals.indicators.indicator import Parameters, share


def _part(figures: Figures, parameters: Parameters) -> tuple[float, int]:
    levels = figures.satisfaction.levels
    good = levels[Level.VERY_GOOD] + levels[Level.GOOD] + parameters["gamma"] * levels[Level.FAIR]
    return good, figures.satisfaction.valid


INDICATOR = share(
    "satisfaction",
    _("满意率"),
    _("有效评价里面，非常满意和满意的；基本满意的按 %(gamma)s 计。居民说是政策不允许的不算，另外计数。"),
    _part,
)
