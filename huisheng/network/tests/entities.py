"""What tests of firms and societies need."""

from datetime import timedelta

from huisheng.core import clock
from huisheng.network.actions.dispatches import sent_to
from huisheng.network.actions.entities import Count, register_entity
from huisheng.network.beside import mark_of_all
from huisheng.network.models import Entity
from huisheng.network.tests.helpers import area_of
from tests.cast import Cast

A_MONTH = timedelta(days=30)


def registered(cast: Cast, members: int = 1, branch_id: int | None = None, name: str = "大兴公司") -> Entity:
    """A firm in the station's community, counted a month ago."""
    count = Count(members, clock.today() - A_MONTH, branch_id)
    return register_entity(name, "enterprise", area_of(cast.station).pk, count, actor=7)


def seen(entity: Entity) -> int:
    """The mark of what was sent to it."""
    return mark_of_all(sent_to(entity))
