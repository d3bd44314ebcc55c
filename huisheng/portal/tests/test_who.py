"""Who is responsible here: the page and the API say the same, name no person, and say who does when nobody does."""

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from huisheng.network import tree
from huisheng.network.models import Area, Plot, PlotHolding, PlotHub, Unit
from huisheng.network.projection import wgs84_to_gcj02
from huisheng.portal.tests.residents import text
from tests.cast import Cast, add_person, appoint
from tests.cast_network import square

INSIDE = {"lon": "125.201", "lat": "43.881"}  # on the first plot of the cast
SINCE = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def _phones(cast: Cast) -> None:
    """Station and centre have an office telephone; the street's sub-centre has none."""
    Unit.objects.filter(pk=cast.station.pk).update(office_phone="0431-00000021")
    Unit.objects.filter(pk=cast.centre.pk).update(office_phone="0431-00000001")
    tree.forget()


def page(client: Client, **asked: str) -> str:
    return text(client.get("/who", asked))


def api(client: Client, **asked: str) -> Any:
    answer = client.get("/api/who", asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def refused(client: Client, status: int, **asked: str) -> Any:
    answer = client.get("/api/who", asked)
    assert answer.status_code == status and answer.json()["found"] == "nothing"
    return answer.json()["error"]


def levels(body: Any) -> list[list[str]]:
    return [[unit["name"] for unit in level["units"]] for level in body["levels"]]


CHAIN = [
    ["民生工作局", "为民服务指导中心"],
    ["春城街道分中心"],
    ["景阳社区工作站"],
    ["锦江花园工作室"],
    [],
]


def test_point_words_plot_code_and_sign_code_lead_to_the_same_chain(client: Client, cast: Cast) -> None:
    plot = cast.plots[0]
    for asked in (
        INSIDE,
        {"q": "125.201，43.881"},
        {"q": plot.name},
        {"code": plot.code},
        {"q": plot.sign_code},
    ):
        body = api(client, **asked)
        assert body["plot"] == {"code": plot.code, "name": plot.name}
        assert levels(body) == CHAIN
        assert body["branch"] == "景阳社区第一党支部"
        shown = page(client, **asked)
        for name in ("景阳社区第一党支部", *(name for level in CHAIN for name in level)):
            assert name in shown


def test_the_nearest_office_with_a_telephone_is_the_one_to_call(client: Client, cast: Cast) -> None:
    body = api(client, code=cast.plots[0].code)
    assert body["call"]["office_phone"] == "0431-00000021"
    answer = client.get("/who", {"code": cast.plots[0].code})
    assert 'href="tel:0431-00000021"' in answer.content.decode()
    assert "锦江花园工作室没有办公电话，打给景阳社区工作站" in text(answer)
    Unit.objects.filter(pk=cast.station.pk).update(office_phone="")
    tree.forget()
    assert api(client, code=cast.plots[0].code)["call"]["office_phone"] == "0431-00000001"


def test_a_level_that_nobody_holds_says_who_does_then(client: Client, cast: Cast) -> None:
    Plot.objects.filter(pk=cast.plots[0].pk).update(unit=cast.station)
    tree.forget()
    body = api(client, code=cast.plots[0].code)
    assert [level["instead"] and level["instead"]["name"] for level in body["levels"]] == [
        None,
        None,
        None,
        "景阳社区工作站",
        "景阳社区工作站",
    ]
    assert "还没有人先由景阳社区工作站管。" in page(client, code=cast.plots[0].code)


def test_a_closed_unit_answers_for_nothing_any_more(client: Client, cast: Cast) -> None:
    Unit.objects.filter(pk=cast.studio.pk).update(until=date(2026, 1, 1))
    tree.forget()
    body = api(client, code=cast.plots[0].code)
    assert levels(body)[3] == [] and body["levels"][3]["instead"]["name"] == "景阳社区工作站"


def test_a_plot_without_a_branch_says_so(client: Client, cast: Cast) -> None:
    PlotHolding.objects.filter(plot=cast.plots[0]).update(until=date(2026, 5, 1))
    tree.forget()
    assert api(client, code=cast.plots[0].code)["branch"] is None
    assert "还没有党支部负责，先由锦江花园工作室管" in page(client, code=cast.plots[0].code)


def test_hub_households_are_counted_and_never_named_and_no_person_is(client: Client, cast: Cast) -> None:
    PlotHub.objects.create(plot=cast.plots[0], unit=cast.hub, since=SINCE)
    Unit.objects.filter(pk=cast.hub.pk).update(name="赵家中心户", office_phone="13804310001")
    appoint(
        [
            (add_person("书记甲"), "secretary", cast.branch),
            (add_person("志愿者乙"), "volunteer", cast.plots[0]),
        ]
    )
    tree.forget()
    body = api(client, code=cast.plots[0].code)
    assert body["levels"][4]["households"] == 1 and body["levels"][4]["units"] == []
    answers = [client.get(path, {"code": cast.plots[0].code}) for path in ("/who", "/api/who")]
    for answer in answers:
        said = answer.content.decode()
        for private in ("赵家", "13804310001", "书记甲", "志愿者乙", "王芳", "赵强"):
            assert private not in said
    assert "1户" in text(answers[0])
    Unit.objects.filter(pk=cast.hub.pk).update(until=date(2026, 1, 1))
    tree.forget()
    assert api(client, code=cast.plots[0].code)["levels"][4]["households"] == 0


def test_land_that_is_in_no_plot_is_answered_for_by_the_centre(client: Client, cast: Cast) -> None:
    Plot.objects.filter(pk=cast.plots[1].pk).update(until=date(2026, 1, 1))
    Area.objects.filter(pk=cast.district.pk).update(boundary=square(125.19, 43.87, 0.05))
    tree.forget()
    body = api(client, lon="125.201", lat="43.883")
    assert body["plot"] is None and levels(body)[0] == CHAIN[0]
    assert {level["instead"]["name"] for level in body["levels"][1:]} == {"为民服务指导中心"}
    assert "这里还没有划进责任田，先由为民服务指导中心管" in page(client, lon="125.201", lat="43.883")


def test_between_plots_the_nearest_are_offered_with_their_distance(client: Client, cast: Cast) -> None:
    Plot.objects.filter(pk=cast.plots[1].pk).update(until=date(2026, 1, 1))
    Area.objects.filter(pk=cast.district.pk).update(boundary=square(125.19, 43.87, 0.05))
    tree.forget()
    near = api(client, lon="125.201", lat="43.8822")["near"]
    assert near[0]["code"] == cast.plots[0].code and near[0]["metres"] == pytest.approx(22, abs=1)
    assert len(near) <= 3 and [each["metres"] for each in near] == sorted(each["metres"] for each in near)
    html = page(client, lon="125.201", lat="43.8822")
    assert "旁边的责任田" in html and f"离{near[0]['metres']}米" in html
    far = api(client, lon="125.23", lat="43.91")["near"]
    assert len(far) == 1 and far[0]["metres"] > 300
    assert api(client, **INSIDE)["near"] == []


def test_a_null_character_is_answered_in_json(client: Client, cast: Cast) -> None:
    error = refused(client, 400, q="锦江\0花园")
    assert error["message"] == "里面有不能读的字符。请重新写一遍。"
    assert "characters" in refused(client, 400, q="\0", lang="en")["message"]


def test_zero_zero_and_far_swapped_points_get_the_words_that_fit(client: Client, cast: Cast) -> None:
    assert refused(client, 400, lon="0", lat="0")["problem"] == "no_fix"
    assert refused(client, 404, lon="31.23", lat="121.47")["problem"] == "swapped_outside"


def test_an_area_says_what_is_known_and_offers_its_plots(client: Client, cast: Cast) -> None:
    body = api(client, q="景阳社区")
    assert levels(body)[:3] == CHAIN[:3]
    assert [level["depends_on_the_plot"] for level in body["levels"]] == [False, False, False, True, True]
    assert [plot["code"] for plot in body["plots"]] == [
        plot.code for plot in [*cast.plots, *cast.second_plots]
    ]
    assert "您说的是哪一块？" in page(client, q="景阳社区")


def test_an_estate_that_is_one_plot_is_that_plot(client: Client, cast: Cast) -> None:
    Plot.objects.filter(pk=cast.plots[1].pk).update(until=date(2026, 1, 1))
    tree.forget()
    assert api(client, q="锦江花园")["plot"]["code"] == cast.plots[0].code


def test_words_that_may_mean_several_places_give_a_list_to_choose_from(client: Client, cast: Cast) -> None:
    body = api(client, q="社区")
    assert body["found"] == "several" and body["count"] == 3
    assert [choice["name"] for choice in body["choices"]] == ["景阳社区", "迎宾社区", "一汽社区"]
    following = client.get(body["choices"][0]["next"].replace("http://localhost:8765", ""))
    assert following.json()["name"] == "景阳社区"
    html = client.get("/who", {"q": "社区"}).content.decode()
    links = re.findall(r'<li><a href="(/who\?[^"]+)">', html)
    assert len(links) == 3 and "景阳社区工作站" in text(client.get(links[0].replace("&amp;", "&")))


def test_the_place_goes_along_to_the_ask_page(client: Client, cast: Cast) -> None:
    html = client.get("/who", {"q": f"{cast.plots[0].name} 3号楼"}).content.decode()
    (link,) = re.findall(r'href="(/\?[^"]+)"', html)
    assert parse_qs(urlsplit(link.replace("&amp;", "&")).query) == {
        "plot": [cast.plots[0].code],
        "address": [f"{cast.plots[0].name} 3号楼"],
    }
    asked = client.get(link.replace("&amp;", "&"))
    assert "由景阳社区第一党支部负责" in text(asked)
    assert f'name="plot" value="{cast.plots[0].code}"' in asked.content.decode()
    assert api(client, code=cast.plots[0].code)["ask"].endswith("/?plot=" + "%E6%98%A51-001")


def test_a_whole_area_goes_along_too(client: Client, cast: Cast) -> None:
    body = api(client, q="景阳社区")
    asked = client.get(urlsplit(body["ask"])._replace(scheme="", netloc="").geturl())
    assert (
        "由景阳社区工作站负责" in text(asked) and 'name="area" value="A-community"' in asked.content.decode()
    )


def test_what_is_not_here_is_404_and_what_is_no_question_400(client: Client, cast: Cast) -> None:
    assert "老车站对面" in refused(client, 404, q="老车站对面")["message"]
    assert refused(client, 404, code="春-999")
    assert refused(client, 404, area="A-nowhere")
    for wrong in ({}, {"lon": "125.2"}, {"lon": "x", "lat": "y"}, {"lon": "999", "lat": "999"}, {"q": " "}):
        assert refused(client, 400, **wrong)["message"]
    assert client.get("/who", {"q": "老车站对面"}).status_code == 404
    assert "没有找到“老车站对面”" in page(client, q="老车站对面")


def test_a_point_outside_swapped_or_shifted_says_what_may_have_been_meant(client: Client, cast: Cast) -> None:
    assert refused(client, 404, lon="126.5", lat="45.8")["problem"] == "outside"
    swapped = refused(client, 404, lon=INSIDE["lat"], lat=INSIDE["lon"])
    assert (swapped["problem"], swapped["meant"]) == ("swapped", {"lon": 125.201, "lat": 43.881})
    lon, lat = wgs84_to_gcj02(125.201, 43.881)
    assert refused(client, 404, lon=f"{lon:.6f}", lat=f"{lat:.6f}")["problem"] == "gcj02"
    html = client.get("/who", {"lon": INSIDE["lat"], "lat": INSIDE["lon"]}).content.decode()
    assert "/who?lon=125.201&amp;lat=43.881" in html


def test_the_map_leads_from_district_to_plot(client: Client, cast: Cast) -> None:
    first = client.get("/who").content.decode()
    assert "/who?in=A-street" in first
    assert "/who?in=A-community" in client.get("/who", {"in": "A-street"}).content.decode()
    plots = client.get("/who", {"in": "A-community"}).content.decode()
    assert "/who?code=%E6%98%A51-001" in plots and "/who?area=A-community" in plots


def test_any_site_may_read_the_api_and_cookies_change_nothing(client: Client, cast: Cast) -> None:
    client.cookies["language"] = "en"
    answer = client.get("/api/who", {"code": cast.plots[0].code})
    assert answer["Access-Control-Allow-Origin"] == "*" and answer["Content-Language"] == "zh-hans"
    assert "public" in answer["Cache-Control"] and "Cookie" not in answer.get("Vary", "")
    english = client.get("/api/who", {"code": cast.plots[0].code, "lang": "en"})
    assert english["Content-Language"] == "en"
    assert english.json()["levels"][4]["name"] == "Hub household"
    assert client.post("/api/who").status_code == 405
    preflight = client.options("/api/who")
    assert (preflight.status_code, preflight["Access-Control-Allow-Origin"]) == (204, "*")


def test_both_cost_no_statement(client: Client, cast: Cast, django_assert_num_queries) -> None:
    for path in ("/who", "/api/who"):
        client.get(path, INSIDE)
        for asked in (INSIDE, {"q": "锦江花园"}, {"code": cast.plots[0].code}, {"q": "锦"}):
            with django_assert_num_queries(0):
                client.get(path, asked)


def test_the_front_page_and_every_footer_lead_there(client: Client, cast: Cast) -> None:
    assert client.get("/").content.decode().count('href="/who"') == 2
    assert 'href="/who"' in client.get("/about").content.decode()
