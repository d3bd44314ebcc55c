"""What allauth and Django tell us: somebody is wholly signed in, a factor came or went, tables are new."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate
from django.http import HttpRequest

from huisheng.core import audit
from huisheng.people.models import Account


def connect() -> None:
    """Listen; called once, when the app is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="people.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="people.signed_out")
    authenticator_added.connect(_factor_added, dispatch_uid="people.factor_added")
    authenticator_removed.connect(_factor_removed, dispatch_uid="people.factor_removed")
    post_migrate.connect(_tables_are_there, dispatch_uid="people.reference")


def _signed_in(sender: Any, request: HttpRequest, user: Account, **_: Any) -> None:
    from huisheng.people.actions.guesses import forget_guesses

    forget_guesses(user.login)
    audit.record("signed_in", actor=user.pk, subject=f"account:{user.pk}")


def _signed_out(sender: Any, request: HttpRequest, user: Account | None, **_: Any) -> None:
    if user is not None and user.pk is not None:
        audit.record("signed_out", actor=user.pk, subject=f"account:{user.pk}")


def _factor_added(
    sender: Any, request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any
) -> None:
    from huisheng.people.second_factor import count_as_shown

    audit.record("second_factor_added", actor=user.pk, subject=f"account:{user.pk}", type=authenticator.type)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        count_as_shown(request, authenticator)


def _factor_removed(
    sender: Any, request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any
) -> None:
    audit.record(
        "second_factor_removed", actor=user.pk, subject=f"account:{user.pk}", type=authenticator.type
    )


def _tables_are_there(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Have roles and functions follow `reference.py` at every `migrate`, where their tables exist."""
    from huisheng.people.actions.load_roles import load_roles
    from huisheng.people.models import Role

    if sender.label != "people" or using != DEFAULT_DB_ALIAS:
        return
    if Role._meta.db_table in connections[using].introspection.table_names():
        load_roles()
