"""Who was responsible on a day: from effective dates, changes with a day of their own, and the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from huisheng.network.models import Dwelling, Organisation, Plot, PlotHolding, PlotHub, Unit
from huisheng.network.timeline import State, timelines


@dataclass(frozen=True)
class Responsible:
    """The plot, the unit and the branch (None: no branch held it) that answered for a place on a day."""

    plot: Plot
    unit: Unit
    organisation: Organisation | None


@dataclass(frozen=True)
class UnitThen:
    """A unit under the name and on the level that it had on a day."""

    id: int
    code: str
    name: str
    level: int


@dataclass(frozen=True)
class ChainThen:
    """The line of units that answered for a plot on a day, the top first, its hub households last."""

    plot_id: int
    code: str
    name: str
    units: tuple[UnitThen, ...]

    @property
    def rows(self) -> list[tuple[int, tuple[UnitThen, ...]]]:
        """`(level, units)` for levels 1 to 5."""
        return [(level, tuple(unit for unit in self.units if unit.level == level)) for level in range(1, 6)]


def row_on(model: type[models.Model], row_id: int, day: date) -> dict[str, Any] | None:
    """A row of the network as it stood at the end of a day; None when it did not hold, or was deleted.

    Each column follows the effective day of its changes; what was changed without one follows the day on
    which it was written down (`timeline`). What is known today of `since` and `until` counts, also when it
    was only written down later. A day before anything was written of the row is answered by its first known
    state, a coming day by what is planned. Three statements.
    """
    line = timelines(model, [row_id]).get(row_id)
    return line.on(day) if line else None


def responsible_on(plot_id: int, day: date) -> Responsible | None:
    """Who answered for a plot on a day; None when there was no such plot then. Six statements."""
    state = row_on(Plot, plot_id, day)
    if state is None:
        return None
    holding = PlotHolding.objects.on(day).filter(plot_id=plot_id).select_related("organisation").first()
    return Responsible(
        plot=Plot.objects.get(id=plot_id),
        unit=Unit.objects.get(id=state["unit_id"]),
        organisation=holding.organisation if holding else None,
    )


def responsible_for_dwelling_on(dwelling_id: int, day: date) -> Responsible | None:
    """Who answered for a dwelling on a day; None when it, or its plot, did not exist or it had none."""
    state = row_on(Dwelling, dwelling_id, day)
    if state is None or state["plot_id"] is None:
        return None
    return responsible_on(state["plot_id"], day)


def line_on(unit_id: int, day: date) -> tuple[UnitThen, ...]:
    """A unit and all above it as they stood on a day, the top first; empty when it did not hold then.

    Three statements a level.
    """
    return tuple(reversed([_then(state) for state in _climb(unit_id, day)]))


def chain_on(plot_id: int, day: date) -> ChainThen | None:
    """The five levels that answered for a plot on a day; None when there was no such plot then."""
    state = row_on(Plot, plot_id, day)
    if state is None:
        return None
    places = PlotHub.objects.on(day).filter(plot_id=plot_id).order_by("unit__code")
    hubs = list(places.values_list("unit_id", flat=True))
    lines = timelines(Unit, hubs) if hubs else {}
    stood = [lines[hub].at(day) for hub in hubs]
    units = (*line_on(state["unit_id"], day), *(_then(hub) for hub in stood if hub is not None))
    return ChainThen(plot_id, str(state["code"]), str(state["name"]), units)


def _climb(unit_id: int, day: date) -> Iterator[State]:
    seen: set[int] = set()
    at: int | None = unit_id
    while at is not None and at not in seen:
        seen.add(at)
        state = row_on(Unit, at, day)
        if state is None:
            return
        yield state
        at = state["parent_id"]


def _then(state: State) -> UnitThen:
    return UnitThen(id=state["id"], code=state["code"], name=state["name"], level=state["level"])
