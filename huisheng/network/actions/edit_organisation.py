"""Change what a party organisation is called, its sector and its area."""

from __future__ import annotations

from huisheng.network.actions.asked import Asked, edit_row
from huisheng.network.models import Organisation


def edit_organisation(
    organisation_id: int, name: str, sector: str, area_id: int | None, asked: Asked
) -> Organisation:
    """Edit an organisation from a day on.

    Raises `Organisation.DoesNotExist`, `ChangedMeanwhile`, `Refused`, `DoneAlready`.
    """
    values = {"name": name, "sector": sector, "area_id": area_id}
    return edit_row(Organisation, organisation_id, values, asked, "network.organisation_edited")
