"""Where a person stands to a case: the ground of `permissions` and `judging`."""

from huisheng.cases.models import Case
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

READING = ("see", "call_back")
WORKING = ("triage", "assign", "handle")
ABOUT_MATTERS = (*READING, *WORKING, "collect", "oversee")


def own_units(viewer: Viewer, *functions: str) -> frozenset[int]:
    """The units at which this person holds one of the functions; any that is about matters, when none is named."""
    wanted = functions or ABOUT_MATTERS
    return frozenset(
        unit
        for post in viewer.posts
        if any(name in wanted for name, _reach in post.functions)
        for unit in post.units()
    )


def stands_for(viewer: Viewer, function: str) -> frozenset[int]:
    """The units for which this person does something: their own, and closed ones of which theirs is the heir."""
    mine, network = own_units(viewer, function), tree()
    closed = (unit.id for unit in network.units.values() if unit.closed)
    return mine | {unit for unit in closed if (network.heir(unit) or network.above(unit)) in mine}


def acting_unit(viewer: Viewer, function: str, case: Case) -> int | None:
    """For which of their units this person does something to a case: the lowest that is responsible or above."""
    mine = own_units(viewer, function)
    return next((unit for unit in tree().ancestors(case.unit_id) if unit in mine), None)


def in_reach(viewer: Viewer, function: str, case: Case) -> bool:
    """Whether one of this person's functions reaches the responsible unit, or the plot."""
    reach = viewer.reach_for(function)
    at_plot = case.plot_id is not None and case.plot_id in reach.plot_ids
    return case.unit_id in reach or (at_plot and not is_unclear(case))


def is_unclear(case: Case) -> bool:
    """About a unit or a worker, and not yet known about which."""
    return case.about_a_unit and case.accused_unit_id is None
