"""More words, and the answer to a question."""

from django.test import Client

from huisheng.cases.actions.question import ask_resident
from huisheng.cases.models import CaseEvent
from huisheng.cases.models.codes import Outcome
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.portal.tests.residents import asked, case_of, tap, text
from tests.cast import Cast


def test_words_are_added_and_shown(client: Client, cast: Cast) -> None:
    secret = asked(client, plot=cast.plots[0].code)
    response = tap(client, secret, "additions", words="现在一点都不热了")
    page = text(client.get(response["Location"]))
    assert "收到了您的话" in page and "您补充：现在一点都不热了" in page


def test_while_a_question_is_open_words_are_its_answer(client: Client, cast: Cast) -> None:
    secret = asked(client, plot=cast.plots[0].code)
    ask_resident(case_of(secret).id, viewer(cast.wang_fang), token(), "几点在家？")
    tap(client, secret, "additions", words="下午三点")
    case = case_of(secret)
    assert not case.question_open
    assert CaseEvent.objects.get(case_id=case.id, seq=case.version).act == "reply"
    assert "您回答：下午三点" in text(client.get(f"/t/{secret}"))


def test_an_old_page_may_add_since_more_words_never_hurt(client: Client, cast: Cast) -> None:
    secret = asked(client, plot=cast.plots[0].code)
    assert tap(client, secret, "additions", words="再说一句", seen="1").status_code == 303


def test_nothing_is_not_sent(client: Client, cast: Cast) -> None:
    secret = asked(client)
    response = tap(client, secret, "additions", words="  ")
    assert response.status_code == 422 and "请写几句，或选一张照片。" in text(response)


def test_when_it_is_closed_by_now_the_words_are_shown_again(client: Client, cast: Cast) -> None:
    secret = asked(client, plot=cast.plots[0].code)
    answer_case(case_of(secret).id, viewer(cast.wang_fang), token(), "好了。", Outcome.FIXED)
    tap(client, secret, "confirmation")
    response = tap(client, secret, "additions", words="还有一件小事")
    assert response.status_code == 409
    assert "这件事已经结了，不能再补充" in text(response) and "还有一件小事" in text(response)


def test_the_same_form_twice_adds_once(client: Client, cast: Cast) -> None:
    secret = asked(client)
    form = {"key": "0b5cf1fe-5d8f-4a3c-9d27-d9ff9f3d2d4b", "seen": "1", "words": "一句"}
    for _click in range(2):
        assert client.post(f"/t/{secret}/additions", form).status_code == 303
    assert CaseEvent.objects.filter(act="add").count() == 1
