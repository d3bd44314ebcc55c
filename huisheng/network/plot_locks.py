"""Several plots at once, so that two people who change neighbours neither deadlock nor undo each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shapely.geometry.base import BaseGeometry

from huisheng.core import clock
from huisheng.network.editing import ChangedMeanwhile, mark_of
from huisheng.network.land import SNAP_METRES
from huisheng.network.land.flat import flat_of
from huisheng.network.models import Plot

# How far around a plot its neighbours are looked for: twice as far as anything snaps.
AROUND_METRES = 2 * SNAP_METRES


def lock_plots(wanted: Iterable[int], around: BaseGeometry | None = None) -> dict[int, Plot]:
    """These plots and the open ones around a shape (degrees), locked in the order of their ids until the
    transaction ends. Raises `Plot.DoesNotExist` when a wanted one is not there. Two statements."""
    wanted = set(wanted)
    ids = wanted | (ids_around(around) if around is not None else set())
    rows = Plot.objects.select_for_update().filter(id__in=ids).order_by("id")
    found: dict[int, Plot] = {plot.pk: plot for plot in rows}
    if not wanted <= found.keys():
        raise Plot.DoesNotExist
    return found


def ids_around(shape: BaseGeometry) -> set[int]:
    """Ids of the open plots whose boxes lie at a shape. One statement."""
    flat, (west, south, east, north) = flat_of(shape), shape.bounds
    across, up = AROUND_METRES / flat.east, AROUND_METRES / flat.north
    near = Plot.objects.on(clock.today()).filter(
        west__lte=east + across, east__gte=west - across, south__lte=north + up, north__gte=south - up
    )
    return set(near.values_list("id", flat=True))


def check_unchanged(plots: Mapping[int, Plot], seen: Mapping[int, int]) -> None:
    """Raise `ChangedMeanwhile` for the first plot whose last change is not the one seen. Call it locked."""
    for plot_id, mark in sorted(seen.items()):
        now = mark_of(plots[plot_id])
        if now != mark:
            raise ChangedMeanwhile(plots[plot_id], now)
