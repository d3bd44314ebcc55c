"""The history of a row of the network, with the names of those who wrote it down."""

from django.db import models

from huisheng.network.queries import Told, story_of
from huisheng.people.queries import names_of_accounts


def told_by(model: type[models.Model], row_id: int) -> list[tuple[Told, str]]:
    """Each change with a name; empty where it came from a file or the system. One statement more."""
    told = story_of(model, row_id)
    names = names_of_accounts(each.actor for each in told if each.actor is not None)
    return [(each, names.get(each.actor, "") if each.actor is not None else "") for each in told]
