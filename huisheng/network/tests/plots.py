"""What tests of acts on plots need: corners of the cast's squares, keys, marks, and who keeps what."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from shapely.geometry import Polygon

from huisheng.network.actions.create_plot import NewPlot
from huisheng.network.editing import mark_of
from huisheng.network.land import Corner, Corners, Land
from huisheng.network.land.corners import boundary_of, on_grid, tidy
from huisheng.network.models import Area, DrawnFrom, Dwelling, Plot
from huisheng.network.models.outline import polygon
from huisheng.network.tests.helpers import area_of
from tests.cast import Cast
from tests.cast_network import LONG_AGO, SIDE

# cast.plots[0] is the square (0, 0), plots[1] the one north of it, second_plots and other_plots lie east.
WEST, SOUTH = 125.20, 43.88


def at(x: float, y: float) -> Corner:
    """A corner of the cast's squares, in sides from the south-west."""
    return on_grid((WEST + x * SIDE, SOUTH + y * SIDE))


def ring(*corners: tuple[float, float]) -> Corners:
    """Corners in sides."""
    return tuple(at(*corner) for corner in corners)


def land(plot: Plot) -> Land:
    """The plot's land as it is in the database now, on the grid."""
    return tidy(polygon(Plot.objects.get(pk=plot.pk).boundary))


def square(x: float, y: float) -> Polygon:
    """One of the cast's squares."""
    return Polygon(ring((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)))


def compound(plot: Plot, shape: Land) -> None:
    """Give a plot this land, of several pieces or with holes."""
    plot.boundary = boundary_of(shape)
    plot.save()


def press(plot: Plot) -> dict[str, Any]:
    """What a press of a button on a page that was just opened says."""
    return {"seen": mark_of(plot), "key": uuid4(), "actor": 3}


def new_plot(cast: Cast, code: str = "春1-099", **changes: Any) -> NewPlot:
    """A new plot of the studio."""
    values = {"code": code, "name": "锦江花园东区", "drawn_from": DrawnFrom.ESTATE}
    places = {"area_id": area_of(cast.station).pk, "unit_id": cast.studio.pk}
    return NewPlot(**values | places | changes)


def everything(_plot: Plot) -> bool:
    """The actor keeps every plot."""
    return True


def nothing(_plot: Plot) -> bool:
    """The actor keeps none of the neighbours."""
    return False


def building(cast: Cast, name: str, plot: Plot | None, doors: int, **values: Any) -> list[Dwelling]:
    """A building with so many dwellings on a plot."""
    boundary = values.pop("boundary", None)
    area = Area.objects.create(
        code=f"B-{name}", name=name, kind="building", parent=area_of(cast.studio), since=LONG_AGO,
        boundary=boundary,
    )  # fmt: skip
    return Dwelling.objects.bulk_create(
        Dwelling(area=area, label=f"{number}室", plot=plot, since=LONG_AGO, **values)
        for number in range(1, doors + 1)
    )
