"""Whose telephone number it is, as far as a district knows: its offices', and that of whoever is signed in."""

from datetime import date
from functools import lru_cache
from uuid import UUID

from django.core.exceptions import ValidationError

from huisheng.core.sealing import CannotOpen
from huisheng.network.tree import tree
from huisheng.people.contacts import read_phone
from huisheng.people.models import Account
from huisheng.people.viewer import Viewer


def is_own_number(viewer: Viewer, number: str) -> bool:
    """Whether the number, normalised, is this person's: by the register, or because they sign in with it."""
    if viewer.account_id is None:
        return False
    account = Account.objects.select_related("person").get(pk=viewer.account_id)
    return number in (account.login, _kept(account))


def office_with(number: str) -> str:
    """The name of the unit whose office has this number, normalised; empty when none has. No statement."""
    network = tree()
    return _offices(network.stamp, network.day).get(number, "")


def _kept(account: Account) -> str:
    try:
        return account.person.phone
    except CannotOpen:
        return ""


@lru_cache(maxsize=1)
def _offices(_stamp: UUID | None, _day: date) -> dict[str, str]:
    units = ((unit, _plain(unit.office_phone)) for unit in tree().units.values() if not unit.closed)
    return {number: unit.name for unit, number in units if number}


def _plain(number: str) -> str:
    try:
        return read_phone(number)
    except ValidationError:
        return ""
