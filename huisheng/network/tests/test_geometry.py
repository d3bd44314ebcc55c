"""From a point to its plot."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from huisheng.core import clock
from huisheng.network.geometry import NOWHERE, PlotIndex, index, locate, locate_many
from tests.cast import Cast
from tests.cast_network import SIDE

LON, LAT = 125.20, 43.88


def test_a_point_belongs_to_the_plot_that_it_lies_on(cast: Cast) -> None:
    assert locate(LON + SIDE / 2, LAT + SIDE / 2) == cast.plots[0].id
    assert locate(LON + SIDE / 2, LAT + SIDE * 1.5) == cast.plots[1].id
    assert locate(LON + SIDE * 2.5, LAT + SIDE / 2) == cast.other_plots[0].id
    assert locate(LON - SIDE, LAT) is None


def test_a_point_on_a_common_edge_belongs_to_the_lowest_plot(cast: Cast) -> None:
    lowest = min(plot.id for plot in (cast.plots[0], cast.plots[1]))
    assert locate(LON + SIDE / 2, LAT + SIDE) == lowest
    corner = [cast.plots[0].id, cast.plots[1].id, cast.second_plots[0].id, cast.second_plots[1].id]
    assert locate(LON + SIDE, LAT + SIDE) == min(corner)


def test_many_points_keep_their_order_and_say_nowhere(cast: Cast) -> None:
    lons = [LON + SIDE * 2.5, LON - 1, LON + SIDE / 2]
    lats = [LAT + SIDE / 2] * 3
    assert locate_many(lons, lats).tolist() == [cast.other_plots[0].id, NOWHERE, cast.plots[0].id]
    assert locate_many([], []).tolist() == []


def test_a_closed_plot_answers_no_longer(cast: Cast) -> None:
    assert locate(LON + SIDE / 2, LAT + SIDE / 2) == cast.plots[0].id
    cast.plots[0].until = clock.today()
    cast.plots[0].save()
    assert locate(LON + SIDE / 2, LAT + SIDE / 2) is None


def test_the_index_lives_as_long_as_the_snapshot(cast: Cast) -> None:
    first = index()
    assert index() is first
    cast.plots[0].name = "改了"
    cast.plots[0].save()
    assert index() is not first


def test_in_an_empty_network_there_is_no_plot(db: None) -> None:
    assert locate(LON, LAT) is None
    assert locate_many([LON], [LAT]).tolist() == [NOWHERE]


boxes = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 8), st.integers(1, 8)),
    min_size=1,
    max_size=12,
)
spots = st.lists(st.tuples(st.integers(-1, 29), st.integers(-1, 29)), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(boxes, spots)
def test_the_index_agrees_with_looking_at_every_plot(
    corners: list[tuple[int, int, int, int]], at: list[tuple[int, int]]
) -> None:
    """Overlapping and touching plots, points on edges and corners: always the lowest id that touches."""
    shapes = {10 + n: box(x, y, x + w, y + h) for n, (x, y, w, h) in enumerate(corners)}
    built = PlotIndex(dict(reversed(shapes.items())), box(0, 0, 30, 30))
    slow = [
        min((id for id, shape in shapes.items() if shape.intersects(Point(spot))), default=NOWHERE)
        for spot in at
    ]
    lons, lats = np.array(at, dtype=float).T
    assert built.locate_many(lons, lats).tolist() == slow
    assert [built.locate(*spot) or NOWHERE for spot in at] == slow
