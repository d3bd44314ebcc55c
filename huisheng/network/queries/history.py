"""Who was responsible on a day: from effective dates and from the database's own history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from huisheng.network.models import Dwelling, Organisation, Plot, PlotHolding, Revision, Unit


@dataclass(frozen=True)
class Responsible:
    """The plot, the unit and the branch (None: no branch held it) that answered for a place on a day."""

    plot: Plot
    unit: Unit
    organisation: Organisation | None


def row_on(model: type[models.Model], row_id: int, day: date) -> dict[str, Any] | None:
    """A row of the network as it stood at the end of a day; None when it did not exist or was deleted.

    A day before anything was recorded of the row is answered by its first known state, as long as that
    says that it held already (`since`).
    """
    end = _end_of(day)
    revisions = Revision.objects.filter(table=model._meta.db_table, row=row_id)
    last = revisions.filter(at__lt=end).order_by("-id").values_list("data", flat=True)[:1]
    if last:
        return _held_by(last[0], day)
    first = revisions.order_by("id").values("data", "old").first()
    if first is None:  # never changed since it was loaded (dwellings are not written one by one)
        return _held_by(_as_it_is(model, row_id), day)
    return _held_by(first["old"] or first["data"], day)


def responsible_on(plot_id: int, day: date) -> Responsible | None:
    """Who answered for a plot on a day; None when there was no such plot then. At most six statements."""
    state = row_on(Plot, plot_id, day)
    if state is None:
        return None
    holding = PlotHolding.objects.on(day).filter(plot_id=plot_id).select_related("organisation").first()
    return Responsible(
        plot=Plot.objects.get(id=plot_id),
        unit=Unit.objects.get(id=state["unit_id"]),
        organisation=holding.organisation if holding else None,
    )


def responsible_for_dwelling_on(dwelling_id: int, day: date) -> Responsible | None:
    """Who answered for a dwelling on a day; None when it, or its plot, did not exist or it had none."""
    state = row_on(Dwelling, dwelling_id, day)
    if state is None or state["plot_id"] is None:
        return None
    return responsible_on(state["plot_id"], day)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _held_by(state: dict[str, Any] | None, day: date) -> dict[str, Any] | None:
    """The state, if the row held on the day. Dates are text in revisions and dates in rows."""
    if state is None or str(state["since"]) > day.isoformat():
        return None
    until = state["until"]
    return None if until is not None and str(until) <= day.isoformat() else state


def _as_it_is(model: type[models.Model], row_id: int) -> dict[str, Any] | None:
    row: dict[str, Any] | None = model._default_manager.filter(pk=row_id).values().first()
    return row
