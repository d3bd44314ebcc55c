"""The cover of the network as it stands: renewed when plots change, and only then."""

import pytest

from huisheng.core import clock
from huisheng.goals.land.ground import as_array
from huisheng.goals.land.measure import square_metres
from huisheng.goals.land.parts import Kind
from huisheng.goals.queries import land, streets
from huisheng.goals.queries.land import standing
from huisheng.goals.tests.places import WHOLE, bound, redraw
from huisheng.network import tree
from huisheng.network.models import PlotHolding, Unit
from tests.cast import Cast
from tests.cast_network import SIDE


def test_without_a_boundary_of_the_district_there_is_no_figure(cast: Cast):
    assert land() is None
    assert streets() == ()


def test_a_whole_district_is_covered_and_an_edit_is_seen_at_once(cast: Cast):
    bound(cast)
    found = land()
    assert found is not None and found.parts == () and found.share == 1.0
    redraw(cast.plots[0], 0, 0, -SIDE / 10, 0)
    found = land()
    assert found is not None
    (gap,) = found.parts
    assert gap.kind == Kind.GAP
    assert gap.area == pytest.approx(square_metres(as_array([WHOLE]))[0] / 60, rel=1e-4)
    assert set(gap.plots) == {
        cast.plots[0].pk,
        cast.plots[1].pk,
        cast.second_plots[0].pk,
        cast.second_plots[1].pk,
    }


def test_a_closed_plot_leaves_its_land_bare_from_the_day_on_which_it_ends(cast: Cast):
    bound(cast)
    plot = cast.other_plots[1]
    plot.until = clock.today()
    plot.save()
    found = land()
    assert found is not None
    (gap,) = found.parts
    assert gap.area == pytest.approx(found.district_area / 6, rel=1e-4)


def test_while_nothing_changes_nothing_is_computed_and_what_moves_no_plot_keeps_the_cover(
    cast: Cast, django_assert_num_queries
):
    bound(cast)
    first = standing()
    assert first is not None
    with django_assert_num_queries(0):
        assert standing() is first
    unit = Unit.objects.get(pk=cast.studio.pk)
    unit.office_phone = "0431-0000"
    unit.save()
    second = standing()
    assert second is not None and second is not first
    assert second.cover is first.cover


def test_another_boundary_is_another_ground(cast: Cast):
    bound(cast)
    before = land()
    bound(cast, WHOLE.buffer(SIDE, join_style="mitre"))
    after = land()
    assert before is not None and after is not None
    assert before.share == 1.0 and after.share == pytest.approx(6 / 20, rel=1e-3)


def test_streets_have_the_official_order_and_each_its_own_pieces(cast: Cast):
    bound(cast)
    redraw(cast.plots[0], SIDE / 10, 0, 0, 0)  # beyond the border in the west
    redraw(cast.second_plots[0], 0, 0, SIDE / 10, 0)  # over the plot of the other street
    redraw(cast.other_plots[1], 0, 0, -SIDE / 10, 0)  # a gap at the border in the east
    rows = {each.area.code: each for each in streets()}
    assert list(rows) == sorted(rows) == ["A-empty_street", "A-other_street", "A-street"]
    mine, others, nobody = rows["A-street"], rows["A-other_street"], rows["A-empty_street"]
    assert (mine.plots, others.plots, nobody.plots) == (4, 2, 0)
    assert [len(mine.parts[kind]) for kind in Kind] == [0, 1, 1]
    assert [len(others.parts[kind]) for kind in Kind] == [1, 1, 0]
    assert mine.share == 1.0 and nobody.share is None
    assert others.share == pytest.approx(1 - 1 / 20, rel=1e-4)
    plot_area = square_metres(as_array([WHOLE]))[0] / 6
    assert mine.covered_area == pytest.approx(plot_area * 4.1, rel=1e-4)
    assert others.area_of(Kind.GAP) == pytest.approx(plot_area / 10, rel=1e-4)


def test_land_of_two_plots_of_one_street_counts_once_in_its_cover(cast: Cast):
    bound(cast)
    whole = next(each for each in streets() if each.area.code == "A-street").covered_area
    redraw(cast.plots[0], 0, 0, 0, SIDE / 4)
    street = next(each for each in streets() if each.area.code == "A-street")
    assert len(street.parts[Kind.OVERLAP]) == 1
    assert street.covered_area == pytest.approx(whole, abs=1e-3)


def test_who_holds_a_plot_is_no_matter_of_land(cast: Cast):
    bound(cast)
    PlotHolding.objects.all().delete()
    tree.forget()
    found = land()
    assert found is not None and found.share == 1.0
