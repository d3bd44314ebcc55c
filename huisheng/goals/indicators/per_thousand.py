"""Per 1,000 residents 每千人件数: how much is asked for. Context only: nobody is judged by it (indicators.md)."""

from django.utils.translation import gettext_lazy as _

from huisheng.cases.queries.figures import Figures
from huisheng.goals.indicators.indicator import Indicator, Parameters, Part, Value, Values

THOUSAND = 1000


def _reckon(figures: Figures, parameters: Parameters) -> Values:
    received = figures.received.received
    return {"": Value(received, amount=received / parameters["residents"] * THOUSAND)}


def _parts(figures: Figures, parameters: Parameters, _others: Values) -> list[Part]:
    return [
        Part(str(_("这个月收到的")), figures.received.received),
        Part(str(_("常住人口")), round(parameters["residents"])),
    ]


INDICATOR = Indicator(
    "per_thousand",
    _("每千人件数"),
    _("这个月收到的，按每一千常住人口（%(residents)s 人）算。只供了解，从不用来打分：说得多不是坏事。"),
    _reckon,
    parts=_parts,
    unit=_("件"),
    digits=2,
)
