"""The tree of units as a page shows it: opened from the root down to one unit, everything else a link."""

from __future__ import annotations

from dataclasses import dataclass, replace

from huisheng.network.nodes import UnitNode
from huisheng.network.tree import tree


@dataclass(frozen=True)
class Twig:
    """A unit in the tree. `count`: how many open units stand below it; `below`: those, where the tree is opened.

    `beside` has the other units under the same one, where the way to the chosen unit goes through this one.
    """

    unit: UnitNode
    count: int
    is_chosen: bool
    below: tuple[Twig, ...] = ()
    beside: tuple[Twig, ...] = ()


def twigs(chosen: int) -> tuple[Twig, ...]:
    """The tree, opened on the way to the chosen unit and at it. No statement."""
    root = tree().root
    path = frozenset(tree().ancestors(chosen))
    return (_twig(root.id, path, chosen),) if root is not None else ()


def _twig(unit_id: int, path: frozenset[int], chosen: int) -> Twig:
    held = tree()
    # The chosen unit is shown even when it is closed: somebody asked for it.
    below = [child for child in held.children(unit_id) if not held.unit(child).closed or child in path]
    twigs_below = [_twig(child, path, chosen) for child in below] if unit_id in path else []
    way = [twig for twig in twigs_below if twig.unit.id in path]
    if way:  # the others fold away, so that the way down stays short on a telephone
        others = tuple(twig for twig in twigs_below if twig.unit.id not in path)
        twigs_below = [replace(way[0], beside=others)]
    return Twig(held.unit(unit_id), len(below), unit_id == chosen, tuple(twigs_below))
