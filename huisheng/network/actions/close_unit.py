"""Close a unit; and say of every unit whose last day is over that it is closed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from huisheng.core import audit, clock
from huisheng.core.events import announce
from huisheng.network.actions.one_act import one_act, stand_still
from huisheng.network.editing import locked
from huisheng.network.events import UnitClosed
from huisheng.network.models import Dwelling, Plot, PlotHub, Unit
from huisheng.network.timeline import rows_with_from

# How far the daily look goes back, so that a worker that stood still for days misses nothing.
LOOK_BACK = timedelta(days=30)


class UnitStillNeeded(Exception):
    """Units below it, plots that it keeps or dwellings of a hub household would be left alone."""

    def __init__(self, units: int, plots: int, dwellings: int = 0) -> None:
        super().__init__(f"{units} units, {plots} plots, {dwellings} dwellings")
        self.units = units
        self.plots = plots
        self.dwellings = dwellings


def close_unit(
    unit_id: int, *, until: date, actor: int | None, seen: int | None = None, key: UUID | None = None
) -> None:
    """End a unit on `until` (its first day closed); `seen` is the mark that a page showed, None outside of one.

    Raises `Unit.DoesNotExist`, `UnitStillNeeded`, `ChangedMeanwhile`, `Refused`, `DoneAlready`. From that day
    on `UnitClosed` is announced: at once when the day has come, else by the daily look.
    """
    with one_act(key, actor):
        free = Unit.objects.select_for_update()
        unit = free.get(id=unit_id) if seen is None else locked(Unit, unit_id, seen)
        stand_still()
        end_unit(unit, until=until, actor=actor)


def end_unit(unit: Unit, *, until: date, actor: int | None, successor: Unit | None = None) -> None:
    """Inside an act that has locked the unit and stands still: end it, unless something would be left alone.

    `successor`: the unit that has what it had from then on; None: the level above decides.
    """
    left = left_below(unit.pk, until)
    if any(left):
        raise UnitStillNeeded(*left)
    unit.until, unit.successor = until, successor
    unit.save(update_fields=["until", "successor"])
    for place in PlotHub.objects.filter(_beyond(until), unit=unit):
        place.until = until
        place.save(update_fields=["until"])
    audit.record("network.unit_closed", actor=actor, subject=f"unit:{unit.pk}", until=until.isoformat())
    if until <= clock.today():
        announce(UnitClosed(unit.pk))


def left_below(unit_id: int, until: date) -> tuple[int, int, int]:
    """How many units, plots and dwellings would be without it on a day or later, by what was, is and is planned."""
    return (
        len(rows_with_from(Unit, "parent_id", unit_id, until)),
        len(rows_with_from(Plot, "unit_id", unit_id, until)),
        len(rows_with_from(Dwelling, "hub_id", unit_id, until)),
    )


def announce_closed_units() -> int:
    """Announce the units that closed lately; how many. Whoever reacts stands being told twice."""
    today = clock.today()
    with transaction.atomic():
        closed = Unit.objects.filter(until__gt=today - LOOK_BACK, until__lte=today).values_list(
            "id", flat=True
        )
        for unit_id in closed:
            announce(UnitClosed(unit_id))
        return len(closed)


def _beyond(day: date) -> Q:
    return Q(until__isnull=True) | Q(until__gt=day)
