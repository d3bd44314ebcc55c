"""Whether a session was opened with a second factor: read from the session alone, without a statement."""

import time

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.utils import decrypt, encrypt
from django.http import HttpRequest

SEALED = "sealed:"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session's account showed a code, a recovery code or a passkey in this session."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def was_shown_lately(request: HttpRequest, seconds: int) -> bool:
    """Whether a password, code or passkey was shown in this session within so many seconds."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < seconds for record in records)


def count_as_shown(request: HttpRequest, authenticator: Authenticator) -> None:
    """A factor that was set up in this very session was shown in it, too."""
    record_authentication(request, authenticator.user, "mfa", id=authenticator.pk, type=authenticator.type)


def secret_being_set_up(request: HttpRequest) -> str:
    """The secret of the app that is being set up, empty when none is; the session keeps it sealed.

    allauth puts it there in clear, within the request: it never reaches the database so.
    """
    kept = str(request.session.get(SECRET_SESSION_KEY, ""))
    if kept.startswith(SEALED):
        return str(decrypt(kept.removeprefix(SEALED)))
    if kept:
        request.session[SECRET_SESSION_KEY] = SEALED + encrypt(kept)
    return kept
