"""Choosing a place step by step, on a map that is tapped and in the list beside it.

District, then street or town, then community or village, then plot. The map is a picture that a form takes a
tap on (`<input type="image">`), so that it works without JavaScript and loses nothing that was typed.
"""

import math
from dataclasses import dataclass

from huisheng.network.geometry import locate
from huisheng.network.map import Map, district_map, places_map, plots_map
from huisheng.network.models import AreaKind
from huisheng.network.nodes import AreaNode, PlotNode
from huisheng.network.tree import tree

PICTURE_WIDTH = 320
"""CSS pixels, fixed: a tap is told in them, and the narrowest phone has 360."""
WITH_PLOTS = frozenset({AreaKind.VILLAGE, AreaKind.COMMUNITY})


@dataclass(frozen=True)
class Choice:
    """One page of choosing: where we are (`path`, the district first), and what lies below."""

    area: AreaNode
    path: tuple[AreaNode, ...]
    areas: tuple[AreaNode, ...]
    plots: tuple[PlotNode, ...]
    map: Map

    @property
    def height(self) -> int:
        """Height of the picture in CSS pixels."""
        return round(self.map.frame.height * PICTURE_WIDTH / self.map.frame.width)

    @property
    def is_district(self) -> bool:
        """Whether this is the first page."""
        return len(self.path) == 1


def choice_in(code: str) -> Choice | None:
    """The choice inside an area; the district for an empty or unknown code; None without a network."""
    network = tree()
    area = network.area_by_code(code) or network.district
    if area is None:
        return None
    has_plots = area.kind in WITH_PLOTS
    return Choice(
        area=area,
        path=network.area_path(area.id),
        areas=() if has_plots else network.area_children(area.id),
        plots=network.plots_in(area.id) if has_plots else (),
        map=map_of(area),
    )


def map_of(area: AreaNode) -> Map:
    """The drawing of an area's parts."""
    if area.kind in WITH_PLOTS:
        return plots_map(area.id, lambda plot: "")
    if area.kind == AreaKind.DISTRICT:
        return district_map(lambda below: "")
    return places_map(area.id, lambda below: "")


def point_at(choice: Choice, x: int, y: int) -> tuple[float, float]:
    """Longitude and latitude (WGS84) of a tap, in pixels from the picture's upper left corner."""
    frame = choice.map.frame
    to_world = frame.width / PICTURE_WIDTH / frame.scale
    across, down = frame.left + x * to_world, frame.top + y * to_world
    return across * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))


def tapped(choice: Choice, point: tuple[float, float]) -> AreaNode | PlotNode | None:
    """What lies there: the area one step below, or the plot where the choice is among plots; None: nothing."""
    plot_id = locate(*point)
    if plot_id is None:
        return None
    plot = tree().plot(plot_id)
    if choice.plots:
        return plot if plot.area_id in tree().areas_below(choice.area.id) else None
    path = tree().area_path(plot.area_id)
    below = len(choice.path)
    return path[below] if len(path) > below and path[below - 1].id == choice.area.id else None
