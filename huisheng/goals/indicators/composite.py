"""Composite 综合率: Σ wᵢ·rateᵢ with published weights (indicators.md). It ranks nobody: the district has one."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huisheng.cases.queries.figures import Figures
from huisheng.goals.indicators import closure, on_time, resolution, response, satisfaction
from huisheng.goals.indicators.indicator import Indicator, Parameters, Part, Value, Values

MADE_OF: Mapping[str, Indicator] = {
    module.INDICATOR.code: module.INDICATOR
    for module in (closure, on_time, response, resolution, satisfaction)
}


def _combine(others: Values, weights: Parameters) -> Value:
    """As many as its smallest part has; its ends are those of the parts, weighted, which is cautious: they hold
    however the parts hang together. Nothing where a part with a weight has no share."""
    parts = [(others[code], weight) for code, weight in weights.items() if weight]
    n = min(value.n for value, _weight in parts)
    if not n:
        return Value(0)
    rate = sum(weight * (value.share or 0.0) for value, weight in parts)
    ends = [(value.interval or (0.0, 1.0), weight) for value, weight in parts]
    low, high = (sum(weight * interval[at] for interval, weight in ends) for at in (0, 1))
    return Value(n, rate * n, bounds=(low, high))


def _parts(_figures: Figures, weights: Parameters, others: Values) -> list[Part]:
    return [Part(str(MADE_OF[code].name), others[code], weight) for code, weight in weights.items()]


INDICATOR = Indicator(
    "composite",
    _("综合率"),
    _(
        "办结率 × %(closure)s + 按期办结率 × %(on_time)s + 响应率 × %(response)s + 解决率 × %(resolution)s"
        " + 满意率 × %(satisfaction)s。权重是公开的，改了就是新的一版。只有全区一个数，不给单位和人排名。"
    ),
    lambda _figures, _parameters: {},
    combine=_combine,
    parts=_parts,
)
