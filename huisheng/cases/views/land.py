"""The land on a map, step by step down to the plot that is meant: drawn by the server, each shape a link."""

from dataclasses import dataclass

from huisheng.cases.views.helps import community_of
from huisheng.network.map import Map, district_map, places_map, plots_map
from huisheng.network.models import AreaKind
from huisheng.network.nodes import AreaNode
from huisheng.network.tree import tree

WITH_PLOTS = frozenset({AreaKind.VILLAGE, AreaKind.COMMUNITY})


@dataclass(frozen=True)
class Land:
    """One map of it. `path`: the areas above, from the district down, each with its address."""

    area: AreaNode
    path: tuple[tuple[str, str], ...]
    map: Map


def land(here: str, code: str, plot_id: int | None, unit_id: int) -> Land | None:
    """The map inside the area with this code, else around the plot, else of what the unit is for.

    `here` is the address to which `area=` or `plot=` of what is picked is added. None without a network.
    """
    network = tree()
    area = network.area_by_code(code) or _around(plot_id) or _of_unit(unit_id) or network.district
    if area is None:
        return None
    path = tuple((above.name, f"{here}?area={above.code}") for above in network.area_path(area.id)[:-1])
    return Land(area, path, _map(here, area, plot_id))


def _around(plot_id: int | None) -> AreaNode | None:
    network = tree()
    return network.areas.get(network.plots[plot_id].area_id) if plot_id in network.plots else None


def _of_unit(unit_id: int) -> AreaNode | None:
    network = tree()
    community = community_of([unit_id])
    area_id = community if community is not None else network.unit(unit_id).area_id
    return network.areas.get(area_id) if area_id is not None else None


def _map(here: str, area: AreaNode, plot_id: int | None) -> Map:
    if area.kind == AreaKind.DISTRICT:
        return district_map(lambda below: f"{here}?area={below.code}")
    if area.kind in WITH_PLOTS or not tree().area_children(area.id):
        return plots_map(area.id, lambda plot: f"{here}?plot={plot.code}", chosen=plot_id)
    return places_map(area.id, lambda below: f"{here}?area={below.code}")
