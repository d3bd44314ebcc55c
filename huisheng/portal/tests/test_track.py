"""The page of one's own matter: who has it, by when, what next, in plain words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.escalate import escalate_overdue
from huisheng.cases.actions.object import Objection, object_to_case
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.report import report_progress, write_note
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Ground, Outcome
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.core import clock
from huisheng.portal.tests.residents import WORDS, asked, case_of, text
from tests.cast import Cast


@pytest.fixture
def secret(client: Client, cast: Cast) -> str:
    """A matter about heating on the first plot: at the station, not signed for."""
    return asked(client, plot=cast.plots[0].code, contact="13804310001")


def test_it_says_who_has_it_by_when_and_what_comes_then(client: Client, secret: str) -> None:
    page = text(client.get(f"/t/{secret}"))
    assert "已经交给景阳社区工作站，等它签收。" in page
    assert "答复您。" in page and "到时没有答复，春城街道分中心会来督办。" in page
    assert case_of(secret).number in page


def test_the_course_is_told_in_the_words_of_a_resident(client: Client, cast: Cast, secret: str) -> None:
    case, clerk = case_of(secret), viewer(cast.wang_fang)
    report_progress(case.id, clerk, token(), "上门看过，立管有气。")
    call_unit(case.id, clerk, token(), cast.civil_affairs.id)
    page = text(client.get(f"/t/{secret}"))
    for line in (
        "您说的事收到了。",
        "交给了景阳社区工作站。",
        "景阳社区工作站签收了，开始办。",
        "景阳社区工作站告诉您进展：上门看过，立管有气。",
        "景阳社区工作站请民政分中心一起来办。",
        "景阳社区工作站正在办。民政分中心一起来。",
    ):
        assert line in page
    assert WORDS in page


def test_notes_and_reasons_of_an_objection_are_never_shown(client: Client, cast: Cast, secret: str) -> None:
    case, clerk = case_of(secret), viewer(cast.wang_fang)
    write_note(case.id, clerk, token(), "这户老是打电话")
    object_to_case(case.id, clerk, token(), Objection(Ground.REMIT, "应该归物业，推给他们"))
    page = text(client.get(f"/t/{secret}"))
    assert "老是打电话" not in page and "推给他们" not in page
    assert "景阳社区工作站说这不是它的事，上一级会裁定。裁定以前它接着办。" in page
    assert "景阳社区工作站正在办。" in page


@pytest.mark.usefixtures("moment")
def test_a_deadline_that_passed_is_said_and_who_supervises(
    client: Client, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    escalate_overdue()
    page = text(client.get(f"/t/{secret}"))
    assert "过了时限，已到春城街道分中心督办。" in page
    assert "春城街道分中心在督办。" in page
    assert "以前就该答复您，超时" in page


def test_a_question_stands_first_with_a_place_to_answer(client: Client, cast: Cast, secret: str) -> None:
    ask_resident(case_of(secret).id, viewer(cast.wang_fang), token(), "几点在家？")
    page = text(client.get(f"/t/{secret}"))
    assert "景阳社区工作站问您几点在家？" in page
    assert page.index("几点在家？") < page.index("现在在谁手里")
    assert "办事的单位有话问您，答了才好接着办。" in page


def test_the_answer_stands_first_with_the_two_taps(client: Client, cast: Cast, secret: str) -> None:
    answer_case(case_of(secret).id, viewer(cast.wang_fang), token(), "立管已经排气。", Outcome.FIXED)
    page = text(client.get(f"/t/{secret}"))
    assert "景阳社区工作站的答复·已经办好" in page and "立管已经排气。" in page
    assert "解决了吗？解决了还没有只有您说了算。不回答不会算作满意。" in page


def test_about_a_unit_says_that_it_cannot_see(client: Client, cast: Cast) -> None:
    secret = asked(client, plot=cast.plots[0].code, about="on", accused=cast.station.code)
    assert "被说到的单位看不到这件事。" in text(client.get(f"/t/{secret}"))


def test_the_number_of_statements_does_not_grow_with_the_course(
    client: Client, cast: Cast, secret: str
) -> None:
    clerk = viewer(cast.wang_fang)
    answer_case(case_of(secret).id, clerk, token(), "好了。", Outcome.FIXED)
    with CaptureQueriesContext(connection) as few:
        client.get(f"/t/{secret}")
    for note in range(6):
        write_note(case_of(secret).id, clerk, token(), f"第 {note} 条")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/t/{secret}")
    assert len(many) == len(few) <= 9


@pytest.mark.parametrize(
    "page", ["", "/receipt", "/withdrawal", "/rating", "/contact-openings", "/photos/10"]
)
def test_a_wrong_secret_is_told_what_to_do(client: Client, secret: str, page: str) -> None:
    wrong = secret[:-1] + ("2" if secret[-1] != "2" else "3")
    response = client.get(f"/t/{wrong}{page}")
    assert response.status_code == 404
    assert "没有找到这件事" in text(response) and "回执丢了" in text(response)
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("form", ["confirmation", "return", "additions", "withdrawal", "rating"])
def test_a_wrong_secret_can_do_nothing(client: Client, secret: str, form: str) -> None:
    before = Case.objects.values_list("version", flat=True).get()
    assert client.post(f"/t/{'2' * 20}/{form}", {"words": "x"}).status_code == 404
    assert Case.objects.values_list("version", flat=True).get() == before


def test_a_secret_typed_in_capitals_with_hyphens_opens_the_same(client: Client, secret: str) -> None:
    typed = "-".join(secret[at : at + 5] for at in range(0, 20, 5)).upper()
    assert client.get(f"/t/{typed}").status_code == 200


@pytest.mark.parametrize("page", ["", "/receipt", "/withdrawal", "/rating", "/contact-openings"])
def test_nothing_of_it_is_cached_indexed_or_passed_on(client: Client, secret: str, page: str) -> None:
    response = client.get(f"/t/{secret}{page}")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


def test_the_number_alone_opens_nothing(client: Client, secret: str) -> None:
    number = case_of(secret).number
    assert client.get(f"/t/{number}").status_code == 404
    assert client.post("/lost", {"code": number}).status_code == 422
