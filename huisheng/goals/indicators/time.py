"""Time 办理用时: median and 90th percentile from receipt to closure, in working hours."""

from django.utils.translation import gettext_lazy as _

from huisheng.cases.queries.figures import Figures
from huisheng.goals.indicators.indicator import Indicator, Parameters, Value


def _reckon(figures: Figures, _parameters: Parameters) -> dict[str, Value]:
    took = figures.durations
    return {
        "median": Value(took.n, amount=took.median or 0.0),
        "ninetieth": Value(took.n, amount=took.ninetieth or 0.0),
    }


INDICATOR = Indicator(
    "time",
    _("办理用时"),
    _("办结的里面，从收到到最后一次答复的工作小时：一半在中位数以内，九成在九成位以内。"),
    _reckon,
    unit=_("工作小时"),
)
