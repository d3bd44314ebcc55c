"""Split a plot in two along a line: one part stays what it was, the other becomes a new plot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import shapely

from huisheng.core import audit, clock
from huisheng.network.actions.create_plot import NewPlot, add_plot
from huisheng.network.actions.hand_over_plot import copy_holding, move_hubs, settle_hubs
from huisheng.network.actions.one_act import one_act
from huisheng.network.actions.write_outlines import write_outlines
from huisheng.network.editing import Refused
from huisheng.network.fitting import land_of
from huisheng.network.land import Corners, Land
from huisheng.network.land.corners import tidy
from huisheng.network.land.cutting import NoCut, cut
from huisheng.network.land.faces import is_same, noded
from huisheng.network.models import Area, Dwelling, Plot
from huisheng.network.plot_facts import check_facts
from huisheng.network.plot_locks import check_unchanged, lock_plots

GOES, STAYS = 0, -1  # stand beside the ids of neighbours, which begin at 1


class Part(StrEnum):
    """Which part becomes the new plot."""

    SMALLER = "smaller"
    LARGER = "larger"


@dataclass(frozen=True)
class GoesAlong:
    """What goes with the new plot: buildings by area id (those whose place is known go by their place), hub
    households by unit id, and whether the branch holds it as well."""

    buildings: frozenset[int] = frozenset()
    hubs: frozenset[int] = frozenset()
    same_branch: bool = False


@dataclass(frozen=True)
class Split:
    """The new plot, and how many dwellings came to it and lost their hub household by it."""

    plot: Plot
    dwellings: int
    without_hub: int


def split_plot(
    plot_id: int,
    line: Corners,
    new: NewPlot,
    *,
    part: Part,
    along: GoesAlong,
    seen: int,
    key: UUID,
    actor: int | None,
) -> Split:
    """Split a plot. The neighbours get a corner where the line meets their border, so that no seam opens.

    Cases stay with whom they were given to. Raises `Plot.DoesNotExist`, `ChangedMeanwhile`, and `Refused` for
    "line", "code", "unit", "area".
    """
    with one_act(key, actor):
        return _split(plot_id, line, new, part=part, along=along, seen=seen, actor=actor)


def _split(
    plot_id: int,
    line: Corners,
    new: NewPlot,
    *,
    part: Part,
    along: GoesAlong,
    seen: int,
    actor: int | None,
) -> Split:
    check_facts(new.unit_id, new.area_id, code=new.code)
    plots = lock_plots([plot_id], land_of(Plot.objects.get(pk=plot_id)))
    check_unchanged(plots, {plot_id: seen})
    old = plots.pop(plot_id)
    larger, smaller = _parts(old, line)
    goes, stays = (smaller, larger) if part is Part.SMALLER else (larger, smaller)
    lands = {other: land_of(plot) for other, plot in plots.items()}
    fitted: dict[int, Land] = noded({**lands, GOES: goes, STAYS: stays})
    made = add_plot(new, tidy(fitted[GOES]))
    changed = [
        (plots[other], fitted[other]) for other, land in lands.items() if not is_same(fitted[other], land)
    ]
    write_outlines([(old, fitted[STAYS]), *changed])
    dwellings, without_hub = _share_out(old, made, goes, along)
    audit.record(
        "network.plot_split", actor=actor, subject=f"plot:{plot_id}", new=made.pk, dwellings=dwellings,
        neighbours=sorted(plot.pk for plot, _land in changed),
    )  # fmt: skip
    return Split(made, dwellings, without_hub)


def _parts(plot: Plot, line: Corners) -> tuple[Land, Land]:
    try:
        return cut(land_of(plot), line)
    except NoCut as refused:
        raise Refused({"line": refused.words}) from None


def _share_out(old: Plot, new: Plot, land: Land, along: GoesAlong) -> tuple[int, int]:
    """How many dwellings went over, and how many have lost their hub household."""
    if along.same_branch:
        copy_holding(old, new)
    move_hubs(old, new, along.hubs)
    held = Dwelling.objects.on(clock.today())
    there = Area.objects.filter(dwellings__in=held.filter(plot=old)).distinct()
    located = {area.pk: area.boundary for area in there if area.boundary}
    going = (along.buildings - located.keys()) | set(_inside(located.items(), land))
    dwellings = held.filter(plot=old, area__in=going).update(plot=new)
    lost = settle_hubs(held.filter(plot=new), new)
    return dwellings, lost + settle_hubs(held.filter(plot=old, hub__in=along.hubs), old)


def _inside(located: Iterable[tuple[int, dict[str, object]]], land: Land) -> Iterable[int]:
    """The buildings whose middle lies in the land."""
    for area_id, boundary in located:
        shape = shapely.geometry.shape(boundary)
        if land.intersects(shape.representative_point()):
            yield area_id
