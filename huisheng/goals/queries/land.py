"""The cover of the district as the network stands, kept in the process and renewed only where plots changed.

It is looked up by the snapshot of the network (`network.geometry.index`, which follows the stamp), so that a page
view costs no geometry; after an edit, the pieces that did not change are those of the last time.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from huisheng.goals.land.cover import Cover, covered_by, uncovered
from huisheng.goals.land.ground import ground_of
from huisheng.goals.land.parts import LandCoverage, judged
from huisheng.network.geometry import PlotIndex, index
from huisheng.network.models import Area, AreaKind
from huisheng.network.tree import Tree, tree


@dataclass(frozen=True, eq=False)
class Standing:
    """The cover of one snapshot of the network, and what it comes to."""

    tree: Tree
    cover: Cover
    land: LandCoverage


class _Keeper:
    """Keeps the last cover of this process. Without a district boundary there is none."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[PlotIndex, Standing | None] | None = None
        self._last: Cover | None = None

    def current(self) -> Standing | None:
        held, network, plots = self._held, tree(), index()
        if held and held[0] is plots:
            return held[1]
        with self._lock:
            if not (self._held and self._held[0] is plots):
                self._held = (plots, self._make(network, plots))
            return self._held[1]

    def _make(self, network: Tree, plots: PlotIndex) -> Standing | None:
        borders = Area.objects.on(network.day).filter(kind=AreaKind.DISTRICT, boundary__isnull=False)
        if not borders.exists() or not plots.district.area:
            self._last = None
            return None
        before = self._last
        if before is None or not _is_same(before.ground.district, plots.district):
            before = uncovered(ground_of(plots.district))
        self._last = covered_by(before, plots.shapes)
        return Standing(network, self._last, judged(self._last))


def _is_same(a: BaseGeometry, b: BaseGeometry) -> bool:
    return bool(shapely.equals_exact(a, b, tolerance=0.0))


_keeper = _Keeper()


def standing() -> Standing | None:
    """The present cover with the snapshot that it was made of; None where the district has no boundary.

    No statement while the network stands still, one when it changed (besides those of the snapshot).
    """
    return _keeper.current()


def land() -> LandCoverage | None:
    """Whether every inch is managed (domain.md D10); None where the district has no boundary."""
    held = standing()
    return held.land if held else None
