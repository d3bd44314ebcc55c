"""A plot gets another outline; with the neighbours the border moves for both."""

from __future__ import annotations

from uuid import uuid4

import pytest
from shapely.geometry import Polygon

from huisheng.core.models import AuditEntry
from huisheng.network import tree
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.actions.redraw_plot import redraw_plot
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.geometry import locate
from huisheng.network.land import Corners
from huisheng.network.land.rings import rings_of
from huisheng.network.models import Area, Plot, Revision
from huisheng.network.tests.lands import METRE, is_seamless
from huisheng.network.tests.plots import at, everything, land, nothing, press, ring, square
from tests.cast import Cast

pytestmark = pytest.mark.django_db

# The first square with its north-eastern corner, which four plots share, pulled inwards.
PULLED_IN = ring((0, 0), (1, 0), (0.8, 0.8), (0, 1))


def refused(plot: Plot, corners: Corners, *, follow: bool = True) -> str:
    before = land(plot)
    with pytest.raises(Refused) as told:
        redraw_plot(plot.pk, corners, follow=follow, kept=everything, **press(plot))
    assert land(plot).equals(before)
    return str(told.value.problems["outline"])


def test_a_shared_corner_moves_for_all_four_and_no_seam_opens(cast: Cast) -> None:
    first, north = cast.plots
    east, diagonal = cast.second_plots
    redraw_plot(first.pk, PULLED_IN, follow=True, kept=everything, **press(first))
    assert land(first).equals(Polygon(PULLED_IN))
    assert land(diagonal).equals(Polygon(ring((0.8, 0.8), (2, 1), (2, 2), (1, 2))))
    assert is_seamless([land(plot) for plot in (first, north, east, diagonal, *cast.other_plots)])
    assert locate(*at(0.9, 0.9)) != first.pk
    entry = AuditEntry.objects.get(action="network.plot_redrawn")
    assert (entry.subject, entry.actor) == (f"plot:{first.pk}", 3)
    assert entry.detail["neighbours"] == sorted(plot.pk for plot in (north, east, diagonal))


def test_alone_it_leaves_a_gap_and_its_neighbours_as_they_were(cast: Cast) -> None:
    first = cast.plots[0]
    redraw_plot(first.pk, PULLED_IN, follow=False, kept=nothing, **press(first))
    assert land(first).equals(Polygon(PULLED_IN))
    assert land(cast.plots[1]).equals(square(0, 1))
    assert locate(*at(0.9, 0.9)) is None


def test_drawn_near_the_neighbour_it_lies_on_the_neighbours_border(cast: Cast) -> None:
    first = cast.plots[0]
    shaken = tuple((lon + METRE, lat - METRE) for lon, lat in ring((0, 0), (1, 0), (1, 1), (0, 1)))
    fitted = redraw_plot(first.pk, shaken, follow=False, kept=nothing, **press(first))
    assert set(ring((1, 0), (1, 1), (0, 1))) <= set(land(fitted).exterior.coords)  # type: ignore[union-attr]
    assert is_seamless([land(plot) for plot in (first, *cast.plots[1:], *cast.second_plots)])


def test_alone_it_does_not_go_over_its_neighbour(cast: Cast) -> None:
    over = ring((0, 0), (1.5, 0), (1.5, 1), (0, 1))
    said = refused(cast.plots[0], over, follow=False)
    assert "平方米压在 春1-101" in said and "邻田跟着改" in said


def test_what_others_keep_stays_as_it_is(cast: Cast) -> None:
    first = cast.plots[0]
    with pytest.raises(Refused) as told:
        redraw_plot(first.pk, PULLED_IN, follow=True, kept=nothing, **press(first))
    assert "归别人管" in str(told.value.problems["outline"])


