"""The receipt: number, secret link and code, to keep or to print."""

from typing import Any

import pytest
from django.test import Client

from huisheng.portal.tests.residents import WORDS, asked, case_of, text
from tests.cast import Cast


def test_it_says_what_was_asked_who_has_it_and_by_when(client: Client, cast: Cast) -> None:
    secret = asked(client, plot=cast.plots[0].code)
    page = text(client.get(f"/t/{secret}/receipt"))
    assert "您说的事收到了" in page and WORDS in page
    assert f"诉求编号{case_of(secret).number}" in page
    assert "已经交给景阳社区工作站，等它签收。" in page and "答复您。" in page


def test_it_carries_the_link_as_text_as_code_and_as_picture(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.PUBLIC_ADDRESS = "https://echo.example"
    secret = asked(client)
    page = client.get(f"/t/{secret}/receipt").content.decode()
    assert f"https://echo.example/t/{secret}" in page
    assert " ".join(secret[at : at + 5] for at in range(0, 20, 5)) in page
    assert 'class="qr"' in page and 'role="img"' in page


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("", "您没有留联系方式，我们找不到您"),
        ("13804310001", "也会用短信发到您留的手机。"),
        ("li@example.org", "也会发到您留的邮箱。"),
    ],
)
def test_it_says_whether_the_link_comes_by_message_too(
    client: Client, cast: Cast, contact: str, said: str
) -> None:
    assert said in text(client.get(f"/t/{asked(client, contact=contact)}/receipt"))


def test_it_can_be_opened_again_later(client: Client, cast: Cast) -> None:
    secret = asked(client)
    assert f"/t/{secret}/receipt" in client.get(f"/t/{secret}").content.decode()
    assert client.get(f"/t/{secret}/receipt").status_code == 200
