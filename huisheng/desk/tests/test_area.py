"""An area's page: what lies in it and who answers for it."""

from django.test import Client
from django.urls import reverse

from tests.cast import Cast, sign_in


def area_page(client: Client, cast: Cast, code: str) -> str:
    return sign_in(client, cast.sun_li).get(reverse("desk:area", args=[code])).content.decode()


def test_a_community_shows_its_station_estates_plots_and_branch(client: Client, cast: Cast):
    page = area_page(client, cast, "A-community")
    assert reverse("desk:unit", args=[cast.station.code]) in page
    assert reverse("desk:area", args=["A-estate"]) in page
    assert reverse("desk:plot", args=[cast.plots[0].code]) in page
    assert reverse("desk:organisation", args=[cast.branch.code]) in page


def test_the_district_shows_its_streets(client: Client, cast: Cast):
    page = area_page(client, cast, "A-district")
    assert all(name in page for name in ("春城街道", "锦程街道", "青年路街道"))


def test_an_area_without_land_says_so(client: Client, cast: Cast):
    assert "这里还没有责任田。" in area_page(client, cast, "A-empty_street")


def test_an_unknown_area_is_not_found(client: Client, cast: Cast):
    assert sign_in(client, cast.sun_li).get(reverse("desk:area", args=["没有"])).status_code == 404
