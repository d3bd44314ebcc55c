"""A file closes nothing on which something still hangs: asked after its rows are written, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.network.actions.close_area import left_inside
from huisheng.network.actions.close_organisation import left_with
from huisheng.network.actions.close_unit import left_below
from huisheng.network.faults import Fault, NetworkRefused
from huisheng.network.models import Area, Organisation, Unit
from huisheng.network.rows import Bundle

Open = dict[type[models.Model], set[int]]


def without_end() -> Open:
    """Ids of what has no day on which it closes. Three statements."""
    rows = {model: model._default_manager.filter(until__isnull=True) for model, _kind, _words in CLOSED}
    return {model: set(found.values_list("pk", flat=True)) for model, found in rows.items()}


def refuse_what_is_left(bundle: Bundle, open_before: Open) -> None:
    """`NetworkRefused` where what had no end and has one now would leave something alone.

    A file says what is, and not since when: what it moves away counts as moved, whichever day it closes on.
    """
    faults = [fault for each in CLOSED for fault in _faults(bundle, open_before, *each)]
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
