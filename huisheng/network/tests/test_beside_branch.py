"""Owners' committees and mass organisations are added, changed and ended beside a branch (D16)."""

from datetime import timedelta

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.beside_branch import (
    add_committee,
    add_mass_org,
    change_committee,
    change_mass_org,
    end_committee,
    end_mass_org,
)
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.models import MassOrg, OwnersCommittee
from huisheng.network.queries import gaps, organisation_page, plot_page
from tests.cast import Cast

A_WEEK = timedelta(days=7)


def committee(cast: Cast, name: str = "锦江业委会") -> OwnersCommittee:
    return add_committee(cast.plots[0].pk, name, "0431-00000001", day=clock.today() - A_WEEK, actor=7)


def council(cast: Cast) -> MassOrg:
    return add_mass_org(cast.branch.pk, "council", "景阳议事会", day=clock.today() - A_WEEK, actor=7)


def test_a_committee_stands_on_the_plots_page_and_closes_its_gap(cast: Cast) -> None:
    before = {plot.id for plot in gaps().estate_plots_without_committee}
    assert committee(cast) == committee(cast)
    assert plot_page(cast.plots[0].pk).committees == [OwnersCommittee.objects.get()]
    assert AuditEntry.objects.filter(action="network.committee_added").count() == 1
    after = {plot.id for plot in gaps().estate_plots_without_committee}
    assert before - after == {cast.plots[0].pk}


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


def test_a_private_looking_telephone_with_words_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        add_committee(cast.plots[0].pk, "锦江业委会", "找老张", day=clock.today(), actor=7)
    assert list(refused.value.problems) == ["office_phone"]


def test_it_ends_and_may_begin_again(cast: Cast) -> None:
    row = committee(cast)
    seen = mark_of(row)
    for _click in range(2):
        end_committee(row.pk, day=clock.today(), seen=seen, actor=7)
    assert plot_page(cast.plots[0].pk).committees == []
    again = add_committee(cast.plots[0].pk, "锦江业委会", "", day=clock.today(), actor=7)
    assert (again.pk, again.since, again.until) == (row.pk, clock.today(), None)


def test_a_mass_organisation_comes_changes_and_goes(cast: Cast) -> None:
    row = council(cast)
    change_mass_org(row.pk, "safety", "景阳治保会", seen=mark_of(row), actor=7)
    assert [each.name for each in organisation_page(cast.branch.pk).mass_orgs] == ["景阳治保会"]
    end_mass_org(row.pk, day=clock.today(), seen=mark_of(row), actor=7)
    assert organisation_page(cast.branch.pk).mass_orgs == []
    with pytest.raises(Refused):
        add_mass_org(cast.branch.pk, "choir", "合唱队", day=clock.today(), actor=7)
