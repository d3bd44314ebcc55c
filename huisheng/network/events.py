"""What the network announces."""

from __future__ import annotations

from dataclasses import dataclass

from huisheng.core.events import Event


@dataclass(frozen=True)
class UnitClosed(Event):
    """A unit no longer holds: what it had to do needs another."""

    unit_id: int


@dataclass(frozen=True)
class PlotClosed(Event):
    """A plot no longer holds. `into_id`: the plot that took over what belonged to it; None: there was
    nothing."""

    plot_id: int
    into_id: int | None


@dataclass(frozen=True)
class UnitsMoved(Event):
    """These units stand under others than before."""

    unit_ids: list[int]
