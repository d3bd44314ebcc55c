"""The network as plain rows that name each other by code: what files hold and what the demo invents.

Dates are `datetime.date`; a missing reference is an empty string; boundaries are GeoJSON geometries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, NamedTuple

from huisheng.network.faults import Fault


class AreaRow(NamedTuple):
    """One `Area`."""

    code: str
    name: str
    name_en: str
    kind: str
    parent: str
    boundary: dict[str, Any] | None
    since: date
    until: date | None
    illustrative: bool


class UnitRow(NamedTuple):
    """One `Unit`."""

    code: str
    name: str
    level: int
    kind: str
    parent: str
    area: str
    stands_for: str
    office_phone: str
    since: date
    until: date | None
    illustrative: bool


class OrganisationRow(NamedTuple):
    """One `Organisation`."""

    code: str
    name: str
    kind: str
    sector: str
    superior: str
    area: str
    since: date
    until: date | None
    illustrative: bool


class PlotRow(NamedTuple):
    """One `Plot`. An empty `sign_code` keeps the one it has, or gets a new one; so does no boundary."""

    code: str
    name: str
    sign_code: str
    area: str
    unit: str
    drawn_from: str
    boundary: dict[str, Any] | None
    since: date
    until: date | None
    illustrative: bool


class HoldingRow(NamedTuple):
    """One `PlotHolding`."""

    plot: str
    organisation: str
    since: date
    until: date | None
    illustrative: bool


class TeamRow(NamedTuple):
    """One `Team`."""

    plot: str
    name: str
    stands_for: str
    since: date
    until: date | None
    illustrative: bool


class PlotHubRow(NamedTuple):
    """One `PlotHub`."""

    plot: str
    unit: str
    since: date
    until: date | None
    illustrative: bool


class CommitteeRow(NamedTuple):
    """One `OwnersCommittee`."""

    plot: str
    name: str
    office_phone: str
    since: date
    until: date | None
    illustrative: bool


class MassOrgRow(NamedTuple):
    """One `MassOrg`."""

    organisation: str
    kind: str
    name: str
    since: date
    until: date | None
    illustrative: bool


class EntityRow(NamedTuple):
    """One `Entity`."""

    name: str
    sector: str
    area: str
    members: int
    counted_on: date
    branch: str
    since: date
    until: date | None
    illustrative: bool


class DispatchRow(NamedTuple):
    """One `DispatchedBranch`."""

    branch: str
    entity: str
    sector: str
    area: str
    since: date
    until: date | None
    illustrative: bool


class DwellingRow(NamedTuple):
    """One `Dwelling`."""

    area: str
    label: str
    plot: str
    hub: str
    since: date
    until: date | None
    illustrative: bool


@dataclass
class Bundle:
    """Rows of every kind, in the order in which they are loaded.

    `further` has the rows of apps above, by kind. `origins` says for messages where a row came from: kind → one text
    per row, e.g. "units.csv 第 3 行".
    """

    areas: list[AreaRow] = field(default_factory=list)
    units: list[UnitRow] = field(default_factory=list)
    organisations: list[OrganisationRow] = field(default_factory=list)
    plots: list[PlotRow] = field(default_factory=list)
    holdings: list[HoldingRow] = field(default_factory=list)
    teams: list[TeamRow] = field(default_factory=list)
    plot_hubs: list[PlotHubRow] = field(default_factory=list)
    owners_committees: list[CommitteeRow] = field(default_factory=list)
    mass_orgs: list[MassOrgRow] = field(default_factory=list)
    entities: list[EntityRow] = field(default_factory=list)
    dispatched_branches: list[DispatchRow] = field(default_factory=list)
    dwellings: list[DwellingRow] = field(default_factory=list)
    further: dict[str, list[Any]] = field(default_factory=dict)
    origins: dict[str, list[str]] = field(default_factory=dict)

    def kinds(self) -> Iterator[tuple[str, list[Any]]]:
        """`(kind, rows)` in loading order."""
        for name in self._own():
            yield name, getattr(self, name)
        yield from self.further.items()

    def has(self, kind: str) -> bool:
        """Whether there are rows of a kind."""
        return bool(self.further.get(kind) or (kind in self._own() and getattr(self, kind)))

    def rows_of(self, kind: str) -> list[Any]:
        """The rows of one kind, to be read or added to."""
        if kind not in self._own():
            return self.further.setdefault(kind, [])
        rows: list[Any] = getattr(self, kind)
        return rows

    def with_rows(self, rows: Mapping[str, list[Any]], origins: dict[str, list[str]]) -> Bundle:
        """The same with other rows of some kinds."""
        own = {kind: rows[kind] for kind in self._own() if kind in rows}
        further = {kind: rows.get(kind, held) for kind, held in self.further.items()}
        return replace(self, **own, further=further, origins=origins)

    def _own(self) -> list[str]:
        """The kinds of the network itself."""
        return [each.name for each in fields(self) if each.name not in ("origins", "further")]

    def origin(self, kind: str, position: int) -> str:
        """Where a row came from."""
        lines = self.origins.get(kind)
        return lines[position] if lines else f"{kind} {position + 1}"

    def fault(self, kind: str, position: int, message: str) -> Fault:
        """What is wrong with one row."""
        return Fault(self.origin(kind, position), message, kind, position)
