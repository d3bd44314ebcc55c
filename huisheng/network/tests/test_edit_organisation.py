"""A party organisation is called otherwise from a day on."""

from __future__ import annotations

from huisheng.network.actions.edit_organisation import edit_organisation
from huisheng.network.models import Organisation
from huisheng.network.queries import row_on
from huisheng.network.tests.asking import asked, in_days
from tests.cast import Cast


def test_it_is_called_otherwise_from_a_day_on(cast: Cast) -> None:
    edit_organisation(cast.branch.pk, "景阳先锋党支部", "social", None, asked(cast.branch, in_days(3)))
    cast.branch.refresh_from_db()
    assert cast.branch.sector == "community"
    later = row_on(Organisation, cast.branch.pk, in_days(3))
    assert later is not None
    assert (later["name"], later["sector"], later["area_id"]) == ("景阳先锋党支部", "social", None)
