"""Routing: point → plot → responsible unit by the catalogue, or the triage desk with the reason said.

The desk is the lowest of station, sub-centre and guidance centre that is known for the place, so that people
who know the spot triage. What is about a unit or a worker goes to the level above (domain.md, answer 2).
"""

from dataclasses import dataclass

from huisheng.cases.models.codes import DeskReason
from huisheng.cases.queries.catalogue import Catalogue, Target
from huisheng.network.models import UnitKind
from huisheng.network.tree import Tree

STATION, SUBCENTRE = 3, 2


class NobodyAbove(Exception):
    """The accused unit is the top of the tree: nobody above it can take the case."""


class NoNetwork(Exception):
    """There are no units yet: nobody could be given anything (`huisheng load_network`)."""


@dataclass(frozen=True)
class Routed:
    """Where a case goes: straight to `unit_id` (no reason), or to the desk there, and why."""

    unit_id: int
    reason: DeskReason | None = None


def route(
    tree: Tree,
    catalogue: Catalogue,
    *,
    category_id: int | None,
    plot_id: int | None,
    desk_unit_id: int | None,
) -> Routed:
    """Who is responsible for a matter of this category at this plot.

    `desk_unit_id` is the unit known for the place when no plot is (a street or community that the resident
    chose); none of both means the guidance centre's desk.
    """
    desk = desk_for(tree, plot_id, desk_unit_id)
    if category_id is None:
        return Routed(desk, DeskReason.NO_CATEGORY)
    target = catalogue.routes.get(category_id)
    if target is None:
        return Routed(desk, DeskReason.NO_ROUTE)
    if target.department_id is not None:
        closed = tree.unit(target.department_id).closed
        return Routed(desk, DeskReason.NO_UNIT) if closed else Routed(target.department_id)
    return _on_the_spot(tree, catalogue, target, category_id, plot_id) or Routed(desk, DeskReason.NO_PLACE)


def _on_the_spot(
    tree: Tree, catalogue: Catalogue, target: Target, category_id: int, plot_id: int | None
) -> Routed | None:
    """The unit of the plot's line at the level that the catalogue names; None where no plot is known."""
    if plot_id is None:
        return None
    unit_id = tree.at_level(tree.plot(plot_id).unit_id, target.level or STATION)
    if unit_id is None or tree.unit(unit_id).closed:
        return Routed(desk_for(tree, plot_id), DeskReason.NO_UNIT)
    if catalogue.is_reserved(category_id, tree.unit(unit_id).level):
        return Routed(desk_for(tree, plot_id), DeskReason.RESERVED)
    return Routed(unit_id)


def desk_for(tree: Tree, plot_id: int | None, desk_unit_id: int | None = None) -> int:
    """The unit that triages a matter from this place."""
    start = tree.plot(plot_id).unit_id if plot_id is not None else desk_unit_id
    if start is not None:
        for level in (STATION, SUBCENTRE):
            unit_id = tree.at_level(start, level)
            if unit_id is not None and not tree.unit(unit_id).closed:
                return unit_id
    return district_desk(tree)


def district_desk(tree: Tree) -> int:
    """The desk of the whole district: the guidance centre, or the top of the tree where there is none."""
    centres = (u.id for u in tree.units.values() if u.kind == UnitKind.CENTRE and not u.closed)
    top = tree.root
    if top is None:
        raise NoNetwork
    return next(centres, top.id)


def desk_above(tree: Tree, accused_unit_id: int | None) -> int:
    """The unit that takes a case about a unit: the next one above that is open; `NobodyAbove` at the top.

    While it is not yet known who is meant, that is the guidance centre, out of reach of streets and stations.
    """
    if accused_unit_id is None:
        return district_desk(tree)
    above = tree.above(accused_unit_id)
    if above is None:
        raise NobodyAbove
    return above


def desk_after(tree: Tree, unit_id: int, *, about_a_unit: bool) -> int:
    """Who has a matter of a closed unit: the unit into which it went, else the level above (`NobodyAbove` at the
    top). A matter about somebody always goes up: whoever took over stands near the spot as well."""
    heir = None if about_a_unit else tree.heir(unit_id)
    return desk_above(tree, unit_id) if heir is None else heir


def is_within(tree: Tree, unit_id: int, accused_unit_id: int | None) -> bool:
    """Whether a unit is the accused one or lies below it, or below the one into which that went."""
    if accused_unit_id is None:
        return False
    heir = tree.heir(accused_unit_id) if tree.unit(accused_unit_id).closed else None
    return unit_id in tree.subtree(accused_unit_id) or (heir is not None and unit_id in tree.subtree(heir))


def desk_over(tree: Tree, unit_id: int) -> int:
    """The desk one level up from a unit, which approves and reviews; the district's desk for the top."""
    try:
        return desk_above(tree, unit_id)
    except NobodyAbove:
        return district_desk(tree)
