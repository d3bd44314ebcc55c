"""A file closes nothing on which something still hangs: asked after its rows are written, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.network.actions.close_area import left_inside
from huisheng.network.actions.close_organisation import left_with
from huisheng.network.actions.close_unit import left_below
from huisheng.network.faults import Fault, NetworkRefused
from huisheng.network.models import Area, Dwelling, Organisation, Plot, PlotHolding, PlotHub, Unit
from huisheng.network.rows import Bundle

Open = dict[type[models.Model], set[int]]


def without_end() -> Open:
    """Ids of what has no day on which it closes. Four statements."""
    closing: tuple[type[models.Model], ...] = (*(model for model, _kind, _words in CLOSED), Plot)
    rows = {model: model._default_manager.filter(until__isnull=True) for model in closing}
    return {model: set(found.values_list("pk", flat=True)) for model, found in rows.items()}


def refuse_what_is_left(bundle: Bundle, open_before: Open) -> None:
    """`NetworkRefused` where what had no end and has one now would leave something alone.

    A file says what is, and not since when: what it moves away counts as moved, whichever day it closes on.
    """
    faults = [fault for each in CLOSED for fault in _faults(bundle, open_before, *each)]
    faults += _of_plots(bundle, open_before[Plot])
    if faults:
        raise NetworkRefused(faults)


def _faults(
    bundle: Bundle, open_before: Open, model: type[models.Model], kind: str, words: Callable[[int, date], str]
) -> Iterator[Fault]:
    lines = {row.code: at for at, row in enumerate(getattr(bundle, kind))}
    ended: Any = model._default_manager.filter(pk__in=open_before[model], until__isnull=False)
    for row in ended.order_by("pk"):
        said = words(row.pk, max(row.until, clock.today()))
        if said:
            yield bundle.fault(kind, lines[row.code], said)


def _of_plots(bundle: Bundle, open_before: set[int]) -> Iterator[Fault]:
    """For all plots at once, as many as a file may hold: four statements, one where none ends."""
    ended = dict(Plot.objects.filter(pk__in=open_before, until__isnull=False).values_list("pk", "code"))
    left = _on_plots(ended) if ended else {}
    lines = {row.code: at for at, row in enumerate(bundle.plots)} if left else {}
    words = _("它上面还有%(left)s。先移到别的责任田，或者写上它们的止，再撤销。")
    for plot_id in sorted(left):
        yield bundle.fault("plots", lines[ended[plot_id]], words % {"left": _("、").join(left[plot_id])})


def _on_plots(plot_ids: Collection[int]) -> dict[int, list[str]]:
    """What would be left on these plots after their last day, in words by plot; nothing for empty ones."""
    said: tuple[tuple[type[models.Model], str], ...] = (
        (Dwelling, _("%(count)d 户")),
        (PlotHub, _("%(count)d 个中心户")),
        (PlotHolding, _("%(count)d 个党支部")),
    )
    stays = Q(until__isnull=True) | Q(until__gt=Greatest("plot__until", Value(clock.today())))
    left: dict[int, list[str]] = {}
    for model, words in said:
        rows = model._default_manager.filter(stays, plot__in=plot_ids).values_list("plot")
        for plot_id, count in rows.annotate(count=Count("pk")):
            left.setdefault(plot_id, []).append(words % {"count": count})
    return left


def _below(unit_id: int, day: date) -> str:
    units, plots, dwellings = left_below(unit_id, day)
    if not (units or plots or dwellings):
        return ""
    words = _(
        "它还管着 %(units)d 个下级单位、%(plots)d 块责任田、%(dwellings)d 户。先移走，或者并到别的单位。"
    )
    return words % {"units": units, "plots": plots, "dwellings": dwellings}


def _inside(area_id: int, day: date) -> str:
    left = left_inside(area_id, day)
    words = _("里面还有%(left)s。先移到别的辖区，再撤销。")
    return words % {"left": _("、").join(left)} if left else ""


def _with(organisation_id: int, day: date) -> str:
    left = left_with(organisation_id, day)
    words = _("它还有%(left)s。先交给别的党组织，再撤销。")
    return words % {"left": _("、").join(left)} if left else ""


CLOSED: tuple[tuple[type[models.Model], str, Callable[[int, date], str]], ...] = (
    (Unit, "units", _below),
    (Area, "areas", _inside),
    (Organisation, "organisations", _with),
)
