"""What typed words mean: a code, a plot, an area, a building, a door; several where they fit several.

Codes, areas and plots are looked up in memory; buildings and doors, of which there are 200,000, by `doors`, and
only when the words go on behind the name of an estate or hamlet. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from huisheng.core.spelling import half_width, plain
from huisheng.network.addresses import is_named, spelled
from huisheng.network.models import Area, AreaKind, Dwelling
from huisheng.network.nodes import AreaNode, PlotNode
from huisheng.network.queries.doors import find_doors
from huisheng.network.tree import Tree, tree

LONGEST = 200
SMALL = frozenset({AreaKind.ESTATE, AreaKind.HAMLET})
Node = TypeVar("Node", AreaNode, PlotNode)


@dataclass(frozen=True)
class Spot:
    """A plot, or an area where no plot is known. `name`: the smallest thing that the words name there;
    `by_code`: the words were the code of the plot or of its sign; `is_whole`: its whole name stands in them."""

    name: str
    plot: PlotNode | None = None
    area: AreaNode | None = None
    by_code: bool = False
    is_whole: bool = True


@dataclass(frozen=True)
class _Entry(Generic[Node]):
    """A node under its name in one spelling; `line`: the names of all that it lies in, and its own."""

    name: str
    line: str
    node: Node


class _Names:
    """The names of one snapshot, ready to be compared."""

    def __init__(self, network: Tree) -> None:
        self.network = network
        lines = {id: "".join(spelled(a.name) for a in network.area_path(id)) for id in network.areas}
        areas = [area for area in network.areas.values() if not area.closed and area.parent_id is not None]
        plots = [plot for plot in network.plots.values() if not plot.closed]
        self.codes = {plain(plot.code): plot for plot in plots}
        self.areas = [_Entry(spelled(area.name), lines[area.id], area) for area in areas]
        self.plots = [
            _Entry(name := spelled(plot.name), lines[plot.area_id] + name + plain(plot.code), plot)
            for plot in plots
        ]


_held: _Names | None = None


def _names() -> _Names:
    """The names of the present snapshot; made anew, in some milliseconds, when the network has changed."""
    global _held
    held, now = _held, tree()
    if held is None or held.network is not now:
        held = _held = _Names(now)
    return held


def find_spots(words: str) -> tuple[Spot, ...]:
    """The places that the words may mean; none when they mean nothing here. At most two statements."""
    words = words[:LONGEST].strip()
    here = _names()
    coded = here.network.plot_by_sign(half_width(words)) or here.codes.get(plain(words))
    if coded is not None:
        return (Spot(coded.label, coded, by_code=True),)
    spelling = spelled(words)
    return (_named(here, spelling) or _partly(here, words.split())) if spelling else ()


def plots_at(area: AreaNode) -> tuple[PlotNode, ...]:
    """The open plots of an area. Of an estate or hamlet those whose unit stands there, else those in which
    its dwellings lie (one statement)."""
    network = tree()
    if area.kind not in SMALL:
        return network.plots_in(area.id)
    plots = [p for p in network.plots.values() if not p.closed and network.unit(p.unit_id).area_id == area.id]
    return tuple(plots) or _plots_of_dwellings(network, area)


def _plots_of_dwellings(network: Tree, area: AreaNode) -> tuple[PlotNode, ...]:
    buildings = Area.objects.on(network.day).filter(parent_id=area.id).values("id")
    dwellings = Dwelling.objects.on(network.day)
    within = dwellings.filter(area_id=area.id) | dwellings.filter(area_id__in=buildings)
    ids = set(within.values_list("plot_id", flat=True).distinct())
    return tuple(plot for plot in network.plots.values() if plot.id in ids and not plot.closed)


def _named(here: _Names, words: str) -> tuple[Spot, ...]:
    """Areas, plots and doors whose whole names stand in the words; what is named most exactly."""
    named = _whole([entry for entry in here.areas if is_named(entry.name, words)])
    areas = _lowest(here.network, [entry.node for entry in named])
    large = [entry.node for entry in named if entry.node.kind not in SMALL]
    plots = _plots(here, words, large)
    if plots and words.endswith(spelled(plots[0].name)):
        return _spots(plots)
    # Words that end with the name of the estate say no more than the estate.
    further = [e for e in named if e.node in areas and e.node.kind in SMALL and not words.endswith(e.name)]
    doors = find_doors(words, {entry.node.id: entry.name for entry in further}) if further else ()
    found = tuple(_behind_door(here.network, *door) for door in doors)
    return found or _spots(plots) or tuple(Spot(area.name, area=area) for area in areas)


def _behind_door(network: Tree, name: str, plot_id: int | None, area_id: int) -> Spot:
    plot = network.plots.get(plot_id) if plot_id is not None else None
    if plot is None or plot.closed:
        return Spot(name, area=network.area(area_id))
    return Spot(name, plot)


def _whole(named: list[_Entry[AreaNode]]) -> list[_Entry[AreaNode]]:
    """Without names that are only part of a longer one that is named."""
    return [e for e in named if not any(e.name != o.name and e.name in o.name for o in named)]


def _lowest(network: Tree, areas: list[AreaNode]) -> list[AreaNode]:
    """Without areas around other named ones; of two estates of one name the one in a place that is named."""
    paths = {area.id: {above.id for above in network.area_path(area.id)[:-1]} for area in areas}
    around = set().union(*paths.values())
    lowest = [area for area in areas if area.id not in around]
    named = {area.id for area in areas}
    return [area for area in lowest if paths[area.id] & named] or lowest


def _plots(here: _Names, words: str, within: list[AreaNode]) -> list[PlotNode]:
    """The plots with the longest name that stands in the words, and in all of the areas."""
    named = [entry for entry in here.plots if is_named(entry.name, words)]
    longest = max((len(entry.name) for entry in named), default=0)
    below = [here.network.areas_below(area.id) for area in within]
    plots = [entry.node for entry in named if len(entry.name) == longest]
    return [plot for plot in plots if all(plot.area_id in ids for ids in below)]


def _partly(here: _Names, words: list[str]) -> tuple[Spot, ...]:
    """Areas and plots whose names have one of the words in them, and the others around them."""
    spellings = [spelling for spelling in map(spelled, words) if spelling]

    def fits(name: str, line: str) -> bool:
        return all(word in line for word in spellings) and any(word in name for word in spellings)

    areas = [entry.node for entry in here.areas if fits(entry.name, entry.line)]
    plots = [entry.node for entry in here.plots if fits(entry.name, entry.line)]
    listed = {area.id for area in areas}
    # The plots of an estate that is listed are found behind it.
    apart = [plot for plot in plots if here.network.unit(plot.unit_id).area_id not in listed]
    partly = (*(Spot(area.name, area=area) for area in areas), *_spots(apart))
    return tuple(replace(spot, is_whole=False) for spot in partly)


def _spots(plots: Iterable[PlotNode]) -> tuple[Spot, ...]:
    return tuple(Spot(plot.label, plot) for plot in plots)
