"""Put an area into another one."""

from __future__ import annotations

from huisheng.network.actions.asked import Asked, move_row
from huisheng.network.actions.create_area import must_lie_in
from huisheng.network.models import Area


def move_area(area_id: int, parent_id: int, asked: Asked) -> Area:
    """Move an area, with all in it, into another one from a day on.

    Raises `Area.DoesNotExist`, `ChangedMeanwhile`, `Refused` (a circle, not a coarser area, one that is
    closed), `DoneAlready`.
    """
    return move_row(Area, area_id, parent_id, asked, "network.area_moved", fits=_fits)


def _fits(area: Area, parent: Area) -> None:
    must_lie_in(area.kind, parent)
