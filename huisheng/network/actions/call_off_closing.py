"""Let a unit go on whose closing was planned."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huisheng.core import audit, clock
from huisheng.network.actions.asked import Asked
from huisheng.network.actions.one_act import one_act, stand_still
from huisheng.network.editing import Refused, locked
from huisheng.network.models import PlotHub, Unit


def call_off_closing(unit_id: int, asked: Asked) -> Unit:
    """Take the last day from a unit that is still open, with that of the places of a hub household.

    Raises `Unit.DoesNotExist`, `ChangedMeanwhile`, `Refused` (it is closed already), `DoneAlready`.
    """
    with one_act(asked.key, asked.actor):
        unit = locked(Unit, unit_id, asked.seen)
        stand_still()
        if unit.until is not None and unit.until <= clock.today():
            raise Refused({"": _("这个单位已经撤销，不能再取消。请设立一个新的单位。")})
        if unit.until is not None:
            for place in PlotHub.objects.filter(unit=unit, until=unit.until):
                place.until = None
                place.save(update_fields=["until"])
            unit.until, unit.successor = None, None
            unit.save(update_fields=["until", "successor"])
            audit.record("network.closing_called_off", actor=asked.actor, subject=f"unit:{unit.pk}")
        return unit
