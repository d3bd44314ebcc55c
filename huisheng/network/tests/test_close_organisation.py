"""A party organisation closes when nothing depends on it (members and posts: people)."""

from __future__ import annotations

import pytest

from huisheng.network.actions.close_organisation import close_organisation
from huisheng.network.editing import Refused
from huisheng.network.models import MassOrg, PlotHolding
from huisheng.network.tests.asking import asked, in_days
from huisheng.network.tests.organisations import committee
from tests.cast import Cast
from tests.cast_network import LONG_AGO


def test_what_it_holds_goes_to_another_first(cast: Cast) -> None:
    beside = MassOrg.objects.create(organisation=cast.branch, kind="union", name="工会", since=LONG_AGO)
    with pytest.raises(Refused) as refused:
        close_organisation(cast.branch.pk, asked(cast.branch))
    assert "4 块责任田" in str(refused.value.problems[""])
    with pytest.raises(Refused) as refused:
        close_organisation(committee().pk, asked(committee()))
    assert "2 个下级党组织" in str(refused.value.problems[""])
    PlotHolding.objects.filter(organisation=cast.branch).update(until=in_days(0))
    close_organisation(cast.branch.pk, asked(cast.branch))
    beside.refresh_from_db()
    cast.branch.refresh_from_db()
    assert (cast.branch.until, beside.until) == (in_days(0), in_days(0))
