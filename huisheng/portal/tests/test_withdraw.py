"""Taking a matter back: asked once more, and readable ever after."""

from datetime import timedelta

import pytest
from django.test import Client

from huisheng.cases.models.transitions import State
from huisheng.core import clock
from huisheng.portal.tests.residents import WORDS, asked, case_of, tap, text
from huisheng.ui.components import parts
from tests.cast import Cast, sign_in


def test_the_page_asks_once_more_and_changes_nothing(client: Client, cast: Cast) -> None:
    secret = asked(client)
    assert "要撤回这件事吗？" in text(client.get(f"/t/{secret}/withdrawal"))
    assert case_of(secret).version == 1


def test_nothing_of_ones_own_address_stays_in_the_process(client: Client, cast: Cast) -> None:
    """Of the secret only a hash is kept anywhere: two residents' pages are made of the same parts."""
    kept = []
    for secret in (asked(client), asked(client)):
        assert f'href="/t/{secret}"' in client.get(f"/t/{secret}/withdrawal").content.decode()
        kept.append(parts._drawn.cache_info().currsize)
    assert kept[0] == kept[1]


def test_then_it_is_withdrawn_and_stays_readable(client: Client, cast: Cast) -> None:
    secret = asked(client, plot=cast.plots[0].code)
    response = tap(client, secret, "withdrawal")
    page = text(client.get(response["Location"]))
    assert case_of(secret).state == State.WITHDRAWN
    assert "已经撤回" in page and "您撤回了这件事。" in page and WORDS in page


def test_steps_that_were_never_taken_bear_no_tick(client: Client, cast: Cast) -> None:
    secret = asked(client)
    tap(client, secret, "withdrawal")
    for page in (client.get(f"/t/{secret}"), client.get(f"/t/{secret}/receipt")):
        assert page.content.decode().count("，已完成") == 1, "it was collected, and nothing else"
    number = case_of(secret).number
    staff = sign_in(Client(), cast.sun_li).get(f"/cases/{number}/")
    assert staff.content.decode().count("，已完成") == 1


def test_a_closed_matter_says_so(client: Client, cast: Cast) -> None:
    secret = asked(client)
    tap(client, secret, "withdrawal")
    assert client.get(f"/t/{secret}/withdrawal").status_code == 303
    response = tap(client, secret, "withdrawal")
    assert response.status_code == 409 and "这件事已经结了，不用再撤回" in text(response)


def test_wanted_after_all_it_goes_on_with_one_tap(client: Client, cast: Cast) -> None:
    secret = asked(client)
    tap(client, secret, "withdrawal")
    assert "还是要办" in text(client.get(f"/t/{secret}"))
    page = text(client.get(tap(client, secret, "renewal")["Location"]))
    assert case_of(secret).state == State.RECEIVED
    assert "接着办了" in page and "您说还是要办" in page
    assert "还是要办</button>" not in page


def test_after_thirty_days_the_page_says_so(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = asked(client)
    tap(client, secret, "withdrawal")
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "还是要办" not in text(client.get(f"/t/{secret}"))
    response = tap(client, secret, "renewal")
    assert response.status_code == 409 and "撤回已经过了三十天" in text(response)
