"""Set up a second unit beside one, which takes over part of what that one has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.network.actions.asked import Asked, must_go_on
from huisheng.network.actions.change_rows import change_rows
from huisheng.network.actions.create_unit import NewUnit, write_unit
from huisheng.network.actions.one_act import one_act, stand_still
from huisheng.network.editing import Refused, locked
from huisheng.network.models import Area, Plot, Unit
from huisheng.network.timeline import rows_with

TAKEN: tuple[tuple[type[models.Model], str, str], ...] = (
    (Unit, "parent_id", "units"),
    (Plot, "unit_id", "plots"),
)


@dataclass(frozen=True)
class Sibling:
    """The new unit, and which units and plots of the old one it takes over, by id."""

    code: str
    name: str
    area_id: int | None
    office_phone: str
    units: Collection[int]
    plots: Collection[int]


def split_unit(unit_id: int, sibling: Sibling, asked: Asked) -> Unit:
    """Split a unit from a day on; the new one, of the same kind and under the same unit.

    Cases stay with the unit that has them. Raises `Unit.DoesNotExist`, `ChangedMeanwhile`, `Refused`
    (nothing chosen, something that is not the unit's on that day, a code in use), `DoneAlready`.
    """
    with one_act(asked.key, asked.actor):
        stand_still(
            Area.objects.filter(pk=sibling.area_id or 0),
            Unit.objects.filter(pk__in=[unit_id, *sibling.units]),
            Plot.objects.filter(pk__in=sibling.plots),
        )
        unit = locked(Unit, unit_id, asked.seen)
        must_go_on(unit, "", asked.effective)
        if unit.parent_id is None:
            raise Refused({"": _("最上级单位只能有一个。")})
        if not sibling.units and not sibling.plots:
            raise Refused({"units": _("请选新单位接过去的下级单位或责任田。")})
        new = NewUnit(
            sibling.code, sibling.name, unit.kind, unit.parent_id, sibling.area_id, unit.stands_for,
            sibling.office_phone,
        )  # fmt: skip
        made = write_unit(new, since=asked.effective, actor=asked.actor)
        _hand(unit, made, sibling, asked)
        audit.record(
            "network.unit_split",
            actor=asked.actor,
            subject=f"unit:{unit_id}",
            new=made.pk,
            effective=asked.effective.isoformat(),
        )
        return made


def _hand(unit: Unit, made: Unit, sibling: Sibling, asked: Asked) -> None:
    for model, column, field in TAKEN:
        chosen = set(getattr(sibling, field))
        held = {state["id"] for state in rows_with(model, column, unit.pk, asked.effective)}
        if not chosen <= held:
            raise Refused({field: _("选的里面有的在这一天不归这个单位。请重新选。")})
        rows = list(model._default_manager.filter(pk__in=chosen).order_by("pk"))
        change_rows(
            rows, {column: made.pk}, effective=asked.effective, actor=asked.actor, reason=asked.reason
        )
