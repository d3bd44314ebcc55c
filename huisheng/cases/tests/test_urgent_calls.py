"""An emergency whistle is in sight of everybody who handles matters in a called unit, until one of them signs."""

from typing import Any

from django.test import Client
from django.urls import reverse

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.whistle import call_off
from huisheng.cases.actions.whistle_called import sign_call
from huisheng.cases.queries.urgent_calls import urgent_calls
from huisheng.cases.tests.matters import handling, token, viewer
from huisheng.cases.tests.test_whistle import housing_handler, whistled
from huisheng.people.models import Person
from tests.cast import Cast, sign_in


def called(person: Person) -> list[tuple[str, str]]:
    return [(call.number, call.unit) for call in urgent_calls(viewer(person))]


def test_each_called_unit_sees_it_until_one_of_its_people_signs(cast: Cast) -> None:
    helper, case = housing_handler(cast), whistled(cast, emergency=True)
    assert called(cast.zhou_min) == [(case.number, "民政分中心")]
    assert called(helper) == [(case.number, "住建分中心")]
    assert called(cast.zhou_min) == [(case.number, "民政分中心")], "looking changes nothing"
    sign_call(case.id, viewer(cast.zhou_min), token())
    assert (called(cast.zhou_min), len(called(helper))) == ([], 1)
    call_off(case.id, viewer(cast.wang_fang), token(), "水停了。")
    assert called(helper) == []


def test_whoever_is_not_called_and_an_ordinary_whistle_raise_no_alarm(cast: Cast) -> None:
    whistled(cast)
    assert called(cast.zhou_min) == []
    whistled(cast, handling(cast), emergency=True)
    for person in (cast.he_san, cast.wang_fang, cast.sun_li):
        assert called(person) == []


def test_the_most_pressing_comes_first_and_a_matter_about_the_unit_never(cast: Cast, later: Any) -> None:
    first = whistled(cast, emergency=True)
    later(minutes=10)
    second = whistled(cast, handling(cast), emergency=True)
    assert [number for number, _unit in called(cast.zhou_min)] == [first.number, second.number]
    accuse_unit(first.id, viewer(cast.sun_li), token(), cast.civil_affairs.id)
    assert [number for number, _unit in called(cast.zhou_min)] == [second.number]


def test_the_bar_and_the_page_of_news_say_so(client: Client, cast: Cast) -> None:
    case = whistled(cast, emergency=True)
    sign_in(client, cast.zhou_min)
    bar = client.get("/desk/news/count").content.decode()
    assert "1 个紧急哨声" in bar and "条新的" in bar
    page = client.get("/desk/news")
    assert [call.number for call in page.context["urgent"]] == [case.number]
    assert reverse("cases:whistle", args=[case.number, case.whistle]) in page.content.decode()
    client.post("/desk/news", {"until": page.context["now"].isoformat()})
    seen = client.get("/desk/news/count").content.decode()
    assert "1 个紧急哨声" in seen and "条新的" not in seen, "having looked is not having signed"
    sign_call(case.id, viewer(cast.zhou_min), token())
    assert client.get("/desk/news/count").content == b""


def test_an_outsider_hears_nothing(client: Client, cast: Cast) -> None:
    case = whistled(cast, emergency=True)
    sign_in(client, cast.he_san)
    assert client.get("/desk/news/count").content == b""
    assert case.number not in client.get("/desk/news").content.decode()