def test_a_neighbour_is_neither_covered_nor_cut_in_two(cast: Cast) -> None:
    first = cast.plots[0]
    assert "就没有地了" in refused(first, ring((0, 0), (2, 0), (2, 1), (0, 1)))
    assert "会断成几块" in refused(
        first, ring((0, 0), (1, 0), (1, 0.4), (2, 0.4), (2, 0.6), (1, 0.6), (1, 1), (0, 1))
    )


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        (ring((0, 0), (1, 1), (1, 0), (0, 1)), "边界自己交叉了"),
        (ring((0, 0), (1, 0)), "至少要三个"),
        ((at(0, 0), at(1, 0), (125.3305, 43.882)), "第 3 个角：这个位置不在本区。离区界约 10 公里"),
        (((43.88, 125.2), at(1, 0), at(1, 1)), "第 1 个角：经度和纬度好像写反了"),
    ],
)  # fmt: skip
def test_bad_outlines_are_refused_in_words(cast: Cast, corners: Corners, words: str) -> None:
    assert words in refused(cast.plots[0], corners)


@pytest.fixture
def border(cast: Cast) -> Polygon:
    """The district gets a border of its own: that of its six plots."""
    corners = ring((0, 0), (3, 0), (3, 2), (0, 2))
    boundary = {"type": "Polygon", "coordinates": [[list(corner) for corner in (*corners, corners[0])]]}
    Area.objects.filter(pk=cast.district.pk).update(boundary=boundary)
    tree.forget()
    return Polygon(corners)


def test_land_outside_the_districts_border_is_refused(cast: Cast, border: Polygon) -> None:
    said = refused(cast.plots[0], ring((-0.5, 0), (1, 0), (1, 1), (0, 1)))
    assert said.startswith("第 1 个角：这个位置不在本区")


def test_a_hand_off_the_districts_border_is_put_onto_it(cast: Cast, border: Polygon) -> None:
    first = cast.plots[0]
    west = at(0, 0)[0] - 1.5 * METRE
    corners = ((west, at(0, 0)[1]), at(1, 0), at(0.8, 0.8), (west, at(0, 1)[1]))
    redraw_plot(first.pk, corners, follow=True, kept=everything, **press(first))
    assert land(first).equals(Polygon(PULLED_IN))


def test_who_comes_second_is_told_and_overwrites_nothing(cast: Cast) -> None:
    first = cast.plots[0]
    seen = mark_of(first)
    redraw_plot(first.pk, PULLED_IN, follow=True, kept=everything, **press(first))
    with pytest.raises(ChangedMeanwhile) as told:
        redraw_plot(
            first.pk, ring((0, 0), (0.7, 0), (0, 1)), follow=True, kept=everything, seen=seen, key=uuid4(),
            actor=4,
        )  # fmt: skip
    assert told.value.mark == mark_of(first) > seen
    assert land(first).equals(Polygon(PULLED_IN))


def test_pressed_twice_it_counts_once(cast: Cast) -> None:
    first = cast.plots[0]
    pressed = press(first)
    redraw_plot(first.pk, PULLED_IN, follow=True, kept=everything, **pressed)
    with pytest.raises(DoneAlready):
        redraw_plot(first.pk, PULLED_IN, follow=True, kept=everything, **pressed)
    assert AuditEntry.objects.filter(action="network.plot_redrawn").count() == 1
    assert Revision.objects.filter(table="network_plot", row=first.pk, old__isnull=False).count() == 1


@pytest.mark.parametrize("turned", [0, 2])
def test_an_outline_as_it_was_is_refused_and_leaves_no_trace(cast: Cast, turned: int) -> None:
    first, before = cast.plots[0], Revision.objects.count()
    corners = rings_of(land(first))[0].corners
    with pytest.raises(Refused) as told:
        redraw_plot(
            first.pk, (*corners[turned:], *corners[:turned]), follow=True, kept=everything, **press(first)
        )
    assert str(told.value.problems[""]) == "没有改动。"
    assert Revision.objects.count() == before
    assert not AuditEntry.objects.filter(action="network.plot_redrawn").exists()


def test_an_unknown_plot_is_not_there(cast: Cast) -> None:
    with pytest.raises(Plot.DoesNotExist):
        redraw_plot(0, PULLED_IN, follow=True, kept=everything, seen=0, key=uuid4(), actor=3)
