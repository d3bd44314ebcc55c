"""The plan of the demo: which estates and hamlets, plots, buildings and hub households there are.

Everything here is plain data; `bundle.py` turns it into rows. Codes: street 春, station 春-2 (the second
place of the street), studio 春-2-03, hub 春-2-03-07; plot 春-217 is the 17th of the same place.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from huisheng.network.demo.figures import Figures, Place, Street
from huisheng.network.demo.ground import Ground
from huisheng.network.demo.names import estate_names, hamlet_names
from huisheng.network.demo.shares import evenly, shares

PLOTS_A_SETTLEMENT = 2
BUILDINGS_A_HUB = (2, 3)
HOUSES_A_HUB = 45
SMALLEST_BUILDING = 24
# (storeys, entrances, dwellings a storey and entrance) of the usual buildings.
BUILDING_SHAPES = ((6, 4, 3), (6, 5, 2), (7, 4, 3), (11, 3, 2), (18, 2, 2), (6, 6, 2), (26, 1, 4))


@dataclass
class Hub:
    """A hub household and the groups of dwellings that it looks after."""

    code: str
    name: str


@dataclass
class Building:
    """A building (or, in a hamlet, a row of houses without an area of its own: `code` empty)."""

    code: str
    name: str
    labels: list[str]
    hub: Hub | None = None


@dataclass
class PlotPlan:
    """A plot with its buildings; `cell` is its place in `Ground.cells`."""

    code: str
    cell: int
    buildings: list[Building] = field(default_factory=list)
    hubs: list[Hub] = field(default_factory=list)


@dataclass
class Settlement:
    """An estate or hamlet, with the studio that sits in it."""

    code: str
    name: str
    kind: str
    studio: str
    plots: list[PlotPlan]


@dataclass
class PlacePlan:
    """A village or community with its station."""

    street: Street
    place: Place
    station: str
    settlements: list[Settlement]

    @property
    def plots(self) -> Iterator[PlotPlan]:
        """All plots of the place."""
        return (plot for settlement in self.settlements for plot in settlement.plots)


def draw_plan(figures: Figures, ground: Ground, rng: random.Random) -> list[PlacePlan]:
    """Settlements, plots and dwellings for all places; dwellings add up to `figures.dwellings`."""
    estates, hamlets = estate_names(rng), hamlet_names(rng)
    weights = figures.weights["dwellings"]
    quotas = dict(
        zip(
            [place.code for place in figures.places],
            shares(figures.dwellings, [weights[place.weight] for place in figures.places]),
            strict=True,
        )
    )
    plans = []
    for street in figures.streets:
        for number, place in enumerate(street.places, start=1):
            names = hamlets if place.kind == "village" else estates
            plan = _place_plan(street, number, place, ground.cells_of[place.code], names)
            _build(plan, quotas[place.code], rng)
            plans.append(plan)
    return plans


def _place_plan(
    street: Street, number: int, place: Place, cells: list[int], names: Iterator[str]
) -> PlacePlan:
    station = f"{street.prefix}-{number}"
    plots = [PlotPlan(f"{station}{at:02d}", cell) for at, cell in enumerate(cells, start=1)]
    kind = "hamlet" if place.kind == "village" else "estate"
    count = -(-len(plots) // PLOTS_A_SETTLEMENT)
    settlements, taken = [], 0
    for at, size in enumerate(evenly(len(plots), count), start=1):
        code = f"{place.code}-{at:02d}"
        mine = plots[taken : taken + size]
        settlements.append(Settlement(code, next(names), kind, f"{station}-{at:02d}", mine))
        taken += size
    return PlacePlan(street, place, station, settlements)


def _build(plan: PlacePlan, dwellings: int, rng: random.Random) -> None:
    plots = list(plan.plots)
    parts = iter(shares(dwellings, [rng.uniform(0.7, 1.3) for _plot in plots]))
    for settlement in plan.settlements:
        build = _build_houses if settlement.kind == "hamlet" else _build_blocks
        build(settlement, [next(parts) for _plot in settlement.plots], rng)


def _build_blocks(settlement: Settlement, quotas: list[int], rng: random.Random) -> None:
    """Buildings numbered through the estate; two or three neighbouring ones share a hub household."""
    number = hubs = 0
    for plot, quota in zip(settlement.plots, quotas, strict=True):
        left = quota
        while left:
            number += 1
            labels = _labels_of_a_building(left, rng)
            left -= len(labels)
            plot.buildings.append(Building(f"{settlement.code}-{number:03d}", f"{number}号楼", labels))
        for group in _groups(plot.buildings, rng):
            hubs += 1
            first, last = group[0].name.removesuffix("号楼"), group[-1].name.removesuffix("号楼")
            numbers = first if first == last else f"{first}–{last}"
            hub = Hub(f"{settlement.studio}-{hubs:02d}", f"{settlement.name}{numbers}号楼中心户")
            plot.hubs.append(hub)
            for building in group:
                building.hub = hub


def _build_houses(settlement: Settlement, quotas: list[int], _rng: random.Random) -> None:
    """Houses numbered through the hamlet, in groups around a hub household."""
    number = hubs = 0
    for plot, quota in zip(settlement.plots, quotas, strict=True):
        for size in evenly(quota, max(1, round(quota / HOUSES_A_HUB))):
            hubs += 1
            hub = Hub(f"{settlement.studio}-{hubs:02d}", f"{settlement.name}{hubs}组中心户")
            labels = [f"{at}号" for at in range(number + 1, number + size + 1)]
            number += size
            plot.hubs.append(hub)
            plot.buildings.append(Building("", f"{hubs}组", labels, hub))


def _groups(buildings: list[Building], rng: random.Random) -> Iterator[list[Building]]:
    """Neighbouring buildings in twos and threes."""
    taken = 0
    while taken < len(buildings):
        size = rng.choice(BUILDINGS_A_HUB)
        yield buildings[taken : taken + size]
        taken += size


def _labels_of_a_building(quota: int, rng: random.Random) -> list[str]:
    """Doors of the next building of a plot; what would be left for a tiny one becomes further entrances."""
    storeys, entrances, rooms = rng.choice(BUILDING_SHAPES)
    if quota - storeys * entrances * rooms < SMALLEST_BUILDING:
        entrances = -(-quota // (storeys * rooms))
    return _labels(storeys, entrances, rooms)[:quota]


def _labels(storeys: int, entrances: int, rooms: int) -> list[str]:
    return [
        f"{entrance}单元{storey}{room:02d}"
        for entrance in range(1, entrances + 1)
        for storey in range(1, storeys + 1)
        for room in range(1, rooms + 1)
    ]
