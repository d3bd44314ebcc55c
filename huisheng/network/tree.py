"""The network in memory: units, areas and plots as one immutable snapshot per process.

`tree()` asks the database at most every `CHECK_SECONDS` whether the stamp of the network (`Version`) has
changed, and reads everything again when it has, or when a new day has begun (since/until). Between two
checks it costs no statement. A change made by this process through `save()` or `delete()` is seen at once;
acts that write in bulk call `forget()` when they are done.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from huisheng.core import clock
from huisheng.network.models import (
    Area,
    AreaKind,
    Organisation,
    Plot,
    PlotHolding,
    PlotHub,
    Unit,
    Version,
)
from huisheng.network.nodes import AreaNode, Chain, PlotNode, UnitNode
from huisheng.network.snapshot import Tree

__all__ = ["AreaNode", "Chain", "PlotNode", "Tree", "UnitNode", "forget", "tree"]

CHECK_SECONDS = 3.0
READS = 3  # how often a read is repeated when the network changes under it


@dataclass(frozen=True)
class _Held:
    tree: Tree
    check_at: float


_lock = threading.Lock()
_held: _Held | None = None


def tree() -> Tree:
    """The snapshot, at most `CHECK_SECONDS` old. Statements: none, one when due, five when changed."""
    held = _held
    if held and time.monotonic() < held.check_at and held.tree.day == clock.today():
        return held.tree
    # Whoever has a snapshot does not wait for the thread that looks whether there is a newer one.
    if not _lock.acquire(blocking=held is None):
        assert held is not None
        return held.tree
    try:
        return _refresh()
    finally:
        _lock.release()


def forget() -> None:
    """Drop the snapshot: the next `tree()` reads the database."""
    global _held
    _held = None


def _refresh() -> Tree:
    global _held
    held, stamp, day = _held, _stamp(), clock.today()
    current = held.tree if held and held.tree.stamp == stamp and held.tree.day == day else None
    for _read in range(READS):
        if current:
            break
        read, after = _read_tree(stamp, day), _stamp()
        current, stamp = (read if after == stamp else None), after
    if current is None:  # it changes all the time: take what there is and look again at once
        current = read
    _held = _Held(current, time.monotonic() + CHECK_SECONDS)
    return current


def _stamp() -> UUID | None:
    return Version.objects.values_list("stamp", flat=True).first()


def _ended(until: date | None, day: date) -> bool:
    return until is not None and until <= day


def _read_tree(stamp: UUID | None, day: date) -> Tree:
    return Tree(stamp=stamp, day=day, units=_read_units(day), areas=_read_areas(day), plots=_read_plots(day))


def _read_units(day: date) -> list[UnitNode]:
    fields = ("id", "code", "name", "level", "kind", "parent_id", "area_id", "stands_for", "office_phone")
    rows = Unit.objects.order_by("level", "code").values_list(*fields, "until")
    return [UnitNode(*row[:-1], closed=_ended(row[-1], day)) for row in rows]


def _read_areas(day: date) -> list[AreaNode]:
    rows = (
        Area.objects.exclude(kind=AreaKind.BUILDING)
        .order_by("code")
        .values_list("id", "code", "name", "name_en", "kind", "parent_id", "until")
    )
    return [AreaNode(*row[:-1], closed=_ended(row[-1], day)) for row in rows]


def _read_plots(day: date) -> list[PlotNode]:
    holders = {
        plot: (organisation, name)
        for plot, organisation, name in PlotHolding.objects.on(day).values_list(
            "plot_id", "organisation_id", "organisation__name"
        )
    }
    hubs: dict[int, list[int]] = {}
    places = PlotHub.objects.on(day).order_by("unit__code")
    for plot, unit in places.values_list("plot_id", "unit_id"):
        hubs.setdefault(plot, []).append(unit)
    fields = ("id", "code", "name", "sign_code", "unit_id", "area_id", "lon", "lat", "until")
    return [
        PlotNode(
            *row[:6],
            *holders.get(row[0], (None, "")),
            hub_ids=tuple(hubs.get(row[0], ())),
            lon=row[6],
            lat=row[7],
            closed=_ended(row[8], day),
        )
        for row in Plot.objects.order_by("code").values_list(*fields)
    ]


def connect_signals() -> None:
    """Forget the snapshot whenever this process saves or deletes what is in it; again when that commits."""
    for model in (Area, Unit, Organisation, Plot, PlotHolding, PlotHub):
        for signal in (post_save, post_delete):
            signal.connect(_on_change, sender=model, dispatch_uid=f"network.tree.{model.__name__}")


def _on_change(**_signal: Any) -> None:
    forget()
    transaction.on_commit(forget)
