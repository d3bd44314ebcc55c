"""A branch is sent where fewer than three members work and there is none of their own (D8)."""

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.dispatches import dispatch_branch
from huisheng.network.actions.entities import Count, count_members
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.models import DispatchedBranch, Organisation
from huisheng.network.queries import Standing, entities, unregistered
from huisheng.network.tests.entities import A_MONTH, registered, seen
from tests.cast import Cast


def standing(cast: Cast) -> Standing:
    (row,) = entities()
    return row.standing


@pytest.mark.parametrize(
    ("members", "own", "expected"),
    [
        (0, False, Standing.DUE),
        (2, False, Standing.DUE),
        (3, False, Standing.OWN_IS_DUE),
        (1, True, Standing.OWN),
        (9, True, Standing.OWN),
    ],
)
def test_where_one_is_due_is_computed(cast: Cast, members: int, own: bool, expected: Standing) -> None:
    registered(cast, members, cast.branch.pk if own else None)
    assert standing(cast) == expected


def test_a_branch_of_its_own_that_is_over_is_none(cast: Cast) -> None:
    registered(cast, 1, cast.branch.pk)
    Organisation.objects.filter(pk=cast.branch.pk).update(until=clock.today())
    assert standing(cast) == Standing.DUE


@pytest.mark.parametrize("grown", [Count(3, clock.today()), None], ids=["members", "own branch"])
def test_when_it_may_be_withdrawn_is_computed(cast: Cast, grown: Count | None) -> None:
    entity = registered(cast)
    dispatch_branch(entity.pk, cast.branch.pk, day=clock.today() - A_MONTH, seen=0, actor=7)
    assert standing(cast) == Standing.SENT
    count = grown or Count(1, clock.today(), cast.other_branch.pk)
    count_members(entity.pk, count, seen=mark_of(entity), actor=7)
    assert standing(cast) == Standing.MAY_END


def test_what_is_done_first_stands_first_and_areas_narrow_it(cast: Cast) -> None:
    registered(cast, 5, name="甲公司")
    due = registered(cast, 0, name="乙公司")
    assert [row.standing for row in entities()] == [Standing.DUE, Standing.OWN_IS_DUE]
    assert entities([due.area_id])[0].entity == due
    assert entities([cast.other_station.area_id or 0]) == []


def test_a_second_click_sends_one_branch(cast: Cast) -> None:
    entity = registered(cast)
    for _click in range(2):
        dispatch_branch(entity.pk, cast.branch.pk, day=clock.today(), seen=0, actor=7)
    sent = DispatchedBranch.objects.get()
    assert (sent.entity, sent.area_id, sent.branch_id) == (entity.name, entity.area_id, cast.branch.pk)
    assert AuditEntry.objects.filter(action="network.branch_dispatched").count() == 1


def test_who_comes_second_is_told(cast: Cast) -> None:
    entity = registered(cast)
    dispatch_branch(entity.pk, cast.branch.pk, day=clock.today(), seen=0, actor=7)
    with pytest.raises(ChangedMeanwhile):
        dispatch_branch(entity.pk, cast.other_branch.pk, day=clock.today(), seen=0, actor=7)
    with pytest.raises(Refused):
        dispatch_branch(entity.pk, cast.other_branch.pk, day=clock.today(), seen=seen(entity), actor=7)


@pytest.mark.parametrize(("members", "own"), [(3, False), (1, True)])
def test_where_none_is_due_none_is_sent(cast: Cast, members: int, own: bool) -> None:
    entity = registered(cast, members, cast.branch.pk if own else None)
    with pytest.raises(Refused):
        dispatch_branch(entity.pk, cast.other_branch.pk, day=clock.today(), seen=0, actor=7)
    assert not DispatchedBranch.objects.exists()


def test_a_committee_is_not_sent(cast: Cast) -> None:
    committee = Organisation.objects.get(code="DW")
    with pytest.raises(Refused) as refused:
        dispatch_branch(registered(cast).pk, committee.pk, day=clock.today(), seen=0, actor=7)
    assert list(refused.value.problems) == ["organisation"]


def test_a_branch_with_an_entity_that_nobody_registered_is_listed_apart(cast: Cast) -> None:
    area = cast.station.area_id or 0
    DispatchedBranch.objects.create(
        branch=cast.branch, entity="无名公司", sector="enterprise", area_id=area, since=clock.today()
    )
    assert [row.entity for row in unregistered()] == ["无名公司"]
    registered(cast, name="无名公司")
    assert unregistered() == []
