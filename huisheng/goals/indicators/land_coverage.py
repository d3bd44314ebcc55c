"""Every inch of land is managed (domain.md D1, D10)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.goals.indicators.registry import Figures, Indicator, Measure, is_street
from huisheng.goals.land.parts import Kind, Part
from huisheng.goals.queries.streets import StreetLand
from huisheng.goals.words import KINDS
from huisheng.network.nodes import AreaNode

CODE = "land_coverage"


def _street(figures: Figures, area: AreaNode) -> StreetLand | None:
    return next((each for each in figures.land.streets if each.area.id == area.id), None)


def _value(figures: Figures, area: AreaNode | None) -> float | None:
    if area is None:
        return figures.land.land.share if figures.land.land else None
    street = _street(figures, area)
    return street.share if street else None


def _parts(figures: Figures, area: AreaNode | None, kind: Kind) -> tuple[Part, ...]:
    if area is None:
        return figures.land.land.all_of(kind) if figures.land.land else ()
    street = _street(figures, area)
    return street.parts[kind] if street else ()


def _lacking(figures: Figures, area: AreaNode | None) -> list[str]:
    counted = [(KINDS[kind].name, len(_parts(figures, area, kind))) for kind in Kind]
    return [_("%(kind)s %(count)d 处") % {"kind": name, "count": count} for name, count in counted if count]


def _page(area: AreaNode | None) -> str:
    return reverse("goals:coverage") + (f"?area={area.code}" if area else "")


INDICATOR = Indicator(
    code=CODE,
    name=gettext_lazy("土地覆盖率"),
    means=gettext_lazy("区界以内、至少在一块开着的责任田里的面积，除以区界以内的面积。"),
    measure=Measure.SHARE,
    value=_value,
    lacking=_lacking,
    page=_page,
    digits=4,
    fits=lambda area: area is None or is_street(area),
)
