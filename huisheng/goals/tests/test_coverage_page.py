"""The page of both standing goals: figures, pieces with their plots, lacks, and what to do next."""

import re
from datetime import date

from django.test import Client
from django.urls import reverse

from huisheng.goals.tests.places import bound, redraw
from huisheng.network.models import Area, Dwelling
from tests.cast import Cast, sign_in
from tests.cast_network import SIDE

SESSION = 3  # session, account with person, posts
HOUSEHOLDS = 4
TEAMS = 1  # by party


def page_of(client: Client, cast: Cast, **asked: str) -> str:
    return sign_in(client, cast.wang_fang).get(reverse("goals:coverage"), asked).content.decode()


def spoil(cast: Cast) -> None:
    """A gap in the other street, an overlap between both, a piece outside of the first; dwellings that lack."""
    bound(cast)
    redraw(cast.plots[0], SIDE / 10, 0, 0, 0)
    redraw(cast.second_plots[0], 0, 0, SIDE / 10, 0)
    redraw(cast.other_plots[1], 0, 0, -SIDE / 10, 0)
    estate, since = Area.objects.get(code="A-estate"), date(2020, 1, 1)
    Dwelling.objects.create(area=estate, label="101", plot=cast.plots[0], since=since)


def rows_of(page: str, kind: str) -> str:
    """The section of a kind."""
    return page[page.index(f'id="{kind}"') :].partition("</section>")[0]


def test_each_piece_has_its_area_its_plots_and_what_to_do(client: Client, cast: Cast):
    spoil(cast)
    page = page_of(client, cast)
    gap, overlap, outside = (rows_of(page, kind) for kind in ("gap", "overlap", "outside"))
    assert reverse("desk:plot", args=[cast.other_plots[1].code]) in gap and "离得最近" in gap
    for plot in (cast.second_plots[0], cast.other_plots[0]):
        assert reverse("desk:plot", args=[plot.code]) in overlap
    assert reverse("desk:plot", args=[cast.plots[0].code]) in outside and "不算本区的覆盖" in outside
    assert re.search(r"[\d,.]+ 平方米", gap)
    assert page.count('href="#gap-1"') == page.count('id="gap-1"') == 1


def test_a_piece_is_drawn_near_by_with_the_codes_of_its_plots(client: Client, cast: Cast):
    spoil(cast)
    overlap = rows_of(page_of(client, cast), "overlap")
    drawing = overlap[overlap.index('<svg class="cover-close overlap"') :].partition("</svg>")[0]
    for plot in (cast.second_plots[0], cast.other_plots[0]):
        assert f">{plot.code}</text>" in drawing
    assert "图宽" in drawing and drawing.count('class="cover-plot"') >= 2


def test_whoever_keeps_a_plot_is_led_to_its_outline_and_nobody_else(client: Client, cast: Cast):
    spoil(cast)
    address = reverse("desk:draw_plot", args=[cast.other_plots[1].code])
    for person, may in (
        (cast.sun_li, True),
        (cast.he_san, True),
        (cast.wu_shen, False),
        (cast.wang_fang, False),
    ):
        page = sign_in(client, person).get(reverse("goals:coverage")).content.decode()
        assert (address in rows_of(page, "gap")) is may, person.name


def test_a_share_below_all_is_not_rounded_to_all_and_a_whole_one_is(client: Client, cast: Cast):
    bound(cast)
    assert ">100%<" in page_of(client, cast)
    redraw(cast.other_plots[1], 0, 0, -SIDE / 1_000_000, 0)
    page = page_of(client, cast)
    assert "99.9999%" in page and "薄片 1 处" in page


def test_a_street_shows_its_own_land_and_households_only(client: Client, cast: Cast):
    spoil(cast)
    mine, other = (page_of(client, cast, area=code) for code in ("A-street", "A-other_street"))
    assert "没有。" in rows_of(mine, "gap") and "空1" in rows_of(other, "gap")
    assert "外1" in rows_of(mine, "outside") and "没有。" in rows_of(other, "outside")
    assert "叠1" in rows_of(mine, "overlap") and "叠1" in rows_of(other, "overlap")
    assert "缺人服务的住户" in mine and "还没有登记住户" in other


def test_lacks_of_households_say_how_many_and_where(client: Client, cast: Cast):
    spoil(cast)
    page = rows_of(page_of(client, cast), "households")
    assert "没有中心户" in page and "没有服务团队" in page and "没有责任田</b>" not in page
    assert reverse("desk:area", args=["A-community"]) in page and "锦江花园" in page


def test_streets_are_listed_in_the_official_order(client: Client, cast: Cast):
    spoil(cast)
    table = rows_of(page_of(client, cast), "streets")
    order = [table.index(name) for name in ("青年路街道", "锦程街道", "春城街道")]
    assert order == sorted(order) and "不排名" in table


def test_it_says_date_tolerance_and_coordinates(client: Client, cast: Cast):
    bound(cast)
    page = rows_of(page_of(client, cast), "method")
    assert re.search(r"\d+月\d+日", page)
    assert "0.5 米" in page and "等积" in page and "WGS84" in page


def test_without_a_boundary_it_says_so_and_still_counts_households(client: Client, cast: Cast):
    page = page_of(client, cast)
    assert "本区还没有边界" in page and "每一户家庭都有人服务" in page


def test_an_unknown_area_is_not_found(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    for code in ("nowhere", "A-estate"):
        assert client.get(reverse("goals:coverage"), {"area": code}).status_code == 404


def test_a_view_takes_as_many_statements_as_the_households_need(
    client: Client, cast: Cast, django_assert_max_num_queries
):
    spoil(cast)
    sign_in(client, cast.wang_fang)
    for asked in ({}, {"area": "A-street"}):
        client.get(reverse("goals:coverage"), asked)
        with django_assert_max_num_queries(SESSION + HOUSEHOLDS + TEAMS):
            assert client.get(reverse("goals:coverage"), asked).status_code == 200


def test_the_pages_of_the_network_lead_here(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    for name in ("desk:network", "desk:gaps"):
        assert reverse("goals:coverage") in client.get(reverse(name)).content.decode()
