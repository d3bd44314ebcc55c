"""Land in several pieces, or with holes, is drawn ring by ring; the other rings stay."""

from __future__ import annotations

import pytest
from shapely.geometry import MultiPolygon, Polygon

from huisheng.network.actions.redraw_plot import redraw_plot
from huisheng.network.editing import Refused
from huisheng.network.land.rings import rings_of
from huisheng.network.models import Plot
from huisheng.network.tests.plots import compound, everything, land, nothing, press, ring, square
from tests.cast import Cast

HOLE = ring((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6))
PULLED_IN = ring((0, 0), (1, 0), (0.8, 0.8), (0, 1))


def number(plot: Plot, shape: Polygon) -> int:
    """Which ring of a plot is this outline."""
    return next(at for at, each in enumerate(rings_of(land(plot))) if Polygon(each.corners).equals(shape))


@pytest.fixture
def pieces(cast: Cast) -> Plot:
    """The first plot with a second piece, away from everything."""
    compound(cast.plots[0], MultiPolygon([square(0, 0), square(-2, 0)]))
    return cast.plots[0]


@pytest.fixture
def around(cast: Cast) -> Plot:
    """The first plot with a hole in which nobody is responsible."""
    compound(cast.plots[0], Polygon(square(0, 0).exterior, [HOLE]))
    return cast.plots[0]


def test_one_piece_is_drawn_and_the_other_stays(pieces: Plot) -> None:
    moved = ring((-2, 0), (-1.2, 0), (-1.2, 1), (-2, 1))
    at = number(pieces, square(-2, 0))
    redraw_plot(pieces.pk, moved, ring=at, follow=False, kept=nothing, **press(pieces))
    assert land(pieces).equals(MultiPolygon([square(0, 0), Polygon(moved)]))


def test_neighbours_follow_the_piece_that_is_drawn(cast: Cast, pieces: Plot) -> None:
    at = number(pieces, square(0, 0))
    redraw_plot(pieces.pk, PULLED_IN, ring=at, follow=True, kept=everything, **press(pieces))
    assert land(pieces).equals(MultiPolygon([Polygon(PULLED_IN), square(-2, 0)]))
    assert land(cast.second_plots[1]).equals(Polygon(ring((0.8, 0.8), (2, 1), (2, 2), (1, 2))))


def test_a_hole_is_drawn_like_an_outline(around: Plot) -> None:
    smaller = ring((0.45, 0.45), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6))
    redraw_plot(around.pk, smaller, ring=1, follow=False, kept=nothing, **press(around))
    assert land(around).equals(Polygon(square(0, 0).exterior, [smaller]))


@pytest.mark.parametrize(
    "corners", [ring((0.5, 0.5), (0.9, 0.5), (0.9, 1.5), (0.5, 1.5)), ring((2, 2), (3, 2), (3, 3), (2, 3))]
)
def test_a_hole_that_leaves_its_piece_is_refused(around: Plot, corners: object) -> None:
    with pytest.raises(Refused) as refused:
        redraw_plot(around.pk, corners, ring=1, follow=False, kept=nothing, **press(around))  # type: ignore[arg-type]
    assert "请让开" in str(refused.value.problems["outline"])


def test_a_piece_may_not_run_into_the_other(pieces: Plot) -> None:
    at = number(pieces, square(-2, 0))
    with pytest.raises(Refused) as refused:
        corners = ring((-2, 0), (0.5, 0), (0.5, 1), (-2, 1))
        redraw_plot(pieces.pk, corners, ring=at, follow=False, kept=nothing, **press(pieces))
    assert "请让开" in str(refused.value.problems["outline"])


def test_all_of_it_may_be_drawn_anew_as_one(pieces: Plot) -> None:
    redraw_plot(pieces.pk, PULLED_IN, follow=False, kept=nothing, **press(pieces))
    assert land(pieces).equals(Polygon(PULLED_IN))


def test_a_ring_that_is_not_there_is_refused(pieces: Plot) -> None:
    with pytest.raises(Refused):
        redraw_plot(pieces.pk, PULLED_IN, ring=7, follow=False, kept=nothing, **press(pieces))
