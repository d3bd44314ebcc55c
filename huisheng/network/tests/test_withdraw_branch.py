"""A branch that was sent is withdrawn from a day on."""

from datetime import timedelta

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.dispatches import dispatch_branch, withdraw_branch
from huisheng.network.actions.entities import end_entity
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.models import DispatchedBranch, Entity
from huisheng.network.queries import Standing, entity_row
from huisheng.network.tests.entities import A_MONTH, registered, seen
from tests.cast import Cast


@pytest.fixture
def entity(cast: Cast) -> Entity:
    """Somebody has been with it for a month."""
    made = registered(cast)
    dispatch_branch(made.pk, cast.branch.pk, day=clock.today() - A_MONTH, seen=0, actor=7)
    return made


def test_it_is_over_from_the_day_on_and_due_again(entity: Entity) -> None:
    sent, mark = DispatchedBranch.objects.get(), seen(entity)
    for _click in range(2):
        withdraw_branch(sent.pk, day=clock.today(), seen=mark, actor=7)
    assert entity_row(entity).standing == Standing.DUE
    assert DispatchedBranch.objects.on(clock.today() - timedelta(days=1)).exists()
    assert AuditEntry.objects.filter(action="network.branch_withdrawn").count() == 1


def test_who_comes_second_is_told(entity: Entity) -> None:
    mark = seen(entity)
    DispatchedBranch.objects.update(illustrative=True)
    with pytest.raises(ChangedMeanwhile):
        withdraw_branch(DispatchedBranch.objects.get().pk, day=clock.today(), seen=mark, actor=7)


def test_a_day_before_it_was_sent_is_refused(entity: Entity) -> None:
    day = clock.today() - 2 * A_MONTH
    with pytest.raises(Refused) as refused:
        withdraw_branch(DispatchedBranch.objects.get().pk, day=day, seen=seen(entity), actor=7)
    assert list(refused.value.problems) == ["day"]


def test_an_entity_does_not_end_under_a_branch_that_is_with_it(entity: Entity) -> None:
    with pytest.raises(Refused):
        end_entity(entity.pk, day=clock.today(), seen=mark_of(entity), actor=7)
    withdraw_branch(DispatchedBranch.objects.get().pk, day=clock.today(), seen=seen(entity), actor=7)
    end_entity(entity.pk, day=clock.today(), seen=mark_of(entity), actor=7)
    entity.refresh_from_db()
    assert entity.until == clock.today()
