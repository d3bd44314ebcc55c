"""Maps made by the server: SVG whose areas and plots are links, with names and counts in words.

A page gives how to link (`href`) and what to say (`marks`), and draws the result with
`{% include "network/map.html" with map=map %}`. No JavaScript is needed; `static/network/map.js` adds
"tap for the exact point" and "where I am" (docs/decisions/0003-server-made-maps.md).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import shapely
from django.conf import settings
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from huisheng.network.frame import Frame, frame_around
from huisheng.network.geometry import index
from huisheng.network.nodes import AreaNode, PlotNode
from huisheng.network.tree import tree

LETTER = 9.0  # units of the view box that a Chinese letter of a label takes
MOST_LABELS = 80
ROOMY = 0.95  # of the width of a shape's box, for its label
LAST_WORDS = ("街道", "虚拟社区", "经济开发区", "产业园区", "社区", "镇", "村")
# Tones say in colour what the words of the mark say; they are those of `ui`'s tag.
TONES = frozenset({"", "soon", "late", "info", "quiet"})


@dataclass(frozen=True)
class Mark:
    """What is to be said of a shape: "3 超时". `tone` is one of `TONES` and never stands alone."""

    count: int
    word: str
    tone: str = ""

    def __post_init__(self) -> None:
        if self.tone not in TONES:
            raise ValueError(f"no such tone: {self.tone}")

    def __str__(self) -> str:
        return f"{self.count} {self.word}"


@dataclass(frozen=True)
class Shape:
    """One linked piece of a map. `x, y`: where its label stands; `label` is empty where there is no room."""

    id: int
    code: str
    name: str
    href: str
    path: str
    x: float
    y: float
    label: str
    mark: Mark | None
    is_chosen: bool

    @property
    def title(self) -> str:
        """What the shape says to a pointer or a screen reader."""
        parts = [self.name, str(self.mark) if self.mark else "", _("已选") if self.is_chosen else ""]
        return " · ".join(filter(None, parts))


@dataclass(frozen=True)
class TileImage:
    """A background picture."""

    href: str
    left: float
    top: float
    size: float


@dataclass(frozen=True)
class Sheet:
    """What any drawing lies on: a view box, and pictures behind it where there are any."""

    frame: Frame
    tiles: tuple[TileImage, ...]

    @property
    def view_box(self) -> str:
        """The SVG's view box."""
        return f"0 0 {self.frame.width:.0f} {self.frame.height:.0f}"

    @property
    def credit(self) -> str:
        """Credit of the tiles, where there are any."""
        return settings.TILES_CREDIT if self.tiles else ""


@dataclass(frozen=True, kw_only=True)
class Map(Sheet):
    """A drawing. `pin` is a point in the view box; numbers are strings so that no locale touches them."""

    title: str
    shapes: tuple[Shape, ...]
    background: str = ""
    pin: tuple[str, str] | None = None
    tiles: tuple[TileImage, ...] = field(default_factory=tuple)

    @property
    def projection(self) -> str:
        """`left top scale`, by which map.js turns a tap into degrees."""
        return f"{self.frame.left!r} {self.frame.top!r} {self.frame.scale!r}"


def district_map(
    href: Callable[[AreaNode], str], *, marks: Mapping[int, Mark] | None = None, title: str = ""
) -> Map:
    """The whole district: towns, streets and zones as links. `marks` by area id. No statement of its own."""
    district = tree().district
    areas = tree().area_children(district.id) if district else ()
    return _area_map(title or (district.name if district else ""), areas, href, marks or {})


def places_map(
    area_id: int, href: Callable[[AreaNode], str], *, marks: Mapping[int, Mark] | None = None, title: str = ""
) -> Map:
    """One town or street: its villages and communities as links. KeyError for an unknown area."""
    area = tree().area(area_id)
    return _area_map(title or area.name, tree().area_children(area_id), href, marks or {})


def plots_map(
    area_id: int,
    href: Callable[[PlotNode], str],
    *,
    marks: Mapping[int, Mark] | None = None,
    chosen: int | None = None,
    point: tuple[float, float] | None = None,
    title: str = "",
) -> Map:
    """The plots of an area as links. `chosen`: a plot's id; `point`: lon, lat of a pin; KeyError: no area."""
    area = tree().area(area_id)
    return _plots_map(
        title or area.name, tree().plots_in(area_id), href, marks=marks or {}, chosen=chosen, point=point
    )


