"""A new count replaces the one before, never an earlier one a later."""

from datetime import timedelta

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.entities import Count, count_members
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.tests.entities import registered
from tests.cast import Cast


def test_a_new_count_is_kept_and_the_same_again_is_nothing(cast: Cast) -> None:
    entity = registered(cast)
    seen, count = mark_of(entity), Count(5, clock.today(), cast.branch.pk)
    for _click in range(2):
        entity = count_members(entity.pk, count, seen=seen, actor=7)
    assert (entity.members, entity.counted_on, entity.branch_id) == (5, clock.today(), cast.branch.pk)
    assert AuditEntry.objects.filter(action="network.entity_counted").count() == 1


def test_an_older_count_than_the_one_known_is_refused(cast: Cast) -> None:
    entity = registered(cast)
    older = Count(5, entity.counted_on - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        count_members(entity.pk, older, seen=mark_of(entity), actor=7)
    assert list(refused.value.problems) == ["counted_on"]


def test_who_comes_second_is_told(cast: Cast) -> None:
    entity = registered(cast)
    seen = mark_of(entity)
    count_members(entity.pk, Count(2, clock.today()), seen=seen, actor=7)
    with pytest.raises(ChangedMeanwhile):
        count_members(entity.pk, Count(3, clock.today()), seen=seen, actor=8)
