"""What a page about a unit needs."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from huisheng.network.models import Dwelling
from huisheng.network.nodes import AreaNode, PlotNode, UnitNode
from huisheng.network.queries.gaps import Gaps, gaps
from huisheng.network.queries.organisations import OrganisationRow, organisations_in
from huisheng.network.tree import tree


@dataclass(frozen=True)
class UnitPage:
    """A unit with its surroundings. `above`: from the root down to its parent; lists by level and code."""

    unit: UnitNode
    above: tuple[UnitNode, ...]
    area: AreaNode | None
    children: tuple[UnitNode, ...]
    plots: tuple[PlotNode, ...]
    organisations: list[OrganisationRow]
    dwellings: int
    dwellings_without_hub: int
    missing: Gaps


def unit_page(unit_id: int) -> UnitPage:
    """The page of a unit. Seven statements whatever its size. KeyError for an unknown unit."""
    network = tree()
    unit = network.unit(unit_id)
    plots = network.plots_of(unit_id)
    counted = (
        Dwelling.objects.on(network.day)
        .filter(plot_id__in=[plot.id for plot in plots])
        .aggregate(all=Count("id"), without_hub=Count("id", filter=Q(hub__isnull=True)))
    )
    return UnitPage(
        unit=unit,
        above=tuple(network.unit(id) for id in reversed(network.ancestors(unit_id)[1:])),
        area=network.areas.get(unit.area_id) if unit.area_id is not None else None,
        children=tuple(network.unit(id) for id in network.children(unit_id) if not network.unit(id).closed),
        plots=plots,
        organisations=organisations_in(unit.area_id) if unit.area_id is not None else [],
        dwellings=counted["all"],
        dwellings_without_hub=counted["without_hub"],
        missing=gaps(unit_id),
    )
