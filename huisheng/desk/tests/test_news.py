"""News: what others did on the cases that somebody answers for, since that person last looked."""

from typing import Any

import pytest
from django.test import Client

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.resident import add_words, send_back
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome
from huisheng.cases.tests.matters import (
    answer_case,
    answered,
    asked,
    assigned,
    case_of,
    handling,
    token,
    viewer,
)
from huisheng.desk.queries.news import count_news, news_of
from huisheng.outbox.models import NewsSeen
from huisheng.people.contacts import read_contact
from tests.cast import Cast, sign_in
from tests.support.worker import work


@pytest.fixture(autouse=True)
def no_gateway(settings: Any, tmp_path: Any) -> None:
    """SMS are files."""
    settings.GATEWAYS, settings.MESSAGE_FOLDER = {"sms": "", "chat": ""}, tmp_path


def said(cast: Cast, person: str = "wang_fang") -> list[str]:
    """What is news to somebody of the cast, newest first."""
    return [each.said or "lost" for each in news_of(viewer(getattr(cast, person)))]


def test_what_residents_and_others_did_is_news_and_what_one_did_oneself_is_not(cast: Cast) -> None:
    case = handling(cast)
    ask_resident(case.id, viewer(cast.wang_fang), token(), "几点在家？")
    add_words(case.id, token(), "下午")
    assert said(cast) == ["居民回答", "交给景阳社区工作站"]


def test_what_was_sent_back_is_news(cast: Cast) -> None:
    send_back(answered(cast).id, token())
    assert said(cast)[0] == "居民说还没有解决"


def test_an_answer_that_did_not_arrive_is_news(client: Client, cast: Cast) -> None:
    case = answered(cast, contact=read_contact("0431-87654321"))
    work()
    assert said(cast)[0] == "lost"
    page = sign_in(client, cast.wang_fang).get("/desk/news").content.decode()
    assert "答复没有送到居民那里" in page and "留的是座机" in page and case.number in page
    assert "87654321" not in page


def test_whoever_was_called_hears_of_it(cast: Cast) -> None:
    case = handling(cast)
    call_unit(case.id, viewer(cast.wang_fang), token(), cast.civil_affairs.id)
    assert said(cast, "zhou_min")[0] == "请民政分中心一起办"


def test_an_outsider_and_an_accused_unit_hear_nothing(client: Client, cast: Cast) -> None:
    case = case_of(asked(cast))
    assert said(cast, "he_san") == []
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    add_words(case.id, token(), "再说一句")
    assert said(cast) == []
    assert case.number not in sign_in(client, cast.wang_fang).get("/desk/news").content.decode()


def test_what_was_looked_at_is_not_new_any_more(client: Client, cast: Cast) -> None:
    case = assigned(cast)
    sign_in(client, cast.wang_fang)
    assert "1 条新的" in client.get("/desk/news/count").content.decode()
    page = client.get("/desk/news").context
    assert page["fresh"] == 1
    client.post("/desk/news", {"until": page["now"].isoformat()})
    assert client.get("/desk/news/count").content == b""
    assert client.get("/desk/news").context["fresh"] == 0
    add_words(case.id, token(), "又一句")
    assert count_news(viewer(cast.wang_fang)) == 1


def test_an_older_page_sent_later_takes_nothing_back(client: Client, cast: Cast) -> None:
    sign_in(client, cast.wang_fang)
    for until in ("2026-11-26T10:00:00+08:00", "2026-11-20T10:00:00+08:00"):
        client.post("/desk/news", {"until": until})
    assert NewsSeen.objects.get().until.isoformat() == "2026-11-26T02:00:00+00:00"


@pytest.mark.parametrize("until", ["", "morgen", "2026-11-26", "2999-01-01T00:00:00+08:00"])
def test_what_is_no_moment_means_now(client: Client, cast: Cast, until: str) -> None:
    assigned(cast)
    sign_in(client, cast.wang_fang)
    client.post("/desk/news", {"until": until})
    assert count_news(viewer(cast.wang_fang)) == 0
    assert NewsSeen.objects.get().until.year < 2900


def test_what_is_over_is_no_news(cast: Cast) -> None:
    case = handling(cast)
    answer_case(case.id, viewer(cast.wang_fang), token(), "好了。", Outcome.FIXED)
    Case.objects.filter(pk=case.pk).update(state="confirmed")
    assert said(cast) == []


def test_the_statements_do_not_grow_with_the_cases(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for _each in range(6):
        assigned(cast)
    reader = viewer(cast.wang_fang)
    with django_assert_max_num_queries(5):
        assert len(news_of(reader)) == 6
    with django_assert_max_num_queries(4):
        assert count_news(reader) == 6


def test_the_bar_leads_there_and_asks_for_the_count(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.wang_fang).get("/desk/today").content.decode()
    assert 'href="/desk/news"' in page and 'hx-get="/desk/news/count"' in page
    page = sign_in(client, cast.wu_shen).get("/desk/log").content.decode()
    assert "/desk/news" not in page
