"""A party organisation gets another superior from a day on."""

from __future__ import annotations

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions.move_organisation import move_organisation
from huisheng.network.editing import Refused
from huisheng.network.models import Organisation
from huisheng.network.queries import row_on
from huisheng.network.tests.asking import CLERK, asked, in_days
from huisheng.network.tests.organisations import committee, create
from tests.cast import Cast


def test_a_branch_goes_below_a_general_branch(cast: Cast) -> None:
    general = create("ZZ-1", "general_branch", committee())
    move_organisation(cast.branch.pk, general.pk, asked(cast.branch))
    cast.branch.refresh_from_db()
    assert cast.branch.superior == general
    before = row_on(Organisation, cast.branch.pk, in_days(-1))
    assert before is not None and before["superior_id"] == committee().pk
    assert AuditEntry.objects.get(action="network.organisation_moved").actor == CLERK


def test_nothing_stands_above_itself(cast: Cast) -> None:
    general, other = (
        create("ZZ-1", "general_branch", committee()),
        create("ZZ-2", "general_branch", committee()),
    )
    move_organisation(general.pk, other.pk, asked(general))
    with pytest.raises(Refused) as refused:
        move_organisation(other.pk, general.pk, asked(other))
    assert "绕成了圈" in str(refused.value.problems["parent"])
