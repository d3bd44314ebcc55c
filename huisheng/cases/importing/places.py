"""Where matters are: points to plots by the thousand, names of places and codes of plots to the network's ids."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from huisheng.cases.importing.matters import Matter
from huisheng.network.geometry import NOWHERE, locate_many
from huisheng.network.points import PointProblem, problem_of
from huisheng.network.tree import Tree

STREET_LEVEL, STATION_LEVEL = 2, 3


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a matter is: a plot, or the unit known for its place, or outside the district. `fault`: in words."""

    plot_id: int | None = None
    unit_id: int | None = None
    point: tuple[float, float] | None = None
    outside: bool = False
    fault: str = ""


class Places:
    """Looks places up in one snapshot of the network. `unknown` counts names that the network does not have."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._units = _units_by_name(tree)
        self.unknown: Counter[str] = Counter()

    def spots(self, matters: Sequence[Matter]) -> list[Spot]:
        """The spot of each matter, in their order. Points are looked up together."""
        with_point = [matter.point for matter in matters if matter.point is not None]
        found = iter(locate_many([lon for lon, _ in with_point], [lat for _, lat in with_point]).tolist())
        return [
            self._by_name(matter)
            if matter.point is None
            else self._by_point(matter, matter.point, next(found))
            for matter in matters
        ]

    def _by_point(self, matter: Matter, point: tuple[float, float], plot_id: int) -> Spot:
        if plot_id != NOWHERE:
            return Spot(plot_id, self._tree.plot(plot_id).unit_id, point)
        finding = problem_of(*point)
        if finding is None:
            return Spot(unit_id=self._by_name(matter).unit_id, point=point)
        if finding.problem is PointProblem.OUTSIDE:
            return Spot(point=point, outside=True)
        return Spot(fault=finding.message)

    def _by_name(self, matter: Matter) -> Spot:
        if matter.plot:
            plot = self._tree.plot_by_code(matter.plot) or self._tree.plot_by_sign(matter.plot)
            if plot is not None and not plot.closed:
                return Spot(plot.id, plot.unit_id)
            self.unknown[matter.plot] += 1
        if matter.place:
            unit_id = self._units.get(_plain(matter.place))
            if unit_id is None:
                self.unknown[matter.place] += 1
            return Spot(unit_id=unit_id)
        return Spot()


def _units_by_name(tree: Tree) -> dict[str, int]:
    """Units by name, code, and name of their area; the higher level wins, so that a name is never too narrow."""
    found: dict[str, int] = {}
    for unit in tree.units.values():  # by level
        if unit.closed or unit.level < STREET_LEVEL:
            continue
        names = [unit.name, unit.code]
        if unit.area_id is not None and unit.area_id in tree.areas:
            names.append(tree.area(unit.area_id).name)
        for name in names:
            found.setdefault(_plain(name), unit.id)
    return found


def _plain(name: str) -> str:
    return "".join(name.split()).lower()
