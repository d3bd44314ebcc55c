"""An owners' committee is called otherwise."""

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions.beside_branch import (
    change_committee,
)
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.tests.beside import committee
from tests.cast import Cast


def test_it_is_changed_once_and_who_comes_second_is_told(cast: Cast) -> None:
    row = committee(cast)
    seen = mark_of(row)
    for _click in range(2):
        row = change_committee(row.pk, "锦江花园业委会", "", seen=seen, actor=7)
    assert (row.name, row.office_phone) == ("锦江花园业委会", "")
    assert AuditEntry.objects.filter(action="network.committee_changed").count() == 1
    with pytest.raises(ChangedMeanwhile):
        change_committee(row.pk, "另一个名字", "", seen=seen, actor=8)


def test_two_of_one_name_are_refused_at_the_name(cast: Cast) -> None:
    committee(cast)
    other = committee(cast, "二期业委会")
    with pytest.raises(Refused) as refused:
        change_committee(other.pk, "锦江业委会", "", seen=mark_of(other), actor=7)
    assert list(refused.value.problems) == ["name"]


def test_what_is_as_it_was_is_refused_and_leaves_no_trace(cast: Cast) -> None:
    row = committee(cast)
    with pytest.raises(Refused) as refused:
        change_committee(row.pk, " 锦江业委会", "0431-00000001", seen=mark_of(row), actor=7)
    assert str(refused.value.problems[""]) == "没有改动。"
    assert not AuditEntry.objects.filter(action="network.committee_changed").exists()
