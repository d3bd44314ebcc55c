"""The demo district put together: from figures and a seed to the rows that the loader takes."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass

from huisheng.network.demo.entities import entities
from huisheng.network.demo.figures import Figures
from huisheng.network.demo.ground import Ground, as_geojson, cut_ground
from huisheng.network.demo.organisations import Organisations, dispatches, holdings, mass_orgs
from huisheng.network.demo.plan import Building, PlacePlan, PlotPlan, Settlement, draw_plan
from huisheng.network.demo.platform import Platform
from huisheng.network.rows import (
    AreaRow,
    Bundle,
    CommitteeRow,
    DwellingRow,
    PlotHubRow,
    PlotRow,
    TeamRow,
)
from huisheng.network.signs import SIGN_LENGTH, SIGN_LETTERS


@dataclass(frozen=True)
class Missing:
    """What is left out on purpose, by code."""

    branch: set[str]
    team: set[str]
    hub: set[str]
    plot: set[str]
    studio: set[str]
    phone: set[str]


def invent(figures: Figures) -> Bundle:
    """All rows of the demo district; a function of its figures alone."""
    rng = random.Random(figures.seed)  # noqa: S311
    ground = cut_ground(figures, rng)
    plans = draw_plan(figures, ground, rng)
    missing = _leave_out(figures, plans, rng)
    _drop_hubs(plans, missing)
    organisations = Organisations(figures, plans, rng)
    bundle = Bundle(
        areas=list(_areas(figures, ground, plans)),
        units=Platform(figures, missing.phone, missing.studio).build(plans),
        organisations=organisations.rows,
        plots=list(_plots(figures, ground, plans, missing)),
        holdings=holdings(organisations, plans, missing.branch, rng),
        teams=list(_teams(figures, plans, missing)),
        plot_hubs=list(_plot_hubs(figures, plans)),
        owners_committees=list(_committees(figures, plans, rng)),
        mass_orgs=mass_orgs(organisations, rng),
        dispatched_branches=dispatches(organisations, rng),
        dwellings=list(_dwellings(figures, plans, missing)),
    )
    bundle.entities = entities(organisations, bundle.dispatched_branches)
    return bundle


def _each_plot(plans: list[PlacePlan]) -> Iterator[tuple[PlacePlan, Settlement, PlotPlan]]:
    for plan in plans:
        for settlement in plan.settlements:
            for plot in settlement.plots:
                yield plan, settlement, plot


def _leave_out(figures: Figures, plans: list[PlacePlan], rng: random.Random) -> Missing:
    """Choose what is missing; what is chosen once is not chosen again."""
    missing = figures.missing
    plots = rng.sample(
        [plot for plan in plans if plan.place.kind == "community" for plot in plan.plots],
        missing["plots_without_branch"] + missing["plots_without_team"],
    )
    codes = [plot.code for plot in plots]
    buildings = [
        building.code for _p, _s, plot in _each_plot(plans) for building in plot.buildings if building.code
    ]
    lone = rng.sample(buildings, missing["buildings_without_hub"] + missing["buildings_without_plot"])
    villages = [plan.station for plan in plans if plan.place.kind == "village"]
    communities = [plan.station for plan in plans if plan.place.kind == "community"]
    return Missing(
        branch=set(codes[: missing["plots_without_branch"]]),
        team=set(codes[missing["plots_without_branch"] :]),
        hub=set(lone[: missing["buildings_without_hub"]]),
        plot=set(lone[missing["buildings_without_hub"] :]),
        studio=set(rng.sample(villages, missing["villages_without_studios"])),
        phone=set(rng.sample(communities, missing["stations_without_phone"])),
    )


def _drop_hubs(plans: list[PlacePlan], missing: Missing) -> None:
    """Without a studio there is nowhere for a hub household to belong to; new buildings have none yet."""
    for plan, _settlement, plot in _each_plot(plans):
        if plan.station in missing.studio:
            plot.hubs = []
        for building in plot.buildings:
            if plan.station in missing.studio or building.code in missing.hub | missing.plot:
                building.hub = None


def _areas(figures: Figures, ground: Ground, plans: list[PlacePlan]) -> Iterator[AreaRow]:
    """Official areas down to villages and communities, then the invented settlements and their buildings."""

    def area(code: str, name: str, kind: str, parent: str) -> AreaRow:
        invented = kind in ("estate", "hamlet", "building")
        return AreaRow(code, name, "", kind, parent, None, figures.since, None, illustrative=invented)

    top = area(figures.district, figures.district_name, "district", "")
    yield top._replace(name_en="Lüyuan District", boundary=as_geojson(ground.border))
    for street in figures.streets:
        yield area(street.code, street.name, street.kind, figures.district)
    for plan in plans:
        yield area(plan.place.code, plan.place.name, plan.place.kind, plan.street.code)
        for settlement in plan.settlements:
            yield area(settlement.code, settlement.name, settlement.kind, plan.place.code)
    for _plan, settlement, plot in _each_plot(plans):
        for building in plot.buildings:
            if building.code:
                yield area(building.code, settlement.name + building.name, "building", settlement.code)


def _plots(figures: Figures, ground: Ground, plans: list[PlacePlan], missing: Missing) -> Iterator[PlotRow]:
    for plan, settlement, plot in _each_plot(plans):
        position = settlement.plots.index(plot) + 1
        part = "" if len(settlement.plots) == 1 else f"{position}区"
        yield PlotRow(
            code=plot.code,
            name=settlement.name + part,
            sign_code=_sign_code(figures.seed, plot.code),
            area=plan.place.code,
            unit=plan.station if plan.station in missing.studio else settlement.studio,
            # In a zone there are firms rather than homes: its plots are drawn from units (D9).
            drawn_from="unit" if plan.place.weight == "zone" else settlement.kind,
            boundary=as_geojson(ground.cells[plot.cell]),
            since=figures.since,
            until=None,
            illustrative=True,
        )


def _sign_code(seed: int, plot: str) -> str:
    """Real sign codes are random; the demo's follow from its seed, so that it can be loaded twice."""
    digest = hashlib.sha256(f"{seed} {plot}".encode()).digest()
    return "".join(SIGN_LETTERS[byte % len(SIGN_LETTERS)] for byte in digest[:SIGN_LENGTH])


