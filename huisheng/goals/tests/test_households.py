"""Every dwelling: with a plot, a live branch, a team and a hub household; each lack is counted where it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from huisheng.core import clock
from huisheng.goals.queries import households
from huisheng.goals.queries.households import Tally
from huisheng.network import tree
from huisheng.network.models import Area, Dwelling, Organisation, Plot, PlotHolding, Team, Unit
from tests.cast import Cast

SINCE = date(2020, 1, 1)


@pytest.fixture
def served(cast: Cast) -> Cast:
    """Three dwellings in a building in which nothing is lacking, and a team on every plot."""
    building = Area.objects.create(
        code="B-1",
        name="锦江花园3号楼",
        kind="building",
        parent=Area.objects.get(code="A-estate"),
        since=SINCE,
    )
    Team.objects.bulk_create(
        Team(plot=plot, name=f"{plot.code}服务团队", since=SINCE) for plot in Plot.objects.all()
    )
    Dwelling.objects.bulk_create(
        Dwelling(area=building, label=str(label), plot=cast.plots[0], hub=cast.hub, since=SINCE)
        for label in (101, 102, 103)
    )
    tree.forget()
    return cast


def add_dwelling(area: str, label: str, **fields: object) -> None:
    Dwelling.objects.create(area=Area.objects.get(code=area), label=label, since=SINCE, **fields)


ALL_SERVED = Tally(dwellings=3)
NOBODY_LED = replace(ALL_SERVED, without_branch=3, unserved=3)


def test_nothing_is_lacking_where_everything_is_there(served: Cast):
    found = households()
    assert found.tally == ALL_SERVED and found.tally.share == 1.0
    assert [(area.code, tally) for area, tally in found.places] == [("A-community", ALL_SERVED)]
    assert found.buildings == ()


def test_where_nobody_lives_there_is_no_share(cast: Cast):
    assert households().tally.share is None


def test_a_dwelling_without_plot_lacks_its_plot_and_not_what_follows_from_it(served: Cast):
    add_dwelling("B-1", "104", hub=served.hub)
    found = households()
    assert found.tally == Tally(dwellings=4, without_plot=1, unserved=1)
    (building,) = found.buildings
    assert (building.name, building.place.code, building.tally.dwellings) == (
        "锦江花园3号楼",
        "A-community",
        4,
    )


def test_one_dwelling_may_lack_two_things_and_is_one_that_is_not_served(served: Cast):
    add_dwelling("B-1", "104")
    assert households().tally == Tally(dwellings=4, without_plot=1, without_hub=1, unserved=1)


def test_a_branch_is_alive_only_while_it_holds_the_plot_and_itself_holds(served: Cast):
    holding = PlotHolding.objects.filter(plot=served.plots[0])
    holding.update(until=clock.today())
    tree.forget()
    assert households().tally == NOBODY_LED
    holding.update(until=clock.today() + timedelta(days=1))
    tree.forget()
    assert households().tally == ALL_SERVED
    Organisation.objects.filter(pk=served.branch.pk).update(until=clock.today())
    tree.forget()
    assert households().tally == NOBODY_LED


def test_a_team_that_has_ended_helps_nobody(served: Cast):
    Team.objects.filter(plot=served.plots[0]).update(until=clock.today())
    assert households().tally == replace(ALL_SERVED, without_team=3, unserved=3)


def test_a_hub_household_that_was_closed_is_none(served: Cast):
    Unit.objects.filter(pk=served.hub.pk).update(until=clock.today())
    tree.forget()
    assert households().tally == replace(ALL_SERVED, without_hub=3, unserved=3)


def test_a_plot_that_was_closed_is_none(served: Cast):
    Plot.objects.filter(pk=served.plots[0].pk).update(until=clock.today())
    tree.forget()
    assert households().tally == replace(ALL_SERVED, without_plot=3, unserved=3)


def test_a_dwelling_that_is_gone_is_nobodys_lack(served: Cast):
    add_dwelling("B-1", "104", until=clock.today())
    assert households().tally == ALL_SERVED


def test_an_area_narrows_to_what_lies_in_it_and_hamlets_count_as_buildings_do(served: Cast):
    add_dwelling("A-other_estate", "1", plot=served.other_plots[0], hub=served.hub)
    add_dwelling("A-other_estate", "2")
    street, other = (Area.objects.get(code=code).pk for code in ("A-street", "A-other_street"))
    assert households(street).tally == ALL_SERVED
    found = households(other)
    assert found.tally == Tally(dwellings=2, without_plot=1, without_hub=1, unserved=1)
    assert [(each.name, each.place.code) for each in found.buildings] == [("东风小区", "A-other_community")]
    assert households().tally == ALL_SERVED + found.tally


def test_it_takes_four_statements_however_many_there_are(served: Cast, django_assert_num_queries):
    households()
    with django_assert_num_queries(4):
        households()
