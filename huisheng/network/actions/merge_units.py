"""Let one unit go into another: what is below it follows, and it closes."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.network.actions.asked import Asked, let_follow, must_go_on, refuse_circle
from huisheng.network.actions.close_unit import end_unit
from huisheng.network.actions.one_act import one_act, stand_still
from huisheng.network.editing import Refused, locked
from huisheng.network.models import Dwelling, Plot, PlotHub, Unit

FOLLOWS = (
    (Unit, "parent_id"),
    (Plot, "unit_id"),
    (Dwelling, "hub_id"),
)


def merge_units(unit_id: int, into_id: int, asked: Asked) -> Unit:
    """Merge a unit into another of its kind from a day on; the unit that takes over.

    Units below it, its plots and its dwellings follow, a hub household's place on a plot too where the other
    has none. It closes on the day, and `UnitClosed` lets its open cases go to the other. Posts at it end by
    whoever keeps posts. Raises `Unit.DoesNotExist`, `ChangedMeanwhile`, `Refused`, `UnitStillNeeded` (what
    is planned to come to it later), `DoneAlready`.
    """
    with one_act(asked.key, asked.actor):
        stand_still(
            Unit.objects.filter(Q(pk__in=[unit_id, into_id]) | Q(parent=unit_id)),
            Plot.objects.filter(unit=unit_id),
            Dwelling.objects.filter(hub=unit_id),
        )
        unit = locked(Unit, unit_id, asked.seen)
        into = Unit.objects.get(pk=into_id)
        _check(unit, into, asked)
        let_follow(FOLLOWS, unit_id, into_id, asked)
        end_unit(unit, until=asked.effective, actor=asked.actor, successor=into)
        _take_place(unit, into, asked)
        audit.record(
            "network.units_merged",
            actor=asked.actor,
            subject=f"unit:{unit_id}",
            into=into_id,
            effective=asked.effective.isoformat(),
        )
        return into


def _check(unit: Unit, into: Unit, asked: Asked) -> None:
    must_go_on(unit, "")
    must_go_on(into, "into", asked.effective)
    if unit.pk == into.pk or unit.kind != into.kind:
        raise Refused({"into": _("只能并到另一个同类的单位：%(kind)s。") % {"kind": unit.get_kind_display()}})
    try:
        refuse_circle(unit, into.pk, asked.effective)
    except Refused as circle:
        raise Refused({"into": _("接收的单位在它下面。请先把接收的单位移到别处。")}) from circle


def _take_place(unit: Unit, into: Unit, asked: Asked) -> None:
    """The other hub household takes the place that ended, unless it has one of its own that day or later."""
    ended = PlotHub.objects.filter(unit=unit, until=asked.effective).first()
    own = PlotHub.objects.filter(Q(until__isnull=True) | Q(until__gt=asked.effective), unit=into)
    if ended is not None and not own.exists():
        PlotHub.objects.create(plot=ended.plot, unit=into, since=asked.effective)
