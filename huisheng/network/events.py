"""What the network announces."""

from __future__ import annotations

from dataclasses import dataclass

from huisheng.core.events import Event


@dataclass(frozen=True)
class UnitClosed(Event):
    """A unit no longer holds: what it had to do needs another."""

    unit_id: int
