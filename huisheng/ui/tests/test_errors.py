"""Error pages: what happened, what to do now, and the words just typed."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from huisheng.ui.views import errors

LONG = "3号楼2单元暖气一直不热，已经三天了。"


def post(data: dict[str, Any] | None = None, **headers: str) -> HttpRequest:
    return RequestFactory().post("/ask", data or {}, headers=headers)


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "没有看懂发来的内容"),
        (errors.forbidden, 403, "这一页您不能看"),
        (errors.stale_form, 403, "这一页放得太久了"),
        (errors.not_found, 404, "没有找到这一页"),
        (errors.gone, 410, "这一页已经撤下"),
        (errors.too_large, 413, "一次最多 10 兆"),
        (errors.too_many, 429, "请过 1 分钟再试"),
        (errors.server_error, 500, "我们这边出了错"),
    ],
)
def test_every_error_has_its_status_and_its_words(view: Any, status: int, words: str) -> None:
    response = view(RequestFactory().get("/x"))
    assert response.status_code == status
    assert words in response.content.decode()


def test_too_many_says_when_to_come_back() -> None:
    response = errors.too_many(RequestFactory().get("/x"), seconds=90)
    assert response.headers["Retry-After"] == "90"
    assert "请过 2 分钟再试" in response.content.decode()


@pytest.mark.parametrize("view", [errors.server_error, errors.stale_form, errors.too_many])
def test_what_was_typed_is_shown_for_copying(view: Any) -> None:
    html = view(post({"words": LONG + "<b>", "kind": "a"})).content.decode()
    assert LONG + "&lt;b&gt;" in html
    assert "您刚才写的还在" in html


def test_secrets_are_not_shown_again() -> None:
    html = errors.server_error(
        post(
            {
                "password": "correct horse",
                "csrfmiddlewaretoken": "abcdef",
                "otp_code": "123456",
                "words": LONG,
            }
        )
    ).content.decode()
    assert LONG in html
    for secret in ("correct horse", "abcdef", "123456"):
        assert secret not in html


def test_words_put_into_a_form_by_another_site_are_not_shown() -> None:
    html = errors.stale_form(
        post({"words": "请到 evil.example 登录"}, **{"Sec-Fetch-Site": "cross-site"})
    ).content.decode()
    assert "evil.example" not in html


def test_a_body_that_cannot_be_read_still_gets_its_page() -> None:
    request = RequestFactory().post("/ask", b"x", content_type="multipart/form-data; boundary=")
    assert errors.server_error(request).status_code == 500


def test_the_last_resort_stands_when_templates_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> str:
        raise RuntimeError("templates are gone")

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.server_error(post({"words": LONG}))
    assert response.status_code == 500
    assert "我们这边出了错" in response.content.decode()
