"""What pages are given, in a fixed number of statements."""

from __future__ import annotations

from typing import Any

import pytest

from huisheng.core import clock
from huisheng.network import geometry
from huisheng.network.models import Area, Dwelling, Organisation, OwnersCommittee, PlotHolding, PlotHub, Team
from huisheng.network.queries import (
    area_page,
    gaps,
    organisation_page,
    organisations_in,
    organisations_of_kind,
    plot_page,
    unit_page,
)
from huisheng.network.tests.helpers import area_of
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.cast_network import LONG_AGO


@pytest.fixture
def furnished(cast: Cast) -> Cast:
    """The cast's first plot is whole; the others lack team, hub and committee. 12 dwellings."""
    first = cast.plots[0]
    Team.objects.create(plot=first, name="一队", since=LONG_AGO)
    PlotHub.objects.create(plot=first, unit=cast.hub, since=LONG_AGO)
    OwnersCommittee.objects.create(plot=first, name="锦江花园业委会", since=LONG_AGO)
    estate = area_of(cast.studio)
    building = Area.objects.create(code="B", name="3号楼", kind="building", parent=estate, since=LONG_AGO)
    new = Area.objects.create(code="N", name="9号楼", kind="building", parent=estate, since=LONG_AGO)
    rows = [
        Dwelling(area=building, label=str(at), plot=first, hub=cast.hub, since=LONG_AGO) for at in range(8)
    ]
    rows += [Dwelling(area=building, label=f"x{at}", plot=first, since=LONG_AGO) for at in range(1)]
    rows += [Dwelling(area=new, label=str(at), since=LONG_AGO) for at in range(3)]
    Dwelling.objects.bulk_create(rows)
    geometry.index()
    return cast


def test_a_units_page_has_its_surroundings_and_what_is_missing(
    furnished: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(7):
        page = unit_page(furnished.station.id)
    assert [unit.name for unit in page.above] == ["民生工作局", "为民服务指导中心", "春城街道分中心"]
    assert [unit.id for unit in page.children] == [furnished.studio.id, furnished.second_studio.id]
    assert len(page.plots) == 4
    assert [row.id for row in page.organisations] == [furnished.branch.id]
    assert (page.dwellings, page.dwellings_without_hub) == (9, 1)
    assert [lone.dwellings for lone in page.missing.buildings_without_plot] == [3]


def test_the_district_costs_as_many_statements_as_a_studio(
    furnished: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(7):
        assert len(unit_page(furnished.bureau.id).plots) == 6


def test_gaps_are_listed_for_the_district_and_for_each_unit(
    furnished: Cast, django_assert_num_queries: Any
) -> None:
    PlotHolding.objects.filter(plot=furnished.other_plots[0]).delete()
    tree()
    with django_assert_num_queries(5):
        found = gaps()
    assert [plot.id for plot in found.plots_without_branch] == [furnished.other_plots[0].id]
    assert len(found.plots_without_team) == len(found.plots_without_hub) == 5
    assert [(lone.name, lone.dwellings) for lone in found.buildings_without_hub] == [("3号楼", 1)]
    assert [(lone.name, lone.dwellings) for lone in found.buildings_without_plot] == [("9号楼", 3)]
    assert [unit.id for unit in found.stations_without_studio] == [furnished.next_station.id]
    assert len(found.estate_plots_without_committee) == 5
    assert found.total == sum(found.counts.values())
    elsewhere = gaps(furnished.other_street.id)
    assert elsewhere.buildings_without_plot == () and elsewhere.stations_without_studio == ()
    assert [plot.id for plot in elsewhere.plots_without_branch] == [furnished.other_plots[0].id]


def test_sectors_without_an_organisation_are_listed_by_street(furnished: Cast) -> None:
    Organisation.objects.create(
        code="ZB-9", name="商会党支部", kind="branch", sector="trade", superior=furnished.branch.superior,
        area=furnished.street.area, since=LONG_AGO,
    )  # fmt: skip
    lacking = {gap.area.name: gap.sectors for gap in gaps().sector_gaps}
    assert lacking["春城街道"] == ("机关", "非公企业", "社会组织")
    assert lacking["青年路街道"] == ("机关", "非公企业", "社会组织", "行业协会")


def test_a_plot_whose_unit_closed_is_a_gap(furnished: Cast) -> None:
    assert gaps().plots_of_closed_units == ()
    furnished.studio.until = clock.today()
    furnished.studio.save()
    assert {plot.id for plot in gaps().plots_of_closed_units} == {plot.id for plot in furnished.plots}


def test_a_plots_page_names_everybody_who_has_to_do_with_it(
    furnished: Cast, django_assert_num_queries: Any
) -> None:
    tree()
    with django_assert_num_queries(6):
        page = plot_page(furnished.plots[0].id)
    assert page.chain.responsible.id == furnished.studio.id
    assert [area.name for area in page.areas] == ["绿园区", "春城街道", "景阳社区"]
    assert [holding.organisation.name for holding in page.holdings] == [furnished.branch.name]
    assert page.team is not None and page.team.name == "一队"
    assert [committee.name for committee in page.committees] == ["锦江花园业委会"]
    assert (page.dwellings, page.without_hub) == (9, 1)
    assert [row.name for row in page.buildings] == ["3号楼"]


def test_an_organisations_page_has_what_it_holds_and_held(
    furnished: Cast, django_assert_num_queries: Any
) -> None:
    plot = furnished.plots[0]
    PlotHolding.objects.filter(plot=plot).update(until=clock.today())
    with django_assert_num_queries(5):
        page = organisation_page(furnished.branch.id)
    assert page.organisation.superior is not None
    assert [held.until is None for held in page.held] == [True, True, True, False]
    assert page.held[-1].plot_id == plot.id
    above = organisation_page(page.organisation.superior.id)
    assert {row.id for row in above.inferiors} == {furnished.branch.id, furnished.other_branch.id}
    with pytest.raises(Organisation.DoesNotExist):
        organisation_page(0)


def test_organisations_are_found_by_area_and_by_kind(furnished: Cast) -> None:
    street = furnished.street.area_id
    assert street is not None
    assert [row.id for row in organisations_in(street)] == [furnished.branch.id]
    assert [row.code for row in organisations_of_kind("branch")] == ["ZB-1", "ZB-2"]
    assert [row.kind_label for row in organisations_of_kind()] == ["党委", "党支部", "党支部"]


def test_an_areas_page_counts_what_lies_in_it(furnished: Cast, django_assert_num_queries: Any) -> None:
    community = furnished.station.area_id
    assert community is not None
    tree()
    with django_assert_num_queries(2):
        page = area_page(community)
    assert {area.name for area in page.children} == {"南湖新村", "锦江花园"}
    assert [unit.id for unit in page.units] == [furnished.station.id]
    assert (len(page.plots), page.dwellings) == (4, 12)
    with pytest.raises(KeyError):
        area_page(0)