def unit_map(
    unit_id: int, href: Callable[[PlotNode], str], *, marks: Mapping[int, Mark] | None = None
) -> Map:
    """The plots for which a unit and those below it answer. KeyError for an unknown unit."""
    name = tree().unit(unit_id).name
    return _plots_map(name, tree().plots_of(unit_id), href, marks=marks or {})


def _area_map(
    title: str, areas: Iterable[AreaNode], href: Callable[[AreaNode], str], marks: Mapping[int, Mark]
) -> Map:
    drawn = [(area, outline) for area in areas if (outline := area_outline(area.id)) is not None]
    frame = _frame([outline for _area, outline in drawn])
    shapes = tuple(
        _shape(frame, outline, area, href=href(area), mark=marks.get(area.id)) for area, outline in drawn
    )
    return Map(title=title, frame=frame, shapes=shapes, tiles=tiles_of(frame))


def _plots_map(
    title: str,
    plots: Iterable[PlotNode],
    href: Callable[[PlotNode], str],
    *,
    marks: Mapping[int, Mark],
    chosen: int | None = None,
    point: tuple[float, float] | None = None,
) -> Map:
    outlines = index().shapes
    drawn = [(plot, outlines[plot.id]) for plot in plots if plot.id in outlines]
    frame = _frame([outline for _plot, outline in drawn])
    shapes = tuple(
        replace(
            _shape(frame, outline, plot, href=href(plot), mark=marks.get(plot.id)),
            is_chosen=plot.id == chosen,
        )
        for plot, outline in drawn
    )
    if len(shapes) > MOST_LABELS:
        shapes = tuple(replace(shape, label="") for shape in shapes)
    pin = frame.place(*point) if point else None
    places = (f"{pin[0]:.1f}", f"{pin[1]:.1f}") if pin else None
    return Map(title=title, frame=frame, shapes=shapes, pin=places, tiles=tiles_of(frame))


def area_outline(area_id: int) -> BaseGeometry | None:
    """What the plots of an area cover together; None where it has none. Kept as long as the snapshot."""
    held = index()
    if area_id not in held.outlines:
        shapes = [held.shapes[plot.id] for plot in tree().plots_in(area_id) if plot.id in held.shapes]
        held.outlines[area_id] = shapely.union_all(shapes) if shapes else None
    return held.outlines[area_id]


def _frame(outlines: list[BaseGeometry]) -> Frame:
    if not outlines:  # nothing to draw: any small frame will do
        return frame_around((0.0, 0.0, 0.01, 0.01))
    west, south, east, north = (float(side) for side in shapely.total_bounds(outlines))
    return frame_around((west, south, east, north))


def _shape(
    frame: Frame, outline: BaseGeometry, node: AreaNode | PlotNode, *, href: str, mark: Mark | None
) -> Shape:
    is_plot = isinstance(node, PlotNode)
    name = node.label if isinstance(node, PlotNode) else node.name
    # All plots of a street begin alike: 春-217 is "217" on the map of its street.
    shorter = [node.code, node.code.rpartition("-")[2]] if is_plot else [_short(node.name), node.name[:1]]
    middle = outline.representative_point()
    x, y = frame.place(middle.x, middle.y)
    west, _south, east, _north = outline.bounds
    room = (frame.place(east, middle.y)[0] - frame.place(west, middle.y)[0]) * ROOMY
    label = next((word for word in shorter if _width(word) <= room), "")
    return Shape(
        id=node.id,
        code=node.code,
        name=name,
        href=href,
        path=frame.path(outline),
        x=round(x, 1),
        y=round(y, 1),
        label=label,
        mark=mark,
        is_chosen=False,
    )


def _width(word: str) -> float:
    """How wide a label comes out, in units: Chinese letters are square, others about half as wide."""
    return LETTER * sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.58 for letter in word)


def _short(name: str) -> str:
    """A name without the word that says what kind of place it is."""
    for last in LAST_WORDS:
        if name.endswith(last) and len(name) > len(last) + 1:
            return name.removesuffix(last)
    return name


def tiles_of(frame: Frame) -> tuple[TileImage, ...]:
    """The background of a frame, where tiles are set up."""
    address: str = settings.TILES
    if not address:
        return ()
    return tuple(
        TileImage(
            address.replace("{z}", str(tile.z)).replace("{x}", str(tile.x)).replace("{y}", str(tile.y)),
            round(tile.left, 2),
            round(tile.top, 2),
            round(tile.size, 2),
        )
        for tile in frame.tiles()
    )
