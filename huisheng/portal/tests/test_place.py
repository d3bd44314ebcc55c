"""Where it is: by list, by map, by the code on a sign, by words, or not at all."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.models.codes import DeskReason
from huisheng.network.models import Area, Dwelling
from huisheng.network.points import read_point
from huisheng.network.projection import wgs84_to_gcj02
from huisheng.portal.queries.maps import PICTURE_WIDTH, choice_in
from huisheng.portal.queries.places import read_place
from huisheng.portal.tests.residents import WORDS, ask, asked, case_of, text
from tests.cast import Cast

SINCE = date(2020, 1, 1)
INSIDE = (125.201, 43.881)  # on the first plot of the cast


@pytest.fixture(autouse=True)
def _catalogue(cast: Cast) -> None:
    load_catalogue()


def press(client: Client, **fields: Any) -> Any:
    """A button of the form, with the words kept."""
    return client.post("/", {"words": WORDS, "contact": "13804310001", **fields})


def test_by_list_step_by_step_and_everything_typed_stays(client: Client, cast: Cast) -> None:
    streets = press(client, go="choose").content.decode()
    assert "春城街道" in streets and "锦程街道" in streets
    communities = press(client, pick_area="A-street").content.decode()
    assert "景阳社区" in communities and "一汽社区" not in communities
    plots = press(client, pick_area="A-community").content.decode()
    assert cast.plots[0].code in plots and cast.other_plots[0].code not in plots
    for page in (streets, communities, plots):
        assert f'name="words" value="{WORDS}"' in page and 'value="13804310001"' in page
    chosen = press(client, pick_plot=cast.plots[0].code)
    assert f"责任田{cast.plots[0].code}" in text(chosen)
    assert "由景阳社区第一党支部负责" in text(chosen)
    assert WORDS in chosen.content.decode()


def test_only_the_community_is_enough_for_its_desk(client: Client, cast: Cast) -> None:
    page = press(client, only_area="A-community")
    assert "景阳社区" in text(page) and "由景阳社区工作站负责" in text(page)
    case = case_of(asked(client, area="A-community"))
    assert (case.plot_id, case.unit_id, case.desk_reason) == (None, cast.station.id, DeskReason.NO_PLACE)


def test_by_the_code_on_a_sign_typed_in_any_way(client: Client, cast: Cast) -> None:
    sign = cast.plots[1].sign_code
    typed = f" {sign[:3].lower()} {sign[3:].lower()} "
    case = case_of(asked(client, address=typed))
    assert case.plot_id == cast.plots[1].id
    assert case.subject_id is None  # a sign's code is no address, so there is nothing to seal


def test_a_code_that_was_understood_is_not_left_standing_as_an_address(client: Client, cast: Cast) -> None:
    page = press(client, go="look", address=cast.plots[1].sign_code).content.decode()
    assert f'name="plot" value="{cast.plots[1].code}"' in page
    assert cast.plots[1].sign_code not in page
    page = press(client, go="look", address="125.201, 43.881").content.decode()
    assert 'name="lon" value="125.201"' in page and "125.201, 43.881" not in page


def test_by_scanning_a_sign(client: Client, cast: Cast) -> None:
    response = client.get(f"/p/{cast.plots[0].sign_code}")
    assert response.status_code == 200
    assert "由景阳社区第一党支部负责" in text(response)
    assert f'name="plot" value="{cast.plots[0].code}"' in response.content.decode()


def test_a_sign_that_is_not_there_still_lets_one_ask(client: Client, cast: Cast) -> None:
    response = client.get("/p/ZZZZZZ")
    assert response.status_code == 404
    assert "没有找到牌子上的码“ZZZZZZ”" in text(response)
    assert "<textarea" in response.content.decode()


def test_a_tap_on_the_map_leads_from_district_to_plot_and_keeps_the_point(client: Client, cast: Cast) -> None:
    plot = cast.plots[0]
    assert "春城街道" in press(client, **tap_at(cast.district.code, plot.lon, plot.lat)).content.decode()
    assert "景阳社区" in press(client, **tap_at("A-street", plot.lon, plot.lat)).content.decode()
    page = press(client, **tap_at("A-community", plot.lon, plot.lat)).content.decode()
    lon, lat = (float(re.search(rf'name="{name}" value="([^"]+)"', page)[1]) for name in ("lon", "lat"))  # type: ignore[index]
    # One pixel of the picture of a community this size is about two metres.
    assert (lon, lat) == pytest.approx((plot.lon, plot.lat), abs=3e-5)
    case = case_of(asked(client, plot=plot.code, lon=str(lon), lat=str(lat)))
    assert (case.plot_id, case.longitude, case.latitude) == (plot.id, lon, lat)


def test_a_tap_beside_everything_is_said_and_the_list_is_still_there(client: Client, cast: Cast) -> None:
    page = press(client, **{"tap.x": "0", "tap.y": "0", "map_of": "A-community"})
    assert "那里不在图上的任何一块里" in text(page) and cast.plots[0].code in page.content.decode()


def test_the_map_is_a_picture_of_the_parts_with_their_names(client: Client, cast: Cast) -> None:
    picture = client.get("/map/A-community.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.decode().count("<path") == 4
    assert cast.plots[0].code in picture.content.decode()
    assert client.get("/map/nothing.svg").status_code == 404


def test_a_point_alone_finds_its_plot(client: Client, cast: Cast) -> None:
    assert "由景阳社区第一党支部负责" in text(press(client, go="look", lon="125.201", lat="43.881"))
    case = case_of(asked(client, lon="125.201", lat="43.881"))
    assert (case.plot_id, case.longitude, case.latitude) == (cast.plots[0].id, *INSIDE)


def test_words_that_name_one_plot_choose_it_and_stay_as_the_address(client: Client, cast: Cast) -> None:
    case = case_of(asked(client, address="锦江花园1号 二单元"))
    assert case.plot_id == cast.plots[0].id
    assert case.subject_id is not None


def test_words_that_may_mean_several_plots_are_offered_and_never_guessed(client: Client, cast: Cast) -> None:
    page = press(client, go="look", address="锦江花园三单元").content.decode()
    assert "是哪一块？" in page and all(plot.code in page for plot in cast.plots)
    case = case_of(asked(client, address="锦江花园三单元"))
    assert (case.plot_id, case.unit_id) == (None, cast.station.id)


def test_words_that_name_nothing_are_kept_for_the_desk(client: Client, cast: Cast) -> None:
    case = case_of(asked(client, address="老车站对面"))
    assert (case.plot_id, case.unit_id, case.desk_reason) == (None, cast.centre.id, DeskReason.NO_PLACE)
    assert case.subject_id is not None


def test_swapped_coordinates_are_said_and_put_right_with_one_button(client: Client, cast: Cast) -> None:
    response = ask(client, address="43.881, 125.201", contact="13804310001")
    assert response.status_code == 422
    assert "经度和纬度好像写反了" in text(response) and WORDS in response.content.decode()
    put_right = press(client, go="meant", address="43.881, 125.201").content.decode()
    assert 'name="lon" value="125.201000"' in put_right and 'name="lat" value="43.881000"' in put_right
    assert "由景阳社区第一党支部负责" in put_right


def test_coordinates_of_a_chinese_map_are_said_and_put_right(client: Client, cast: Cast) -> None:
    lon, lat = wgs84_to_gcj02(*INSIDE)
    response = ask(client, address=f"{lon:.6f},{lat:.6f}")
    assert response.status_code == 422 and "GCJ-02" in text(response)
    page = press(client, go="meant", address=f"{lon:.6f},{lat:.6f}").content.decode()
    found = re.search(r'name="lon" value="([\d.]+)"', page)
    assert found and float(found[1]) == pytest.approx(INSIDE[0], abs=1e-5)


def test_a_point_outside_is_said_and_may_be_sent_all_the_same(client: Client, cast: Cast) -> None:
    response = ask(client, lon="126.5", lat="45.8")
    assert response.status_code == 422 and "这个位置不在本区" in text(response)
    case = case_of(asked(client, lon="126.5", lat="45.8", outside="1"))
    assert (case.desk_reason, case.longitude, case.unit_id) == (DeskReason.OUTSIDE, 126.5, cast.centre.id)


def test_numbers_that_are_no_point_never_reach_the_database(client: Client, cast: Cast) -> None:
    assert ask(client, lon="999", lat="999").status_code == 422
    case = case_of(asked(client, lon="999", lat="999", outside="1"))
    assert (case.longitude, case.desk_reason) == (None, DeskReason.OUTSIDE)


def test_another_place_forgets_the_first_one(client: Client, cast: Cast) -> None:
    page = press(client, go="forget", plot=cast.plots[0].code, lon="125.201", lat="43.881")
    assert "责任田" not in text(page)
    assert 'name="plot" value=""' in page.content.decode()


def test_a_closed_or_unknown_plot_in_a_form_counts_as_none(client: Client, cast: Cast) -> None:
    assert case_of(asked(client, plot="春-999")).plot_id is None


@pytest.mark.parametrize("typed", ["125.2,43.8", "125.2，43.8", " 125.2 43.8 ", "125.2;43.8"])
def test_two_numbers_are_a_point_however_they_are_written(typed: str) -> None:
    assert read_point(typed) == (125.2, 43.8)


@pytest.mark.parametrize("typed", ["", "3号楼", "125.2", "1,2,3", "nan,nan", "1e9,1e9", "-,-"])
def test_anything_else_is_none(typed: str) -> None:
    assert read_point(typed) is None


def test_names_that_contradict_each_other_choose_nothing(cast: Cast) -> None:
    place = read_place("锦程街道锦江花园")
    assert (place.plot, place.offered) == (None, ())


def tap_at(code: str, lon: float, lat: float) -> dict[str, str]:
    """The fields that a browser sends for a tap on that place of the picture."""
    choice = choice_in(code)
    assert choice is not None
    x, y = choice.map.frame.place(lon, lat)
    scale = PICTURE_WIDTH / choice.map.frame.width
    return {"tap.x": str(round(x * scale)), "tap.y": str(round(y * scale)), "map_of": code}


def test_a_building_is_the_plot_in_which_it_lies(client: Client, cast: Cast) -> None:
    estate = Area.objects.get(code="A-estate")
    building = Area.objects.create(
        code="A-estate-9", name="锦江花园9号楼", kind="building", parent=estate, since=SINCE
    )
    Dwelling.objects.create(area=building, label="2单元301", plot=cast.plots[1], since=SINCE)
    for typed in ("锦江花园9号楼", "錦江花園9號樓", "锦江花园９栋2单元301"):
        case = case_of(asked(client, address=typed))
        assert (case.plot_id, case.desk_reason) == (cast.plots[1].id, "")
    unknown = case_of(asked(client, address="锦江花园77号楼"))
    assert unknown.plot_id is None
