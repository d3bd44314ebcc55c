"""The lock after repeated wrong passwords and codes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from huisheng.core import clock
from huisheng.people.actions.guesses import TooManyGuesses, begin_guess, forget_old_guesses, was_right
from huisheng.people.models import SignInFailure
from tests.cast import PASSWORD, Cast, code_now, give_app

SIGN_IN, SECOND = "/people/sign-in", "/people/sign-in/second"
LOCKED = "试错的次数太多了"


def guess(client: Client, login: str, word: str = "wrong") -> str:
    response = client.post(SIGN_IN, {"login": login, "password": word})
    return response.content.decode() if response.status_code != 302 else response["Location"]


def test_after_five_wrong_guesses_even_the_right_password_waits(client: Client, cast: Cast) -> None:
    give_app(cast.wang_fang)
    answers = [guess(client, "wang.fang") for _time in range(6)]
    assert [LOCKED in answer for answer in answers] == [False] * 5 + [True]
    assert LOCKED in guess(client, "wang.fang", PASSWORD)


def test_the_lock_opens_after_a_quarter_of_an_hour(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_app(cast.wang_fang)
    for _time in range(5):
        guess(client, "wang.fang")
    later = clock.now() + timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert guess(client, "wang.fang", PASSWORD) == SECOND


def test_knocking_does_not_make_the_lock_longer(cast: Cast) -> None:
    for _time in range(5):
        begin_guess("wang.fang")
    for _time in range(3):
        with pytest.raises(TooManyGuesses):
            begin_guess("wang.fang")
    assert SignInFailure.objects.count() == 5


def test_a_name_without_an_account_is_locked_alike(client: Client, cast: Cast) -> None:
    answers = [guess(client, "nobody.there") for _time in range(6)]
    assert [LOCKED in answer for answer in answers] == [False] * 5 + [True]


def test_one_name_locked_leaves_others_alone(client: Client, cast: Cast) -> None:
    for _time in range(6):
        guess(client, "wang.fang")
    give_app(cast.he_san)
    assert guess(client, "he.san", PASSWORD) == SECOND


def test_wrong_codes_count_with_wrong_passwords(client: Client, cast: Cast) -> None:
    give_app(cast.wang_fang)
    for _time in range(2):
        guess(client, "wang.fang")
    guess(client, "wang.fang", PASSWORD)
    answers = [client.post(SECOND, {"code": "000000"}).content.decode() for _time in range(4)]
    assert [LOCKED in answer for answer in answers] == [False] * 3 + [True]
    assert LOCKED in client.post(SECOND, {"code": code_now(cast.wang_fang)}).content.decode()


def test_the_right_password_alone_forgets_nothing(client: Client, cast: Cast) -> None:
    """Otherwise who knows the password could try codes for ever."""
    give_app(cast.wang_fang)
    for _time in range(3):
        guess(client, "wang.fang", PASSWORD)
        client.post(SECOND, {"code": "000000"})
    assert SignInFailure.objects.count() == 3


def test_whole_sign_in_starts_the_count_again(client: Client, cast: Cast) -> None:
    give_app(cast.wang_fang)
    for _time in range(4):
        guess(client, "wang.fang")
    guess(client, "wang.fang", PASSWORD)
    client.post(SECOND, {"code": code_now(cast.wang_fang)})
    assert not SignInFailure.objects.exists()


def test_a_right_guess_is_taken_off(cast: Cast) -> None:
    was_right(begin_guess("wang.fang"))
    assert not SignInFailure.objects.exists()


def test_the_name_is_not_kept_in_clear(cast: Cast) -> None:
    begin_guess("my secret password")
    assert b"secret" not in bytes(SignInFailure.objects.get().name_index)


def test_old_guesses_are_deleted(cast: Cast) -> None:
    old = clock.now() - timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES + 1)
    SignInFailure.objects.create(name_index=b"x" * 16, at=old)
    begin_guess("wang.fang")
    assert forget_old_guesses() == 1
    assert SignInFailure.objects.count() == 1


def test_guesses_made_at_one_time_are_all_counted(transactional_db: None) -> None:
    def one(_number: int) -> Any:
        try:
            return begin_guess("wang.fang")
        except TooManyGuesses:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        let_through = [each for each in pool.map(one, range(24)) if each is not None]
    assert len(let_through) <= 5
