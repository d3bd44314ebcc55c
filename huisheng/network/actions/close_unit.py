"""Close a unit; and say of every unit whose last day is over that it is closed."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from huisheng.core import audit, clock
from huisheng.core.events import announce
from huisheng.network.events import UnitClosed
from huisheng.network.models import Plot, Unit

# How far the daily look goes back, so that a worker that stood still for days misses nothing.
LOOK_BACK = timedelta(days=30)


class UnitStillNeeded(Exception):
    """Units below it or plots that it keeps would be left alone: they go to another unit first."""

    def __init__(self, units: int, plots: int) -> None:
        super().__init__(f"{units} units, {plots} plots")
        self.units = units
        self.plots = plots


def close_unit(unit_id: int, *, until: date, actor: int | None) -> None:
    """End a unit on `until` (its first day closed). Raises `Unit.DoesNotExist` and `UnitStillNeeded`.

    From that day on `UnitClosed` is announced: at once when the day has come, else by the daily look.
    """
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(id=unit_id)
        holds = Q(until__isnull=True) | Q(until__gt=until)
        units = Unit.objects.filter(holds, parent=unit).count()
        plots = Plot.objects.filter(holds, unit=unit).count()
        if units or plots:
            raise UnitStillNeeded(units, plots)
        unit.until = until
        unit.save(update_fields=["until"])
        audit.record("network.unit_closed", actor=actor, subject=f"unit:{unit_id}", until=until.isoformat())
        if until <= clock.today():
            announce(UnitClosed(unit_id))


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
