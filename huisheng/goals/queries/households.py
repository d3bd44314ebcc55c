"""Whether every household is served (domain.md D12): each dwelling has a plot, a live branch, a team and a hub.

A plot counts when it holds today; a branch when it holds the plot today and itself still holds; a hub household
when its unit does. What follows from another lack is not counted again: a dwelling without a plot lacks its plot,
not branch and team as well. A hub household is asked of every dwelling.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from huisheng.network.models import Area, AreaKind, Dwelling, Organisation, PlotHolding, Team
from huisheng.network.nodes import AreaNode
from huisheng.network.tree import tree


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of dwellings and how many of them lack what; one may lack two things. `unserved` lack anything."""

    dwellings: int = 0
    without_plot: int = 0
    without_branch: int = 0
    without_team: int = 0
    without_hub: int = 0
    unserved: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.dwellings + other.dwellings,
            self.without_plot + other.without_plot,
            self.without_branch + other.without_branch,
            self.without_team + other.without_team,
            self.without_hub + other.without_hub,
            self.unserved + other.unserved,
        )

    @property
    def share(self) -> float | None:
        """The served share, 0 to 1; None where nobody lives."""
        return (self.dwellings - self.unserved) / self.dwellings if self.dwellings else None


@dataclass(frozen=True)
class Building:
    """A building (or hamlet) in which dwellings lack something, and the community or village that it lies in."""

    code: str
    name: str
    place: AreaNode
    tally: Tally


@dataclass(frozen=True)
class HouseholdCoverage:
    """All dwellings of the district or of one area: together; by community and village that has any, by code; and
    the buildings in which something is lacking, by code."""

    tally: Tally
    places: tuple[tuple[AreaNode, Tally], ...]
    buildings: tuple[Building, ...]


@dataclass(frozen=True)
class Alive:
    """Ids of what holds today: plots, those with a live branch, those with a team, and units."""

    plots: frozenset[int]
    led: frozenset[int]
    helped: frozenset[int]
    hubs: frozenset[int]


def households(area_id: int | None = None) -> HouseholdCoverage:
    """The district's dwellings, or those of an area. Four statements. KeyError for an unknown area."""
    rows = Dwelling.objects.on(tree().day)
    if area_id is not None:
        inside = tree().areas_below(area_id)
        rows = rows.filter(Q(area__in=inside) | Q(area__parent__in=inside))
    # Two hundred thousand dwellings are a few thousand groups of one building, plot and hub: the database counts,
    # and what is alive is looked up once a group instead of once a dwelling.
    groups = rows.values_list("area_id", "plot_id", "hub_id").annotate(count=Count("id")).order_by()
    alive = _alive()
    by_area: dict[int, Tally] = {}
    for area, plot, hub, count in groups:
        by_area[area] = by_area.get(area, Tally()) + _tally(alive, plot, hub, count)
    return _summed(by_area)


def _alive() -> Alive:
    network = tree()
    live = Organisation.objects.on(network.day).values("id")
    held = PlotHolding.objects.on(network.day).filter(organisation__in=live)
    plots = frozenset(plot.id for plot in network.plots.values() if not plot.closed)
    return Alive(
        plots=plots,
        led=plots.intersection(held.values_list("plot_id", flat=True)),
        helped=plots.intersection(Team.objects.on(network.day).values_list("plot_id", flat=True)),
        hubs=frozenset(unit.id for unit in network.units.values() if not unit.closed),
    )


def _tally(alive: Alive, plot: int | None, hub: int | None, count: int) -> Tally:
    has_plot = plot in alive.plots
    lacks = (
        not has_plot,
        has_plot and plot not in alive.led,
        has_plot and plot not in alive.helped,
        hub not in alive.hubs,
    )
    return Tally(count, *(count * lack for lack in (*lacks, any(lacks))))


def _summed(by_area: dict[int, Tally]) -> HouseholdCoverage:
    buildings: list[Building] = []
    places: dict[AreaNode, Tally] = {}
    for id, code, name, kind, parent in Area.objects.order_by("code").values_list(
        "id", "code", "name", "kind", "parent_id"
    ):
        if id not in by_area:
            continue
        tally, place = by_area[id], _place_of(parent if kind == AreaKind.BUILDING else id)
        places[place] = places.get(place, Tally()) + tally
        if tally.unserved:
            buildings.append(Building(code, name, place, tally))
    return HouseholdCoverage(
        tally=sum(places.values(), Tally()),
        places=tuple(sorted(places.items(), key=lambda pair: pair[0].code)),
        buildings=tuple(buildings),
    )


def _place_of(area_id: int) -> AreaNode:
    """The community or village that an area lies in; the area itself where it lies in none."""
    path = tree().area_path(area_id)
    kinds = (AreaKind.COMMUNITY, AreaKind.VILLAGE)
    return next((area for area in path if area.kind in kinds), path[-1])
