"""Resolution 解决率: resolved, and β of what was partly resolved, of all that residents gave an answer about."""

from django.utils.translation import gettext_lazy as _

from huisheng.cases.queries.figures import Figures
from huisheng.goals.indicators.indicator import Parameters, share


def _part(figures: Figures, parameters: Parameters) -> tuple[float, int]:
    counts = figures.counts
    answers = counts.confirmed + counts.partly + counts.unsolved
    return counts.confirmed + parameters["beta"] * counts.partly, answers


INDICATOR = share(
    "resolution",
    _("解决率"),
    _("居民说了解决没有的里面，说解决了的；说解决了一部分的按 %(beta)s 计。没有回音的不在里面。"),
    _part,
)
