"""One plot becomes two that fit exactly; dwellings, hub households and branch are shared out."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import MultiPolygon, Point, Polygon, mapping

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.actions.split_plot import GoesAlong, Part, Split, split_plot
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.geometry import locate
from huisheng.network.land import Corners
from huisheng.network.models import Dwelling, Plot, PlotHolding, PlotHub
from huisheng.network.queries import responsible_on
from huisheng.network.tests.lands import is_seamless
from huisheng.network.tests.plots import at, building, compound, land, new_plot, press, ring, square
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.cast_network import LONG_AGO

pytestmark = pytest.mark.django_db

# The western two thirds stay; the cut meets the border with the plot in the north.
NOTHING = GoesAlong()
LINE = ring((0.7, -0.2), (0.65, 0.5), (0.7, 1.2))


def split(cast: Cast, line: Corners = LINE, along: GoesAlong = NOTHING, **changes: Any) -> Split:
    plot = cast.plots[0]
    pressed = {"part": Part.SMALLER, "along": along, **press(plot), **changes}
    return split_plot(plot.pk, line, new_plot(cast), **pressed)


def test_the_parts_fit_each_other_and_all_neighbours(cast: Cast) -> None:
    made = split(cast).plot
    plots = [made, *cast.plots, *cast.second_plots, *cast.other_plots]
    assert is_seamless(map(land, plots))
    assert land(made).area + land(cast.plots[0]).area == pytest.approx(square(0, 0).area, rel=1e-4)
    assert locate(*at(0.9, 0.5)) == made.pk
    assert locate(*at(0.3, 0.5)) == cast.plots[0].pk


def test_the_larger_part_may_be_the_new_one(cast: Cast) -> None:
    made = split(cast, part=Part.LARGER).plot
    assert locate(*at(0.3, 0.5)) == made.pk


def test_branch_team_and_hubs_stay_unless_chosen(cast: Cast) -> None:
    PlotHub.objects.create(plot=cast.plots[0], unit=cast.hub, since=LONG_AGO)
    made = split(cast).plot
    assert not PlotHolding.objects.filter(plot=made).exists()
    assert tree().plot(cast.plots[0].pk).hub_ids == (cast.hub.pk,)


def test_what_is_chosen_goes_along(cast: Cast) -> None:
    old = cast.plots[0]
    PlotHub.objects.create(plot=old, unit=cast.hub, since=LONG_AGO)
    three = building(cast, "3号楼", old, 4, hub=cast.hub)
    building(cast, "4号楼", old, 2, hub=cast.hub)
    along = GoesAlong(frozenset({three[0].area_id}), frozenset({cast.hub.pk}), same_branch=True)
    done = split(cast, along=along)
    assert (done.dwellings, done.without_hub) == (4, 2)
    assert Dwelling.objects.filter(plot=done.plot, hub=cast.hub).count() == 4
    assert Dwelling.objects.filter(plot=old, hub__isnull=True).count() == 2
    node = tree().plot(done.plot.pk)
    assert (node.organisation_id, node.hub_ids) == (cast.branch.pk, (cast.hub.pk,))
    then = responsible_on(old.pk, LONG_AGO)
    assert then is not None and then.organisation == cast.branch


def test_buildings_whose_place_is_known_go_by_their_place(cast: Cast) -> None:
    old = cast.plots[0]
    building(cast, "东楼", old, 3, boundary=mapping(square(0.9, 0.5).buffer(-0.0009)))
    west = building(cast, "西楼", old, 5, boundary=mapping(square(-0.4, 0).buffer(-0.0009)))
    done = split(cast, along=GoesAlong(buildings=frozenset({west[0].area_id})))
    assert done.dwellings == 0  # both middles lie west of the line or outside
    Dwelling.objects.filter(area__name="东楼").update(plot=old)
    assert Dwelling.objects.filter(plot=old).count() == 8


def test_what_lies_in_the_new_part_goes_there(cast: Cast) -> None:
    old = cast.plots[0]
    building(cast, "东楼", old, 3, boundary=mapping(square(0.3, 0).buffer(-0.0009)))
    building(cast, "西楼", old, 5, boundary=mapping(square(-0.3, 0).buffer(-0.0009)))
    assert split(cast).dwellings == 3


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (ring((0.5, 0.2), (0.5, 0.8)), "没有把责任田分开"),
        (ring((-1, 0.2), (2, 0.2), (2, 0.8), (-1, 0.8)), "分成了 3 块"),
        ((), "至少要两个点"),
    ],
)
def test_a_line_that_does_not_cut_in_two_changes_nothing(cast: Cast, line: Corners, words: str) -> None:
    with pytest.raises(Refused) as told:
        split(cast, line)
    assert words in str(told.value.problems["line"])
    assert land(cast.plots[0]).equals(square(0, 0))


def test_pressed_twice_there_is_one_new_plot(cast: Cast) -> None:
    pressed = press(cast.plots[0])
    split(cast, **pressed)
    with pytest.raises(DoneAlready):
        split(cast, **pressed)
    assert Plot.objects.filter(since=clock.today()).count() == 1
    assert AuditEntry.objects.filter(action="network.plot_split").count() == 1


def test_who_comes_second_is_told(cast: Cast) -> None:
    late = press(cast.plots[0])
    split(cast)
    with pytest.raises(ChangedMeanwhile):
        split_plot(
            cast.plots[0].pk, LINE, new_plot(cast, "春1-098"), part=Part.SMALLER, along=GoesAlong(), **late
        )


def test_of_a_plot_in_pieces_what_the_line_does_not_touch_goes_to_its_side(cast: Cast) -> None:
    compound(cast.plots[0], MultiPolygon([square(0, 0), square(-2, 0), square(-2, -2)]))
    new = split(cast).plot  # the line cuts the first piece; the others lie west of it
    larger, smaller = land(cast.plots[0]), land(new)
    assert isinstance(smaller, Polygon) and isinstance(larger, MultiPolygon)
    assert larger.union(smaller).area == pytest.approx(3 * square(0, 0).area, rel=1e-6)
    assert larger.covers(square(-2, 0)) and larger.covers(square(-2, -2))


def test_pieces_are_told_apart_by_a_line_between_them(cast: Cast) -> None:
    compound(cast.plots[0], MultiPolygon([square(0, 0), square(-2, 0)]))
    new = split(cast, line=ring((-0.5, -1), (-0.5, 2))).plot
    assert {land(new).bounds, land(cast.plots[0]).bounds} == {square(0, 0).bounds, square(-2, 0).bounds}


def test_a_plot_around_a_hole_is_split_through_it(cast: Cast) -> None:
    hole = ring((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6))
    compound(cast.plots[0], Polygon(square(0, 0).exterior, [hole]))
    new = split(cast, line=ring((0.5, -1), (0.5, 2))).plot
    both = [land(new), land(cast.plots[0])]
    assert all(isinstance(each, Polygon) and not each.interiors for each in both)
    assert not both[0].overlaps(both[1]) and not any(each.contains(Point(*at(0.5, 0.5))) for each in both)


def test_a_line_beside_all_pieces_is_refused(cast: Cast) -> None:
    compound(cast.plots[0], MultiPolygon([square(0, 0), square(-2, 0)]))
    with pytest.raises(Refused) as told:
        split(cast, line=ring((-4, -1), (-4, 2)))
    assert "没有把责任田分开" in str(told.value.problems["line"])
