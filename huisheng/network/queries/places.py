"""What pages about a plot or an area need."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from huisheng.network.models import Dwelling, MassOrg, OwnersCommittee, Plot, PlotHolding, Team
from huisheng.network.nodes import AreaNode, Chain, PlotNode, UnitNode
from huisheng.network.queries.dwellings import BuildingRow, buildings_of
from huisheng.network.queries.organisations import OrganisationRow, organisations_in
from huisheng.network.tree import tree


@dataclass(frozen=True)
class PlotPage:
    """A plot with everybody who has to do with it. `holdings`: the present branch first, then former ones."""

    plot: Plot
    node: PlotNode
    chain: Chain
    areas: tuple[AreaNode, ...]
    holdings: list[PlotHolding]
    team: Team | None
    committees: list[OwnersCommittee]
    mass_orgs: list[MassOrg]
    buildings: list[BuildingRow]

    @property
    def dwellings(self) -> int:
        """How many dwellings the plot has."""
        return sum(row.dwellings for row in self.buildings)

    @property
    def without_hub(self) -> int:
        """How many of them have no hub household."""
        return sum(row.without_hub for row in self.buildings)


@dataclass(frozen=True)
class AreaPage:
    """An area (district to estate) with what lies in it. `path`: from the district down to it; `coming`: areas in
    it that begin later."""

    area: AreaNode
    path: tuple[AreaNode, ...]
    children: tuple[AreaNode, ...]
    coming: tuple[AreaNode, ...]
    units: tuple[UnitNode, ...]
    plots: tuple[PlotNode, ...]
    organisations: list[OrganisationRow]
    dwellings: int


def plot_page(plot_id: int) -> PlotPage:
    """The page of a plot. Six statements. Raises `Plot.DoesNotExist`."""
    network = tree()
    plot = Plot.objects.get(id=plot_id)
    node = network.plot(plot_id)
    holdings = PlotHolding.objects.filter(plot=plot).select_related("organisation").order_by("-since")
    return PlotPage(
        plot=plot,
        node=node,
        chain=network.chain(plot_id),
        areas=network.area_path(plot.area_id),
        holdings=list(holdings),
        team=Team.objects.on(network.day).filter(plot=plot).first(),
        committees=list(OwnersCommittee.objects.on(network.day).filter(plot=plot).order_by("name")),
        mass_orgs=list(
            MassOrg.objects.on(network.day).filter(organisation=node.organisation_id).order_by("kind")
        ),
        buildings=buildings_of(plot_id),
    )


def area_page(area_id: int) -> AreaPage:
    """The page of an area. Two statements. KeyError for an unknown area or a building."""
    network = tree()
    below = network.areas_below(area_id)
    plots = network.plots_in(area_id)
    dwellings = Dwelling.objects.on(network.day).filter(Q(area__in=below) | Q(area__parent__in=below))
    return AreaPage(
        area=network.area(area_id),
        path=network.area_path(area_id),
        children=network.area_children(area_id),
        coming=tuple(
            area for area in network.areas.values() if area.parent_id == area_id and area.since > network.day
        ),
        units=tuple(unit for unit in network.units.values() if unit.area_id == area_id and not unit.closed),
        plots=plots,
        organisations=organisations_in(area_id),
        dwellings=dwellings.count(),
    )
