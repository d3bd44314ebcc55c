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
    """A row of the network as it stood at the end of a day; None when it did not hold, or was deleted.

    What is known today of `since` and `until` counts, also when it was only written down later; all else is
    as it was written down by then. A day before anything was written of the row is answered by its first
    known state. At most three statements.
    """
    present: dict[str, Any] | None = model._default_manager.filter(pk=row_id).values().first()
    if present is not None and not _holds(present, day):
        return None
    revisions = Revision.objects.filter(table=model._meta.db_table, row=row_id)
    last = revisions.filter(at__lt=_end_of(day)).order_by("-id").values("data").first()
    if last is not None:
        state = last["data"]
    else:
        first = revisions.order_by("id").values("data", "old").first()
        # Dwellings are not written one by one when they are loaded: one that never changed is as it is.
        state = (first["old"] or first["data"]) if first else present
    return state if state is not None and _holds(state, day) else None


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


def _holds(state: dict[str, Any], day: date) -> bool:
    """Whether a state held on the day. Dates are text in revisions and dates in rows."""
    until = state["until"]
    return str(state["since"]) <= day.isoformat() and (until is None or day.isoformat() < str(until))
