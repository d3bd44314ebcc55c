"""The page of gaps: each list says what the gap means for people."""

from datetime import date

from django.test import Client
from django.urls import reverse

from huisheng.network import tree
from huisheng.network.models import Area, Dwelling, PlotHolding
from tests.cast import Cast, add_person, appoint, sign_in


def gaps_page(client: Client, cast: Cast, unit: str = "") -> str:
    asked = {"unit": unit} if unit else {}
    return sign_in(client, cast.sun_li).get(reverse("desk:gaps"), asked).content.decode()


def test_plots_without_branch_or_secretary_are_listed(client: Client, cast: Cast):
    PlotHolding.objects.filter(plot=cast.plots[0]).update(until=date(2026, 5, 1))
    tree.forget()
    page = gaps_page(client, cast)
    without_branch = page[page.index("没有党支部的责任田") : page.index("支部没有书记的责任田")]
    assert cast.plots[0].code in without_branch and cast.plots[1].code not in without_branch


def test_a_branch_with_a_secretary_is_no_gap(client: Client, cast: Cast):
    appoint([(add_person("书记甲"), "secretary", branch) for branch in (cast.branch, cast.other_branch)])
    assert "支部没有书记的责任田" not in gaps_page(client, cast)


def test_buildings_without_plot_or_hub_are_listed_with_their_dwellings(client: Client, cast: Cast):
    estate, since = Area.objects.get(code="A-estate"), date(2020, 1, 1)
    building = Area.objects.create(
        code="B-1", name="锦江花园9号楼", kind="building", parent=estate, since=since
    )
    Dwelling.objects.create(area=building, label="101", since=since)
    Dwelling.objects.create(area=building, label="102", plot=cast.plots[0], since=since)
    page = gaps_page(client, cast)
    assert "还没划进责任田的楼" in page and "没有中心户的楼" in page
    assert page.count("锦江花园9号楼") == 2


def test_units_without_anybody_say_which_role_is_lacking(client: Client, cast: Cast):
    page = gaps_page(client, cast)
    assert "迎宾社区工作站" in page and "缺工作站办事员" in page


def test_the_unit_in_the_address_narrows_all_lists(client: Client, cast: Cast):
    page = gaps_page(client, cast, cast.other_street.code)
    assert cast.other_plots[0].code in page and cast.plots[0].code not in page
    assert "迎宾社区工作站" not in page


def test_an_unknown_unit_is_not_found(client: Client, cast: Cast):
    assert sign_in(client, cast.sun_li).get(reverse("desk:gaps"), {"unit": "没有"}).status_code == 404
