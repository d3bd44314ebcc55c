"""Add an area below another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from huisheng.network.actions.asked import note_new, standing_above
from huisheng.network.actions.one_act import one_act
from huisheng.network.editing import Refused
from huisheng.network.models import Area, AreaKind

# How fine each kind is (domain.md D5): an area lies in a coarser one.
FINENESS: dict[str, int] = {
    AreaKind.DISTRICT: 0,
    AreaKind.ZONE: 1,
    AreaKind.TOWN: 1,
    AreaKind.STREET: 1,
    AreaKind.VILLAGE: 2,
    AreaKind.COMMUNITY: 2,
    AreaKind.HAMLET: 3,
    AreaKind.ESTATE: 3,
    AreaKind.BUILDING: 4,
}


@dataclass(frozen=True)
class NewArea:
    """An area to be added."""

    code: str
    name: str
    name_en: str
    kind: str
    parent_id: int


def create_area(new: NewArea, *, since: date, actor: int | None, key: UUID | None = None) -> Area:
    """Add an area. Raises `Area.DoesNotExist` (the parent), `Refused`, `DoneAlready`."""
    with one_act(key, actor):
        parent = standing_above(Area, new.parent_id, since)
        must_lie_in(new.kind, parent)
        area = Area.objects.create(
            code=new.code,
            name=new.name,
            name_en=new.name_en,
            kind=new.kind,
            parent=parent,
            since=since,
            illustrative=parent.illustrative,
        )
        note_new(area, since=since, actor=actor)
        return area


def must_lie_in(kind: str, parent: Area) -> None:
    """Refuse an area in one that is not coarser: a community in an estate."""
    if FINENESS[kind] <= FINENESS[parent.kind]:
        words = _("%(kind)s不能放在%(parent)s里面。")
        raise Refused({"parent": words % {"kind": AreaKind(kind).label, "parent": parent.get_kind_display()}})
