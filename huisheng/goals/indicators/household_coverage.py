"""Every household is served (domain.md D1, D12)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.goals.indicators.registry import Figures, Indicator, Measure, is_street
from huisheng.goals.queries.households import Tally
from huisheng.goals.words import lacks_of
from huisheng.network.nodes import AreaNode
from huisheng.network.tree import tree

CODE = "household_coverage"


def _tally(figures: Figures, area: AreaNode | None) -> Tally:
    if area is None:
        return figures.households.tally
    inside = tree().areas_below(area.id)
    counted = (tally for place, tally in figures.households.places if place.id in inside)
    return sum(counted, Tally())


def _value(figures: Figures, area: AreaNode | None) -> float | None:
    return _tally(figures, area).share


def _lacking(figures: Figures, area: AreaNode | None) -> list[str]:
    lacks = lacks_of(_tally(figures, area))
    return [_("%(lack)s %(count)d 户") % {"lack": words.name, "count": count} for words, count in lacks]


def _page(area: AreaNode | None) -> str:
    narrowed = f"?area={area.code}" if area is not None and is_street(area) else ""
    return f"{reverse('goals:coverage')}{narrowed}#households"


INDICATOR = Indicator(
    code=CODE,
    name=gettext_lazy("住户覆盖率"),
    means=gettext_lazy("有责任田、有在任的党支部、有服务团队、又有中心户的住户，除以全部住户。"),
    measure=Measure.SHARE,
    value=_value,
    lacking=_lacking,
    page=_page,
    digits=2,
)
