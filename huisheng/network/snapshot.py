"""The tree of units with its areas and plots, and the questions that are asked of it all day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from uuid import UUID

from huisheng.network.nodes import AreaNode, Chain, PlotNode, UnitNode
from huisheng.network.signs import tidy_sign_code

LEVELS = 5


class Tree:
    """An immutable snapshot. Unknown ids raise KeyError; everything that follows a relation returns ids."""

    def __init__(
        self,
        *,
        stamp: UUID | None,
        day: date,
        units: Iterable[UnitNode],
        areas: Iterable[AreaNode],
        plots: Iterable[PlotNode],
    ) -> None:
        self.stamp = stamp
        self.day = day
        self.units: dict[int, UnitNode] = {unit.id: unit for unit in units}
        self.areas: dict[int, AreaNode] = {area.id: area for area in areas}
        self.plots: dict[int, PlotNode] = {plot.id: plot for plot in plots}
        self._children: dict[int | None, list[int]] = {}
        for unit in self.units.values():
            self._children.setdefault(unit.parent_id, []).append(unit.id)
        self._area_children: dict[int | None, list[int]] = {}
        for area in self.areas.values():
            self._area_children.setdefault(area.parent_id, []).append(area.id)
        self._subtrees = {id: frozenset(_below(id, self._children)) for id in self.units}
        self._units_by_code = {unit.code: unit for unit in self.units.values()}
        self._areas_by_code = {area.code: area for area in self.areas.values()}
        self._plots_by_code = {plot.code: plot for plot in self.plots.values()}
        self._plots_by_sign = {plot.sign_code: plot for plot in self.plots.values()}

    # Units

    def unit(self, unit_id: int) -> UnitNode:
        """The unit with this id, closed ones included."""
        return self.units[unit_id]

    def by_code(self, code: str) -> UnitNode | None:
        """The unit with this code."""
        return self._units_by_code.get(code)

    @cached_property
    def root(self) -> UnitNode | None:
        """The open unit without a parent; None in an empty network."""
        tops = [self.units[id] for id in self._children.get(None, []) if not self.units[id].closed]
        return tops[0] if tops else None

    def children(self, unit_id: int) -> tuple[int, ...]:
        """Ids of the units directly below, by level and code."""
        return tuple(self._children.get(unit_id, ()))

    def ancestors(self, unit_id: int) -> tuple[int, ...]:
        """Ids of the unit itself and all above it, up to the root."""
        path: list[int] = []
        at: int | None = unit_id
        while at is not None and at not in path:
            path.append(at)
            at = self.units[at].parent_id
        return tuple(path)

    def above(self, unit_id: int) -> int | None:
        """Id of the nearest open unit above; None above the root."""
        return next((id for id in self.ancestors(unit_id)[1:] if not self.units[id].closed), None)

    def heir(self, unit_id: int) -> int | None:
        """Id of the open unit into which a closed one went, by way of others too; None where there is none."""
        seen = {unit_id}
        at = self.units[unit_id].successor_id
        while at is not None and at not in seen and self.units[at].closed:
            seen.add(at)
            at = self.units[at].successor_id
        return at if at not in seen else None

    @cached_property
    def went_into(self) -> dict[int, tuple[int, ...]]:
        """Ids of the closed units that went into an open one, by way of others too, by its id."""
        found: dict[int, tuple[int, ...]] = {}
        for unit in self.units.values():
            heir = self.heir(unit.id) if unit.closed else None
            if heir is not None:
                found[heir] = (*found.get(heir, ()), unit.id)
        return found

    def subtree(self, unit_id: int) -> frozenset[int]:
        """Ids of the unit itself and all below it."""
        return self._subtrees[unit_id]

    def at_level(self, unit_id: int, level: int) -> int | None:
        """Id of the unit's nearest ancestor (or itself) on `level`; None where there is none."""
        return next((id for id in self.ancestors(unit_id) if self.units[id].level == level), None)

    # Plots

    def plot(self, plot_id: int) -> PlotNode:
        """The plot with this id, closed ones included."""
        return self.plots[plot_id]

    def plot_by_code(self, code: str) -> PlotNode | None:
        """The plot with this code, e.g. 春-217; blanks around it do not matter."""
        return self._plots_by_code.get(code.strip())

    def plot_by_sign(self, sign_code: str) -> PlotNode | None:
        """The open plot whose sign carries this code; small letters, blanks and hyphens are forgiven."""
        plot = self._plots_by_sign.get(tidy_sign_code(sign_code))
        return None if plot is None or plot.closed else plot

    def plots_of(self, unit_id: int) -> tuple[PlotNode, ...]:
        """Open plots for which the unit or one below it answers, by code."""
        units = self.subtree(unit_id)
        return tuple(plot for plot in self.plots.values() if plot.unit_id in units and not plot.closed)

    def plots_in(self, area_id: int) -> tuple[PlotNode, ...]:
        """Open plots in the area or one below it, by code."""
        areas = self.areas_below(area_id)
        return tuple(plot for plot in self.plots.values() if plot.area_id in areas and not plot.closed)

    def chain(self, plot_id: int) -> Chain:
        """The five levels that answer for a plot: bureau and centre, sub-centre, station, studio, hubs."""
        plot = self.plots[plot_id]
        line = [self.units[id] for id in reversed(self.ancestors(plot.unit_id))]
        hubs = [self.units[id] for id in plot.hub_ids if id in self.units]
        levels = tuple(
            tuple(unit for unit in [*line, *hubs] if unit.level == level) for level in range(1, LEVELS + 1)
        )
        return Chain(plot=plot, responsible=self.units[plot.unit_id], levels=levels)

    # Areas

    def area(self, area_id: int) -> AreaNode:
        """The area with this id (district to estate)."""
        return self.areas[area_id]

    def area_by_code(self, code: str) -> AreaNode | None:
        """The area with this code."""
        return self._areas_by_code.get(code)

    @cached_property
    def district(self) -> AreaNode | None:
        """The open area without a parent; None in an empty network."""
        tops = [self.areas[id] for id in self._area_children.get(None, []) if not self.areas[id].closed]
        return tops[0] if tops else None

    def area_children(self, area_id: int) -> tuple[AreaNode, ...]:
        """Open areas directly below, by code."""
        below = (self.areas[id] for id in self._area_children.get(area_id, ()))
        return tuple(area for area in below if not area.closed)

    def areas_below(self, area_id: int) -> frozenset[int]:
        """Ids of the area itself and all below it, buildings apart."""
        return frozenset(_below(area_id, self._area_children))

    def area_path(self, area_id: int) -> tuple[AreaNode, ...]:
        """The area and all above it, the district first."""
        path: list[AreaNode] = []
        at: int | None = area_id
        while at is not None and len(path) <= len(self.areas):
            path.append(self.areas[at])
            at = self.areas[at].parent_id
        return tuple(reversed(path))


def _below(top: int, children: dict[int | None, list[int]]) -> list[int]:
    """`top` and everything under it, without recursion."""
    found = [top]
    for id in found:
        found.extend(children.get(id, ()))
    return found
