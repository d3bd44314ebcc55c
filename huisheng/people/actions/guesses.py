"""The lock after repeated wrong passwords and codes. It opens by itself."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

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
        guess = SignInFailure.objects.create(name_index=index, at=now)
        earlier = SignInFailure.objects.filter(name_index=index, at__gt=since, id__lt=guess.id).count()
        if earlier >= settings.SIGN_IN_GUESSES:
            guess.delete()  # a lock is not made longer by knocking
        elif earlier == settings.SIGN_IN_GUESSES - 1:
            audit.record("sign_in_last_guess", actor=None, subject=f"name:{index.hex()[:8]}")
    if earlier >= settings.SIGN_IN_GUESSES:
        raise TooManyGuesses
    return guess.id


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


def _index(login: str) -> bytes:
    return sealing.ring().blind_index(login.strip().lower(), "people_signinfailure.name")
