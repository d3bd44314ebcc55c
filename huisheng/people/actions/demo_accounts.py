"""Accounts of the demo: one password for all, and a code app each whose secret only the demo knows."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.conf import settings
from django.contrib.auth.hashers import make_password

from huisheng.core import clock
from huisheng.people.demo.cast import Role
from huisheng.people.models import Account, Appointment, Person, RoleGrant
from huisheng.people.models import Role as RoleRow

SECRET_BYTES = 20
HELD_FOR = timedelta(days=3 * 365)


def demo_password() -> str:
    """The password of all demo accounts: made from this installation's key, so that no two demos share it."""
    letters = base64.b32encode(_from_key("password")).decode().lower()
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:12]}"


def make_accounts(roles: Sequence[Role]) -> list[Appointment]:
    """Persons, accounts, code apps, grants and appointments, in one statement each."""
    people = Person.objects.bulk_create([Person(name=role.name, illustrative=True) for role in roles])
    password = make_password(demo_password())
    accounts = Account.objects.bulk_create(
        [
            Account(login=role.login, person=person, password=password, demo=True)
            for role, person in zip(roles, people, strict=True)
        ]
    )
    Authenticator.objects.bulk_create(
        [
            Authenticator(
                user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt(_secret(account))}
            )
            for account in accounts
        ]
    )
    grants = RoleGrant.objects.bulk_create(_grants(roles, people))
    kinds = dict(RoleRow.objects.values_list("code", "kind"))
    return Appointment.objects.bulk_create(
        [
            Appointment(
                person_id=grant.person_id,
                role_id=grant.role_id,
                kind=kinds[grant.role_id],
                unit_id=grant.unit_id,
                since=grant.since,
                grant=grant,
            )
            for grant in grants
        ]
    )


def _grants(roles: Sequence[Role], people: Sequence[Person]) -> list[RoleGrant]:
    """The first two administrators asked for and confirmed everybody else's role."""
    asked_by, confirmed_by = people[:2]
    now, since = clock.now(), clock.today() - HELD_FOR
    granted = []
    for role, person in zip(roles, people, strict=True):
        grant = RoleGrant(
            person=person,
            role_id=role.role,
            unit_id=role.unit_id,
            since=since,
            asked_at=now,
            confirmed_at=now,
        )
        if role.role == "administrator":
            grant.by_operator = True
        else:
            grant.asked_by, grant.confirmed_by = asked_by, confirmed_by
        granted.append(grant)
    return granted


def _secret(account: Account) -> str:
    return base64.b32encode(_from_key(f"code:{account.login}")[:SECRET_BYTES]).decode()


def _from_key(purpose: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"huisheng.demo.{purpose}".encode(), hashlib.sha256)
