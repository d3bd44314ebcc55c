"""Where it is: what a resident chose, tapped or typed, as a plot, an area, a point, or words only.

Works on the snapshot of the network in memory: no statement, but at most two where typed words may name a
building or a door. What was chosen outright comes first, then a point, then what the typed words name. Nothing
is guessed: words that fit several plots name none of them.
"""

from dataclasses import dataclass
from itertools import chain

from huisheng.network.geometry import locate
from huisheng.network.models import AreaKind
from huisheng.network.nodes import AreaNode, PlotNode
from huisheng.network.points import Finding, problem_of, read_point
from huisheng.network.queries.search import SMALL, find_spots, plots_at
from huisheng.network.tree import Tree, tree

MOST_OFFERED = 12


@dataclass(frozen=True)
class Place:
    """What is known of a place.

    `finding`: the point is no place here, and why. `offered`: the plots that typed words may mean. `address`:
    the words that are an address, none when they were a code or coordinates.
    """

    plot: PlotNode | None = None
    area: AreaNode | None = None
    point: tuple[float, float] | None = None
    finding: Finding | None = None
    offered: tuple[PlotNode, ...] = ()
    address: str = ""

    @property
    def is_known(self) -> bool:
        """Whether a plot or at least a street or community is known."""
        return self.plot is not None or self.area is not None

    @property
    def unit_id(self) -> int | None:
        """The unit of the area, whose desk takes what no plot is known for."""
        return None if self.area is None else unit_of(self.area)

    @property
    def responsible(self) -> str:
        """Who answers for the spot: the branch that holds the plot, else the unit."""
        if self.plot is not None:
            return self.plot.organisation_name or tree().unit(self.plot.unit_id).name
        unit_id = self.unit_id
        return tree().unit(unit_id).name if unit_id is not None else ""


def read_place(
    typed: str = "", plot: str = "", area: str = "", point: tuple[float, float] | None = None
) -> Place:
    """The place by codes of plot and area, by a point (lon, lat), or by typed words."""
    network, typed = tree(), typed.strip()
    chosen = network.plot_by_code(plot) if plot else None
    if chosen is not None and not chosen.closed:
        return Place(chosen, point=_inside(point), address=_address(typed))
    if point is not None:
        return _by_point(point, _address(typed))
    known = network.area_by_code(area) if area else None
    if known is not None and not known.closed:
        return Place(area=known, address=_address(typed))
    return _by_words(network, typed)


def unit_of(area: AreaNode) -> int | None:
    """The open unit of an area, the highest where there are several; else of the area above it."""
    network = tree()
    for node in reversed(network.area_path(area.id)):
        units = [u for u in network.units.values() if u.area_id == node.id and not u.closed and u.level > 1]
        if units:
            return min(units, key=lambda unit: unit.level).id
    return None


def _by_point(point: tuple[float, float], address: str) -> Place:
    finding = problem_of(*point)
    if finding is not None:
        return Place(finding=finding, point=point, address=address)
    found = locate(*point)
    return Place(tree().plot(found) if found else None, point=point, address=address)


def _by_words(network: Tree, typed: str) -> Place:
    if not typed:
        return Place()
    plot = network.plot_by_sign(typed) or network.plot_by_code(typed)
    if plot is not None and not plot.closed:
        return Place(plot)
    point = read_point(typed)
    if point is not None:
        return _by_point(point, "")
    return _named(network, typed)


def _named(network: Tree, typed: str) -> Place:
    """The plots and areas whose whole names stand in the words; several plots are offered, none is taken."""
    spots = tuple(spot for spot in find_spots(typed) if spot.is_whole)
    if len(spots) == 1 and spots[0].plot is not None:
        return Place(spots[0].plot, address=typed)
    areas = [spot.area for spot in spots if spot.area is not None]
    if len(spots) > 1 and any(area.kind not in SMALL for area in areas):
        return Place(address=typed)  # neither lies in the other: they contradict each other
    near = [plots_at(area) for area in areas if area.kind in SMALL]
    plots = tuple(dict.fromkeys([spot.plot for spot in spots if spot.plot is not None] + list(chain(*near))))
    if len(plots) == 1 and len(spots) == 1:
        return Place(plots[0], address=typed)
    known = _large(network, areas[0]) if len(areas) == 1 else _common_area(network, plots)
    return Place(area=known, offered=plots if len(plots) <= MOST_OFFERED else (), address=typed)


def _large(network: Tree, area: AreaNode) -> AreaNode | None:
    """The area, or the village or community around an estate or hamlet; the district says nothing."""
    path = [each for each in network.area_path(area.id) if each.kind not in SMALL]
    return path[-1] if path and path[-1].kind != AreaKind.DISTRICT else None


def _common_area(network: Tree, plots: tuple[PlotNode, ...]) -> AreaNode | None:
    """The village or community in which all these plots lie."""
    ids = {plot.area_id for plot in plots}
    return network.area(ids.pop()) if len(ids) == 1 else None


def _address(typed: str) -> str:
    network = tree()
    is_code = network.plot_by_sign(typed) or network.plot_by_code(typed) or read_point(typed)
    return "" if is_code else typed


def _inside(point: tuple[float, float] | None) -> tuple[float, float] | None:
    return point if point is not None and problem_of(*point) is None else None
