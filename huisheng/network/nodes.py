"""What the in-process snapshot of the network is made of: plain frozen rows without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit. `level` 1–5, `kind` of `UnitKind`; `closed`: no longer, or not yet, on the day of the read."""

    id: int
    code: str
    name: str
    level: int
    kind: str
    parent_id: int | None
    area_id: int | None
    stands_for: str
    office_phone: str
    since: date
    successor_id: int | None
    closed: bool


@dataclass(frozen=True, slots=True)
class AreaNode:
    """An area down to estate and hamlet (buildings stay in the database); `closed` as of a unit."""

    id: int
    code: str
    name: str
    name_en: str
    kind: str
    parent_id: int | None
    since: date
    closed: bool


@dataclass(frozen=True, slots=True)
class PlotNode:
    """A plot with the branch that holds it on the day of the read (`organisation_id` None: nobody does); `closed`
    as of a unit."""

    id: int
    code: str
    name: str
    sign_code: str
    unit_id: int
    area_id: int
    organisation_id: int | None
    organisation_name: str
    hub_ids: tuple[int, ...]
    lon: float
    lat: float
    since: date
    closed: bool

    @property
    def label(self) -> str:
        """Code and name, as on the sign."""
        return f"{self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class Chain:
    """Who answers for a plot, on the five levels of domain.md D13. A level without a unit is empty."""

    plot: PlotNode
    responsible: UnitNode
    levels: tuple[tuple[UnitNode, ...], ...]

    @property
    def rows(self) -> list[tuple[int, tuple[UnitNode, ...]]]:
        """`(level, units)` for levels 1 to 5."""
        return list(enumerate(self.levels, start=1))
