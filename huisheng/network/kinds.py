"""How rows of each kind become database rows: the model, what identifies a row, what codes refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise

from huisheng.network.models import (
    Area,
    DispatchedBranch,
    Dwelling,
    Entity,
    MassOrg,
    Organisation,
    OwnersCommittee,
    Plot,
    PlotHolding,
    PlotHub,
    Team,
    Unit,
)
from huisheng.network.rows import (
    AreaRow,
    CommitteeRow,
    DispatchRow,
    DwellingRow,
    EntityRow,
    HoldingRow,
    MassOrgRow,
    OrganisationRow,
    PlotHubRow,
    PlotRow,
    TeamRow,
    UnitRow,
)


@dataclass(frozen=True)
class Kind:
    """One kind of row.

    `key`: the row's fields that identify it. `refers`: field of the row → kind whose rows have that code.
    An empty code means that there is none. `paths`: where a field of the row lies when it is no field of the model
    itself. `meanings`: what the legend says of a field besides the usual; `ending`: what the end of a row is called.
    """

    name: str
    row: type[Any]
    model: type[models.Model]
    key: tuple[str, ...]
    refers: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str | Promise] = field(default_factory=dict)
    ending: str | Promise = ""

    def path(self, name: str) -> str:
        """The way of a query from the model to a field of the row."""
        return f"{name}__code" if name in self.refers else self.paths.get(name, name)

    def column(self, name: str) -> Any:
        """The database's field behind a field of the row."""
        model: Any = self.model
        *way, last = self.paths.get(name, name).split("__")
        for step in way:
            model = model._meta.get_field(step).related_model
        return model._meta.get_field(last)

    @property
    def columns(self) -> tuple[str, ...]:
        """The model's attributes, one for each field of the row."""
        return tuple(f"{name}_id" if name in self.refers else name for name in self.row._fields)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("areas", AreaRow, Area, ("code",), {"parent": "areas"}),
        Kind("units", UnitRow, Unit, ("code",), {"parent": "units", "area": "areas"}),
        Kind(
            "organisations",
            OrganisationRow,
            Organisation,
            ("code",),
            {"superior": "organisations", "area": "areas"},
        ),
        Kind("plots", PlotRow, Plot, ("code",), {"area": "areas", "unit": "units"}),
        Kind(
            "holdings",
            HoldingRow,
            PlotHolding,
            ("plot", "organisation", "since"),
            {"plot": "plots", "organisation": "organisations"},
        ),
        Kind("teams", TeamRow, Team, ("plot", "since"), {"plot": "plots"}),
        Kind("plot_hubs", PlotHubRow, PlotHub, ("plot", "unit", "since"), {"plot": "plots", "unit": "units"}),
        Kind("owners_committees", CommitteeRow, OwnersCommittee, ("plot", "name"), {"plot": "plots"}),
        Kind(
            "mass_orgs",
            MassOrgRow,
            MassOrg,
            ("organisation", "kind", "name"),
            {"organisation": "organisations"},
        ),
        Kind(
            "entities",
            EntityRow,
            Entity,
            ("name", "area", "since"),
            {"area": "areas", "branch": "organisations"},
        ),
        Kind(
            "dispatched_branches",
            DispatchRow,
            DispatchedBranch,
            ("branch", "entity", "area", "since"),
            {"branch": "organisations", "area": "areas"},
        ),
        Kind(
            "dwellings",
            DwellingRow,
            Dwelling,
            ("area", "label"),
            {"area": "areas", "plot": "plots", "hub": "units"},
        ),
    )
}
CODED = ("areas", "units", "organisations", "plots")
FURTHER_KINDS: dict[str, Kind] = {}  # of apps above; see `further`


def sheet_kinds() -> dict[str, Kind]:
    """Every kind that files may hold: those of the network, and behind them those of apps above."""
    return KINDS | FURTHER_KINDS
