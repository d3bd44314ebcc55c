"""Put a party organisation under another superior."""

from __future__ import annotations

from huisheng.network.actions.asked import Asked, move_row
from huisheng.network.actions.create_organisation import must_stand_under
from huisheng.network.models import Organisation


def move_organisation(organisation_id: int, superior_id: int, asked: Asked) -> Organisation:
    """Give an organisation another superior from a day on.

    Raises `Organisation.DoesNotExist`, `ChangedMeanwhile`, `Refused` (a circle, a branch as superior, one
    that is closed), `DoneAlready`.
    """
    return move_row(
        Organisation, organisation_id, superior_id, asked, "network.organisation_moved", fits=_fits
    )


def _fits(organisation: Organisation, superior: Organisation) -> None:
    must_stand_under(organisation.kind, superior)
