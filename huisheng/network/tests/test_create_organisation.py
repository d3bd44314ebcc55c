"""A party organisation is set up below another one."""

from __future__ import annotations

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.editing import Refused
from huisheng.network.tests.asking import in_days
from huisheng.network.tests.organisations import committee, create
from tests.cast import Cast


def test_it_stands_below_its_superior_from_its_day(cast: Cast) -> None:
    general = create("ZZ-1", "general_branch", committee())
    assert (general.superior, general.since) == (committee(), in_days(-1))
    assert (
        AuditEntry.objects.get(action="network.organisation_created").subject == f"organisation:{general.pk}"
    )


def test_below_a_branch_stands_nothing_and_a_code_is_used_once(cast: Cast) -> None:
    for code, superior, field in (("ZB-9", cast.branch, "parent"), (cast.branch.code, committee(), "code")):
        with pytest.raises(Refused) as refused:
            create(code, "branch", superior)
        assert list(refused.value.problems) == [field]
