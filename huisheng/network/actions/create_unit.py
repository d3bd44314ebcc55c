"""Set up a unit below another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from huisheng.network.actions.asked import must_go_on, note_new
from huisheng.network.actions.one_act import one_act, stand_still
from huisheng.network.models import LEVEL_OF_KIND, Area, Unit


@dataclass(frozen=True)
class NewUnit:
    """A unit to be set up; its level follows from its kind."""

    code: str
    name: str
    kind: str
    parent_id: int
    area_id: int | None
    stands_for: str
    office_phone: str = ""


def create_unit(new: NewUnit, *, since: date, actor: int | None, key: UUID | None = None) -> Unit:
    """Set up a unit. Raises `Unit.DoesNotExist` (the parent), `Refused`, `DoneAlready`."""
    with one_act(key, actor):
        stand_still(Area.objects.filter(pk=new.area_id or 0), Unit.objects.filter(pk=new.parent_id))
        return write_unit(new, since=since, actor=actor)


def write_unit(new: NewUnit, *, since: date, actor: int | None) -> Unit:
    """Inside an act that stands still: write the unit and its audit entry."""
    parent = Unit.objects.get(pk=new.parent_id)
    must_go_on(parent, "parent", since)
    if new.area_id is not None:
        must_go_on(Area.objects.get(pk=new.area_id), "area", since)
    unit = Unit.objects.create(
        code=new.code,
        name=new.name,
        kind=new.kind,
        level=LEVEL_OF_KIND[new.kind],
        parent=parent,
        area_id=new.area_id,
        stands_for=new.stands_for,
        office_phone=new.office_phone,
        since=since,
        illustrative=parent.illustrative,
    )
    note_new(unit, since=since, actor=actor)
    return unit
