"""What happens to whoever was signed out meanwhile."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from huisheng.core import clock
from huisheng.people.actions.forget_sessions import forget_old_sessions
from tests.cast import Cast, sign_in

ME = "/people/me"
WATCH, HTMX = {"X-Watch": "1", "HX-Request": "true"}, {"HX-Request": "true"}


@pytest.fixture
def after(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """王芳 is signed in; `after(29)` makes it so many minutes later."""
    begun = clock.now()
    sign_in(client, cast.wang_fang)
    client.get(ME)

    def pass_time(minutes: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: begun + timedelta(minutes=minutes))

    return pass_time


def test_half_an_hour_without_an_act_signs_out(client: Client, after: Callable[[int], None]) -> None:
    statuses = []
    for minutes in (29, 58, 89):
        after(minutes)
        statuses.append(client.get(ME).status_code)
    assert statuses == [200, 200, 302]
    assert "自动退出" in client.get("/people/sign-in").content.decode()


def test_after_twelve_hours_even_the_busy_sign_in_again(client: Client, after: Callable[[int], None]) -> None:
    statuses = {}
    for minutes in range(20, 12 * 60 + 21, 20):
        after(minutes)
        statuses[minutes] = client.get(ME).status_code
    assert (statuses[11 * 60 + 40], statuses[12 * 60], statuses[12 * 60 + 20]) == (200, 200, 302)


def test_a_page_that_watches_by_itself_keeps_nobody_in(client: Client, after: Callable[[int], None]) -> None:
    for minutes in (10, 20, 29):
        after(minutes)
        assert client.get(ME, headers=WATCH).status_code == 200
    after(31)
    assert client.get(ME).status_code == 302


def test_a_page_that_watches_stops_asking_once_signed_out(
    client: Client, after: Callable[[int], None]
) -> None:
    after(31)
    assert client.get(ME, headers=WATCH).status_code == 286


def test_part_of_a_page_is_not_filled_with_the_sign_in_page(
    client: Client, after: Callable[[int], None]
) -> None:
    after(31)
    answer = client.get(ME, headers={**HTMX, "HX-Current-URL": "http://testserver/people/accounts?q=1"})
    assert answer["HX-Redirect"] == "/people/sign-in?next=%2Fpeople%2Faccounts"
    assert answer.content == b""


@pytest.mark.parametrize("background", [False, True], ids=["at once", "after a watching page found out"])
def test_what_was_typed_is_shown_to_be_taken_along(
    client: Client, after: Callable[[int], None], background: bool
) -> None:
    after(31)
    if background:
        client.get(ME, headers=WATCH)
    answer = client.post(ME, {"words": "立管已经排气，回水正常。", "password": "not for showing"})
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "立管已经排气，回水正常。" in page
    assert "not for showing" not in page


def test_after_signing_in_again_one_stands_where_the_form_stood(
    client: Client, after: Callable[[int], None]
) -> None:
    after(31)
    page = client.post(f"{ME}?from=form", {"words": "立管已经排气，回水正常。"}).content.decode()
    assert 'href="/people/sign-in?next=/people/me%3Ffrom%3Dform"' in page


def test_sessions_that_ran_out_are_deleted(client: Client, cast: Cast) -> None:
    sign_in(client, cast.wang_fang)
    sign_in(Client(), cast.he_san)
    key = client.session.session_key
    Session.objects.filter(pk=key).update(expire_date=clock.now() - timedelta(minutes=1))
    forget_old_sessions()
    assert Session.objects.count() == 1
    assert not Session.objects.filter(pk=key).exists()
