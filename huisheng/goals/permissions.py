"""Who sets goals: whoever stands above their owner, so that nobody moves their own mark; at the top the top itself."""

from __future__ import annotations

from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

FUNCTION = "set_goals"


def may_set(viewer: Viewer, unit_id: int) -> bool:
    """Whether the viewer may set a goal for the unit, move its target and end it."""
    held = tree()
    above = held.above(unit_id)
    return unit_id in held.units and (unit_id if above is None else above) in viewer.reach_for(FUNCTION)


def may_say_next(viewer: Viewer, unit_id: int) -> bool:
    """Whether the viewer may write what the owner does next: the owner's own people, and who set it."""
    reaches = (viewer.reach_for(name) for name in ("keep", FUNCTION))
    return may_set(viewer, unit_id) or any(unit_id in reach for reach in reaches)
