"""What is true of every answer: language, page policy, and a log that holds nobody's secret."""

import logging
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from huisheng.config import health
from huisheng.config.logs import PlainFormatter
from huisheng.config.middleware.content_policy import policy, tile_origin


def test_pages_are_chinese_whatever_the_browser_prefers() -> None:
    answer = Client().get("/no-such-page", headers={"Accept-Language": "en-US,en;q=0.9"})
    assert answer["Content-Language"] == "zh-hans"


def test_a_reader_who_chose_english_gets_english() -> None:
    client = Client()
    client.cookies["language"] = "en"
    assert client.get("/no-such-page")["Content-Language"] == "en"


def test_a_language_that_we_do_not_have_is_chinese() -> None:
    client = Client()
    client.cookies["language"] = "xx"
    assert client.get("/no-such-page")["Content-Language"] == "zh-hans"


def test_no_middleware_stands_twice() -> None:
    assert len(settings.MIDDLEWARE) == len(set(settings.MIDDLEWARE))


def test_the_policy_lets_pages_run_nothing_inline() -> None:
    rules = Client().get("/no-such-page")["Content-Security-Policy"]
    assert "default-src 'self'" in rules
    assert "unsafe" not in rules
    assert "data:" not in rules


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://tiles.example.org/{z}/{x}/{y}.png?tk=1", "https://tiles.example.org"),
        ("https://{s}.tiles.example.org/{z}/{x}/{y}.png", "https://*.tiles.example.org"),
        ("", ""),
    ],
)
def test_only_the_origin_of_the_chosen_tiles_is_added_for_images(address: str, origin: str) -> None:
    assert tile_origin(address) == origin
    assert f"img-src 'self' blob:{f' {origin}' if origin else ''};" in policy(address)


def test_the_access_log_names_the_route_and_never_the_address(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "huisheng.access"):
        Client().get("/look/no-such-example?words=13900000000")
        Client().get("/track/very-secret")
    lines = "\n".join(caplog.messages)
    assert "GET /look/<slug:name> 404" in lines
    assert "13900000000" not in lines
    assert "very-secret" not in lines


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/track/very-secret", "/t/abcdefghijkmnpqrstuv。"])
def test_django_s_own_log_of_a_missing_page_holds_no_address_either(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = logging.StreamHandler()
    for name in settings.LOGGING["handlers"]["out"]["filters"]:
        from huisheng.config.logs import RouteOnly

        assert name == "route_only"
        handler.addFilter(RouteOnly())
    logging.getLogger("django.request").addHandler(handler)
    try:
        Client().get(path)
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    said = capsys.readouterr().err
    assert "Not Found" in said
    assert "very-secret" not in said and "abcdefghijk" not in said


def test_the_log_of_an_error_holds_places_and_no_words() -> None:
    try:
        raise ValueError("张三 13900000000")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "failed", None, (type(error), error, error.__traceback__)
        )
    said = PlainFormatter("%(message)s").format(record)
    assert "test_requests.py" in said
    assert "builtins.ValueError" in said
    assert "13900000000" not in said


@pytest.mark.django_db
def test_health_is_503_while_no_worker_is_there_and_200_once_they_are(
    django_assert_max_num_queries: Any, settings: Settings
) -> None:
    from django.db import connection

    assert Client().get("/healthz").json() == {"database": "ok", "migrations": "ok", "workers": "down"}
    with connection.cursor() as cursor:
        for _worker in range(settings.EXPECTED_WORKERS):
            cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    with django_assert_max_num_queries(2):
        assert Client().get("/healthz").status_code == 200
    settings.EXPECTED_WORKERS += 1
    assert Client().get("/healthz").status_code == 503


def test_health_tells_which_part_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def down() -> bool:
        raise OperationalError

    monkeypatch.setattr(health, "CHECKS", {"database": down, "workers": lambda: True})
    answer: HttpResponse = health.healthz(RequestFactory().get("/healthz"))
    assert answer.status_code == 503
    assert answer.content == b'{"database": "down", "workers": "ok"}'


@pytest.mark.parametrize("address", ["/t/%00", "/cases/2026-%00-000001", "/ask?words=%00", "/look/%00/x"])
def test_a_nul_in_an_address_is_answered_as_what_cannot_be_read(address: str) -> None:
    assert Client().get(address).status_code == 400


def test_a_nul_in_a_field_is_answered_so_too_and_the_words_come_back() -> None:
    answer = Client().post("/", {"words": "三号楼没有暖气", "go": "\0"})
    assert answer.status_code == 400
    assert "三号楼没有暖气" in answer.content.decode()
