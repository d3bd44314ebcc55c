"""Party organisations are set up, renamed, given another superior and closed, each from a day on."""

from __future__ import annotations

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions.close_organisation import close_organisation
from huisheng.network.actions.create_organisation import NewOrganisation, create_organisation
from huisheng.network.actions.edit_organisation import edit_organisation
from huisheng.network.actions.move_organisation import move_organisation
from huisheng.network.editing import Refused
from huisheng.network.models import MassOrg, Organisation, PlotHolding
from huisheng.network.queries import row_on
from huisheng.network.tests.asking import CLERK, asked, in_days
from tests.cast import Cast
from tests.cast_network import LONG_AGO


def create(code: str, kind: str, superior: Organisation) -> Organisation:
    new = NewOrganisation(code, "景阳社区党总支", kind, "community", superior.pk, None)
    return create_organisation(new, since=in_days(-1), actor=CLERK)


def committee() -> Organisation:
    return Organisation.objects.get(code="DW")


def test_a_general_branch_is_set_up_and_takes_a_branch(cast: Cast) -> None:
    general = create("ZZ-1", "general_branch", committee())
    move_organisation(cast.branch.pk, general.pk, asked(cast.branch))
    cast.branch.refresh_from_db()
    assert cast.branch.superior == general
    before = row_on(Organisation, cast.branch.pk, in_days(-1))
    assert before is not None and before["superior_id"] == committee().pk
    assert AuditEntry.objects.get(action="network.organisation_moved").actor == CLERK


def test_below_a_branch_stands_nothing_and_no_circle(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        create("ZB-9", "branch", cast.branch)
    assert "parent" in refused.value.problems
    with pytest.raises(Refused) as refused:
        create(cast.branch.code, "branch", committee())
    assert "code" in refused.value.problems
    general, other = (
        create("ZZ-1", "general_branch", committee()),
        create("ZZ-2", "general_branch", committee()),
    )
    move_organisation(general.pk, other.pk, asked(general))
    with pytest.raises(Refused) as refused:
        move_organisation(other.pk, general.pk, asked(other))
    assert "绕成了圈" in str(refused.value.problems["parent"])


def test_it_is_called_otherwise_from_a_day_on(cast: Cast) -> None:
    edit_organisation(cast.branch.pk, "景阳先锋党支部", "social", None, asked(cast.branch, in_days(3)))
    cast.branch.refresh_from_db()
    assert cast.branch.sector == "community"
    later = row_on(Organisation, cast.branch.pk, in_days(3))
    assert later is not None
    assert (later["name"], later["sector"], later["area_id"]) == ("景阳先锋党支部", "social", None)


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
