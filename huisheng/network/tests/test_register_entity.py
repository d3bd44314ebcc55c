"""A firm or society is registered once in a place, with a count of heads and no names."""

from datetime import timedelta

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.entities import Count, end_entity, register_entity
from huisheng.network.editing import Refused, mark_of
from huisheng.network.models import Organisation, Revision
from huisheng.network.tests.entities import registered
from huisheng.network.tests.helpers import area_of
from tests.cast import Cast


def test_it_is_there_from_its_first_count_on_and_its_history_is_kept(cast: Cast) -> None:
    entity = registered(cast, members=2)
    assert (entity.since, entity.members) == (entity.counted_on, 2)
    assert Revision.objects.filter(table="network_entity", row=entity.pk).count() == 1
    assert AuditEntry.objects.get(action="network.entity_registered").subject == f"entity:{entity.pk}"


def test_the_same_name_in_the_same_place_is_refused_and_elsewhere_it_is_another(cast: Cast) -> None:
    registered(cast)
    with pytest.raises(Refused) as refused:
        registered(cast)
    assert list(refused.value.problems) == ["name"]
    count = Count(0, clock.today())
    other = register_entity("大兴公司", "enterprise", area_of(cast.other_station).pk, count, actor=7)
    assert other.area_id != area_of(cast.station).pk


def test_after_it_ended_the_name_is_free_again(cast: Cast) -> None:
    entity = registered(cast)
    end_entity(entity.pk, day=clock.today(), seen=mark_of(entity), actor=7)
    assert registered(cast).pk != entity.pk


def test_what_cannot_be_is_said_at_each_field(cast: Cast) -> None:
    committee = Organisation.objects.get(code="DW")
    count = Count(-1, clock.today() + timedelta(days=1), committee.pk)
    with pytest.raises(Refused) as refused:
        register_entity("  ", "enterprise", area_of(cast.station).pk, count, actor=7)
    assert set(refused.value.problems) == {"name", "members", "counted_on", "branch"}
