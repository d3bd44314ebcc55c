"""A mass organisation is called otherwise, or is of another kind."""

import pytest

from huisheng.network.actions.beside_branch import (
    change_mass_org,
)
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.models import MassOrg
from huisheng.network.tests.beside import council
from tests.cast import Cast


def test_name_and_kind_change_once_and_who_comes_second_is_told(cast: Cast) -> None:
    row = council(cast)
    seen = mark_of(row)
    for _click in range(2):
        change_mass_org(row.pk, "safety", "景阳治保会", seen=seen, actor=7)
    found = MassOrg.objects.get()
    assert (found.kind, found.name) == ("safety", "景阳治保会")
    with pytest.raises(ChangedMeanwhile):
        change_mass_org(row.pk, "union", "工会", seen=seen, actor=8)


def test_what_is_as_it_was_is_refused(cast: Cast) -> None:
    row = council(cast)
    with pytest.raises(Refused) as refused:
        change_mass_org(row.pk, "council", "景阳议事会", seen=mark_of(row), actor=7)
    assert str(refused.value.problems[""]) == "没有改动。"
