"""Where a branch sent by others is due, and where one may be withdrawn (domain.md D8): computed, not claimed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huisheng.network.models import DispatchedBranch, Entity
from huisheng.network.models.base import DatedQuerySet
from huisheng.network.tree import tree

# With so many members of its own an entity has a branch of its own instead of one that is sent to it.
FEWEST_MEMBERS = 3


class Standing(Enum):
    """How an entity stands; the order is that of what to do first."""

    DUE = "due"
    MAY_END = "may_end"
    OWN_IS_DUE = "own_is_due"
    SENT = "sent"
    OWN = "own"

    @property
    def label(self) -> Promise:
        """In words."""
        return LABELS[self]


LABELS: dict[Standing, Promise] = {
    Standing.DUE: _("该派驻党支部"),
    Standing.MAY_END: _("可以撤回派驻"),
    Standing.OWN_IS_DUE: _("可以自己成立党支部"),
    Standing.SENT: _("已经派驻"),
    Standing.OWN: _("有自己的党支部"),
}


@dataclass(frozen=True)
class EntityRow:
    """An entity, the branch that was sent to it (None: there is none), and how it stands."""

    entity: Entity
    dispatch: DispatchedBranch | None
    standing: Standing


def standing_of(entity: Entity, dispatch: DispatchedBranch | None, day: date) -> Standing:
    """How an entity stands on a day: by its own branch, its members, and what was sent to it."""
    own = entity.branch is not None and entity.branch.holds_on(day)
    enough = entity.members >= FEWEST_MEMBERS
    if dispatch is not None:
        return Standing.MAY_END if own or enough else Standing.SENT
    if own:
        return Standing.OWN
    return Standing.OWN_IS_DUE if enough else Standing.DUE


def entities(areas: Collection[int] | None = None) -> list[EntityRow]:
    """Entities of today in the areas (None: everywhere), what is to be done first. Two statements."""
    day = tree().day
    found = Entity.objects.on(day).select_related("area", "branch").order_by("area__code", "name")
    if areas is not None:
        found = found.filter(area__in=areas)
    sent = {(row.entity, row.area_id): row for row in dispatches_on(day)}
    rows = []
    for entity in found:
        dispatch = sent.get((entity.name, entity.area_id))
        rows.append(EntityRow(entity, dispatch, standing_of(entity, dispatch, day)))
    return sorted(rows, key=lambda row: list(Standing).index(row.standing))


def entity_row(entity: Entity) -> EntityRow:
    """One entity with what was sent to it. One statement."""
    day = tree().day
    dispatch = dispatches_on(day).filter(entity=entity.name, area=entity.area_id).first()
    return EntityRow(entity, dispatch, standing_of(entity, dispatch, day))


def unregistered(areas: Collection[int] | None = None) -> list[DispatchedBranch]:
    """Dispatched branches whose entity nobody registered: whether they are still due cannot be told."""
    day = tree().day
    known = set(Entity.objects.on(day).values_list("name", "area_id"))
    found = dispatches_on(day)
    if areas is not None:
        found = found.filter(area__in=areas)
    return [row for row in found if (row.entity, row.area_id) not in known]


def dispatches_on(day: date) -> DatedQuerySet:
    """Dispatched branches of a day with branch and area."""
    return DispatchedBranch.objects.on(day).select_related("branch", "area").order_by("area__code", "entity")
