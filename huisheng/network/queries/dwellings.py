"""Dwellings by building, for whoever moves them between plots."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from huisheng.network.models import Dwelling
from huisheng.network.tree import tree


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A building (or hamlet) on a plot, with its dwellings and how many of them have no hub household."""

    area_id: int
    name: str
    dwellings: int
    without_hub: int


def buildings_of(plot_id: int) -> list[BuildingRow]:
    """The buildings of a plot with their dwellings. One statement."""
    return _buildings(Q(plot=plot_id))


def buildings_without_plot(area_id: int) -> list[BuildingRow]:
    """Buildings of an area with dwellings that belong to no plot. One statement."""
    below = tree().areas_below(area_id)
    return _buildings(Q(plot__isnull=True) & (Q(area__in=below) | Q(area__parent__in=below)))


def dwellings_in(buildings: Collection[int], plot_id: int | None) -> list[int]:
    """Ids of all dwellings in these buildings that belong to the plot, or to none. One statement."""
    rows = Dwelling.objects.on(tree().day).filter(area__in=buildings, plot=plot_id)
    return list(rows.values_list("pk", flat=True))


def _buildings(which: Q) -> list[BuildingRow]:
    rows = (
        Dwelling.objects.on(tree().day)
        .filter(which)
        .values("area_id", "area__name", "area__code")
        .annotate(all=Count("id"), without_hub=Count("id", filter=Q(hub__isnull=True)))
        .order_by("area__code")
    )
    return [BuildingRow(row["area_id"], row["area__name"], row["all"], row["without_hub"]) for row in rows]
