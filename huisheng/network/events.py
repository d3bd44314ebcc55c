"""What happened to the network, in the past tense, for whoever lies above. Ids only."""

from dataclasses import dataclass

from huisheng.core.events import Event


@dataclass(frozen=True)
class UnitClosed(Event):
    """A unit's `until` was set: it no longer takes anything, and what it has must go elsewhere."""

    unit_id: int
