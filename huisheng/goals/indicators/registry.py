"""Indicators by code. Later apps register theirs from `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.functional import Promise

from huisheng.goals.queries.households import HouseholdCoverage, households
from huisheng.goals.queries.view import LandView, land_view
from huisheng.network.nodes import AreaNode
from huisheng.network.tree import tree
from huisheng.ui.words import say_count, say_share

Words = str | Promise


class Measure(StrEnum):
    """What a value is: a share from 0 to 1, or a number of things."""

    SHARE = "share"
    NUMBER = "number"


class Figures:
    """What indicators are read from, worked out once however many goals ask."""

    @cached_property
    def land(self) -> LandView:
        """The cover of the land."""
        return land_view()

    @cached_property
    def households(self) -> HouseholdCoverage:
        """Who serves the district's households."""
        return households()


@dataclass(frozen=True)
class Indicator:
    """`value` of an area (None: the whole district): a number, or None where it cannot be computed there.

    `means` is its definition; `lacking` says what is missing, `page` where: an address, "" for none. `digits`: how many
    show what is missing, of a share in percent. `fits`: whether it can be computed of an area at all.
    """

    code: str
    name: Words
    means: Words
    measure: Measure
    value: Callable[[Figures, AreaNode | None], float | None]
    lacking: Callable[[Figures, AreaNode | None], list[str]]
    page: Callable[[AreaNode | None], str]
    digits: int = 1
    fits: Callable[[AreaNode | None], bool] = lambda area: True

    def say(self, value: float | None) -> str:
        """A value as people read it; all is 100 % only when it is all."""
        if value is None:
            return "—"
        if self.measure == Measure.SHARE:
            return say_share(value, 0 if value == 1 else self.digits)
        return say_count(round(value))


def is_street(area: AreaNode | None) -> bool:
    """Whether an area is a town, street or zone."""
    held = tree()
    return area is not None and held.district is not None and area.parent_id == held.district.id


_indicators: dict[str, Indicator] = {}


def add_indicator(indicator: Indicator) -> None:
    """Register one."""
    _indicators[indicator.code] = indicator


def indicators() -> dict[str, Indicator]:
    """All of them by code, in the order in which they came."""
    return dict(_indicators)


def indicator_of(code: str) -> Indicator | None:
    """The indicator with a code; None when nobody registers it any more."""
    return _indicators.get(code)
