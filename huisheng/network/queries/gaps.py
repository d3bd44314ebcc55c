"""What the network lacks (domain.md D6, D10, D12): lists with what each of them means for people."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, Q

from huisheng.network.models import (
    DrawnFrom,
    Dwelling,
    Organisation,
    OwnersCommittee,
    Plot,
    Sector,
    Team,
    UnitKind,
)
from huisheng.network.nodes import AreaNode, PlotNode, UnitNode
from huisheng.network.snapshot import Tree
from huisheng.network.tree import tree

LAST_OFFICE = 3  # stations have an office; studios and hub households need none


@dataclass(frozen=True, slots=True)
class Lone:
    """A building (or hamlet) with `dwellings` that lack something."""

    area_id: int
    name: str
    dwellings: int


@dataclass(frozen=True, slots=True)
class SectorGap:
    """A town, street or zone without any organisation of these sectors (domain.md D6)."""

    area: AreaNode
    sectors: tuple[str, ...]


@dataclass(frozen=True)
class Gaps:
    """All lists; an empty one means that nothing of the kind is missing."""

    plots_without_branch: tuple[PlotNode, ...]
    plots_without_team: tuple[PlotNode, ...]
    plots_without_hub: tuple[PlotNode, ...]
    plots_of_closed_units: tuple[PlotNode, ...]
    buildings_without_plot: tuple[Lone, ...]
    buildings_without_hub: tuple[Lone, ...]
    stations_without_studio: tuple[UnitNode, ...]
    offices_without_phone: tuple[UnitNode, ...]
    estate_plots_without_committee: tuple[PlotNode, ...]
    sector_gaps: tuple[SectorGap, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, by the name of the list."""
        return {each.name: len(getattr(self, each.name)) for each in fields(self)}

    @property
    def total(self) -> int:
        """How many in all; 0 when nothing is missing."""
        return sum(self.counts.values())


def gaps(unit_id: int | None = None) -> Gaps:
    """What is missing in the district, or under one unit. Five statements. KeyError for an unknown unit."""
    network = tree()
    if unit_id is None:
        plots = tuple(plot for plot in network.plots.values() if not plot.closed)
        units = [unit for unit in network.units.values() if not unit.closed]
        areas = None
    else:
        plots = network.plots_of(unit_id)
        units = [network.unit(id) for id in network.subtree(unit_id) if not network.unit(id).closed]
        units.sort(key=lambda unit: (unit.level, unit.code))
        top = network.unit(unit_id).area_id
        areas = network.areas_below(top) if top is not None else frozenset()
    with_team = set(Team.objects.on(network.day).values_list("plot_id", flat=True))
    without_plot = _lone(Q(plot__isnull=True), areas)
    without_hub = _lone(Q(hub__isnull=True, plot__isnull=False), areas)
    return Gaps(
        plots_without_branch=tuple(plot for plot in plots if plot.organisation_id is None),
        plots_without_team=tuple(plot for plot in plots if plot.id not in with_team),
        plots_without_hub=tuple(plot for plot in plots if not plot.hub_ids),
        plots_of_closed_units=tuple(plot for plot in plots if network.unit(plot.unit_id).closed),
        buildings_without_plot=without_plot,
        buildings_without_hub=without_hub,
        stations_without_studio=tuple(unit for unit in units if _lacks_studio(network, unit)),
        offices_without_phone=tuple(
            unit for unit in units if unit.level <= LAST_OFFICE and not unit.office_phone
        ),
        estate_plots_without_committee=_without_committee(plots),
        sector_gaps=_sector_gaps(network, areas),
    )


def _lone(lack: Q, areas: frozenset[int] | None) -> tuple[Lone, ...]:
    """Buildings with dwellings that lack something. Buildings are not in the tree, what is above them is."""
    rows = Dwelling.objects.on(tree().day).filter(lack)
    if areas is not None:
        rows = rows.filter(Q(area__parent__in=areas) | Q(area__in=areas))
    grouped = (
        rows.values("area_id", "area__name", "area__code").annotate(count=Count("id")).order_by("area__code")
    )
    return tuple(Lone(row["area_id"], row["area__name"], row["count"]) for row in grouped)


def _lacks_studio(network: Tree, unit: UnitNode) -> bool:
    if unit.kind != UnitKind.STATION:
        return False
    below = (network.unit(id) for id in network.children(unit.id))
    return not any(child.kind == UnitKind.STUDIO and not child.closed for child in below)


def _without_committee(plots: tuple[PlotNode, ...]) -> tuple[PlotNode, ...]:
    """Plots drawn from an estate without an owners' committee (domain.md D16)."""
    have = OwnersCommittee.objects.on(tree().day).values("plot_id")
    estates = Plot.objects.filter(drawn_from=DrawnFrom.ESTATE).exclude(id__in=have)
    lacking = set(estates.values_list("id", flat=True))
    return tuple(plot for plot in plots if plot.id in lacking)


def _sector_gaps(network: Tree, areas: frozenset[int] | None) -> tuple[SectorGap, ...]:
    """Sectors that have no organisation in a town, street or zone; villages only where there are villages."""
    if network.district is None:
        return ()
    found: dict[int, set[str]] = {}
    held = Organisation.objects.on(network.day).exclude(area=None).values_list("area_id", "sector").distinct()
    for area_id, sector in held:
        if area_id in network.areas:
            for above in network.area_path(area_id):
                found.setdefault(above.id, set()).add(sector)
    result = []
    for area in network.area_children(network.district.id):
        if areas is not None and area.id not in areas:
            continue
        kinds = {child.kind for child in network.area_children(area.id)}
        wanted: list[Any] = [s for s in Sector if s not in (Sector.VILLAGE, Sector.COMMUNITY) or s in kinds]
        lacking = tuple(str(sector.label) for sector in wanted if sector not in found.get(area.id, set()))
        if lacking:
            result.append(SectorGap(area, lacking))
    return tuple(result)