def _teams(figures: Figures, plans: list[PlacePlan], missing: Missing) -> Iterator[TeamRow]:
    for _plan, _settlement, plot in _each_plot(plans):
        if plot.code not in missing.team:
            yield TeamRow(
                plot.code, f"{plot.code}服务团队", "society", figures.since, None, illustrative=True
            )


def _plot_hubs(figures: Figures, plans: list[PlacePlan]) -> Iterator[PlotHubRow]:
    for _plan, _settlement, plot in _each_plot(plans):
        for hub in plot.hubs:
            yield PlotHubRow(plot.code, hub.code, figures.since, None, illustrative=True)


def _committees(figures: Figures, plans: list[PlacePlan], rng: random.Random) -> Iterator[CommitteeRow]:
    estates = [settlement for plan in plans for settlement in plan.settlements if settlement.kind == "estate"]
    without = {
        estate.code
        for estate in rng.sample(estates, min(len(estates), figures.missing["estates_without_committee"]))
    }
    for estate in estates:
        if estate.code not in without:
            for plot in estate.plots:
                yield CommitteeRow(
                    plot.code, f"{estate.name}业委会", "", figures.since, None, illustrative=True
                )


def _dwellings(figures: Figures, plans: list[PlacePlan], missing: Missing) -> Iterator[DwellingRow]:
    since = figures.since
    for _plan, settlement, plot in _each_plot(plans):
        for building in plot.buildings:
            area = building.code or settlement.code
            of_plot = "" if _is_new(building, missing) else plot.code
            hub = building.hub.code if building.hub else ""
            for label in building.labels:
                yield DwellingRow(area, label, of_plot, hub, since, None, illustrative=True)


def _is_new(building: Building, missing: Missing) -> bool:
    return building.code in missing.plot
