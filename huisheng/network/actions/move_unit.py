"""Put a unit under another one."""

from __future__ import annotations

from huisheng.network.actions.asked import Asked, move_row
from huisheng.network.models import Unit


def move_unit(unit_id: int, parent_id: int, asked: Asked) -> Unit:
    """Move a unit, with all below it, under another one from a day on.

    What is below it goes along. Cases stay with the units that have them; `UnitsMoved` lets whoever stands above see
    them from then on. Raises `Unit.DoesNotExist`, `ChangedMeanwhile`, `Refused` (a circle, a wrong level, a parent
    that is closed), `DoneAlready`.
    """
    return move_row(Unit, unit_id, parent_id, asked, "network.unit_moved")
