"""The lock after repeated wrong passwords and codes. It opens by itself."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from huisheng.core import audit, clock, sealing
from huisheng.people.models import SignInFailure


class TooManyGuesses(Exception):
    """This name was guessed at too often; nothing is looked at until the lock opens."""


def begin_guess(login: str) -> int:
    """Count a guess before it is looked at, so that guesses made at one time are all counted.

    Returns the guess's id for `was_right`. Raises `TooManyGuesses`, for names without an account alike.
    """
    index = _index(login)
    now = clock.now()
    since = now - timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES)
    with transaction.atomic():
        _one_at_a_time(index)
        counted = SignInFailure.objects.filter(name_index=index, at__gt=since).count()
        if counted < settings.SIGN_IN_GUESSES:  # a lock is not made longer by knocking
            guess = SignInFailure.objects.create(name_index=index, at=now)
            if counted == settings.SIGN_IN_GUESSES - 1:
                audit.record("sign_in_last_guess", actor=None, subject=f"name:{index.hex()[:8]}")
            return guess.id
    raise TooManyGuesses


def was_right(guess: int) -> None:
    """Take the guess off the count: it was right. Earlier wrong ones stay until sign-in is complete."""
    SignInFailure.objects.filter(id=guess).delete()


def forget_guesses(login: str) -> None:
    """Start again from none, once somebody is wholly signed in."""
    SignInFailure.objects.filter(name_index=_index(login)).delete()


def forget_old_guesses() -> int:
    """Delete guesses that no longer count; how many there were."""
    since = clock.now() - timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES)
    return SignInFailure.objects.filter(at__lte=since).delete()[0]


def _one_at_a_time(index: bytes) -> None:
    """Guesses at one name wait for each other until the count is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(index[:8], signed=True)])


def _index(login: str) -> bytes:
    return sealing.ring().blind_index(login.strip().lower(), "people_signinfailure.name")
