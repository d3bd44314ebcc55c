"""The home page of the network: the five levels, the land, and finding a place."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, add_person, sign_in


@pytest.fixture
def page(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    return lambda **asked: client.get(reverse("desk:network"), asked).content.decode()


def test_the_levels_and_the_land_are_there_as_tree_map_and_list(page, cast: Cast):
    html = page()
    for unit in (cast.bureau, cast.centre, cast.street, cast.station, cast.civil_affairs):
        assert reverse("desk:unit", args=[unit.code]) in html
    assert html.count(reverse("desk:area", args=["A-street"])) >= 2


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("景阳", "景阳社区工作站"),
        ("春-1", "景阳社区工作站"),
        ("锦江花园 1号", "锦江花园1号"),
        ("第一党支部", "景阳社区第一党支部"),
        ("春城街道", "春城街道"),
    ],
)
def test_a_place_is_found_by_its_name_or_code(page, cast: Cast, typed: str, found: str):
    html = page(q=typed)
    assert found in html[html.index("找“") :]


def test_a_plot_is_found_by_the_code_on_its_sign_as_somebody_types_it(page, cast: Cast):
    sign = cast.plots[0].sign_code
    html = page(q=f"{sign[:3]} {sign[3:].lower()}")
    assert reverse("desk:plot", args=[cast.plots[0].code]) in html


def test_nothing_found_says_what_to_do(page):
    assert "没有找到。换个说法，或者写编号。" in page(q="没有这个地方")


def test_whoever_has_an_account_may_look_and_nobody_else(client: Client, cast: Cast):
    assert client.get(reverse("desk:network")).status_code == 302
    assert sign_in(client, add_person("新人", "xin.ren")).get(reverse("desk:network")).status_code == 200
