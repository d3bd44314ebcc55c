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
from huisheng.core.snapshot import stands_still
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


class _Keeper:
    """Keeps the snapshot of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: _Held | None = None

    def current(self) -> Tree:
        held = self._held
        if held and stands_still():
            return held.tree
        if held and time.monotonic() < held.check_at and held.tree.day == clock.today():
            return held.tree
        if held is None:
            with self._lock:
                return self._refresh()
        # Whoever has a snapshot does not wait for the thread that looks whether there is a newer one.
        if not self._lock.acquire(blocking=False):
            return held.tree
        try:
            return self._refresh()
        finally:
            self._lock.release()

    def forget(self) -> None:
        self._held = None

    def _refresh(self) -> Tree:
        held, stamp, day = self._held, _stamp(), clock.today()
        current = held.tree if held and (held.tree.stamp, held.tree.day) == (stamp, day) else None
        if current is None:
            current = _settled_tree(stamp, day)
        self._held = _Held(current, time.monotonic() + CHECK_SECONDS)
        return current


_keeper = _Keeper()


def tree() -> Tree:
    """The snapshot, at most `CHECK_SECONDS` old. Statements: none, one when due, seven when changed."""
    return _keeper.current()


def forget() -> None:
    """Drop the snapshot: the next `tree()` reads the database."""
    _keeper.forget()


def _settled_tree(stamp: UUID | None, day: date) -> Tree:
    """A tree during whose read nothing changed; after `READS` tries, what there is (looked at again soon)."""
    for _read in range(READS):
        read, after = _read_tree(stamp, day), _stamp()
        if after == stamp:
            break
        stamp = after
    return read


def _stamp() -> UUID | None:
    return Version.objects.values_list("stamp", flat=True).first()


def _not_on(since: date, until: date | None, day: date) -> bool:
    return since > day or (until is not None and until <= day)


def _read_tree(stamp: UUID | None, day: date) -> Tree:
    return Tree(stamp=stamp, day=day, units=_read_units(day), areas=_read_areas(day), plots=_read_plots(day))


def _read_units(day: date) -> list[UnitNode]:
    about = ("id", "code", "name", "level", "kind", "parent_id", "area_id", "stands_for", "office_phone")
    rows = Unit.objects.order_by("level", "code").values(*about, "since", "successor_id", "until")
    return [UnitNode(closed=_not_on(row["since"], row.pop("until"), day), **row) for row in rows]


def _read_areas(day: date) -> list[AreaNode]:
    rows = Area.objects.exclude(kind=AreaKind.BUILDING).order_by("code")
    fields = ("id", "code", "name", "name_en", "kind", "parent_id", "since", "until")
    return [
        AreaNode(closed=_not_on(row["since"], row.pop("until"), day), **row) for row in rows.values(*fields)
    ]


def _read_plots(day: date) -> list[PlotNode]:
    holdings = PlotHolding.objects.on(day).values_list("plot_id", "organisation_id", "organisation__name")
    holders = {plot: (organisation, name) for plot, organisation, name in holdings}
    hubs: dict[int, list[int]] = {}
    for plot, unit in PlotHub.objects.on(day).order_by("unit__code").values_list("plot_id", "unit_id"):
        hubs.setdefault(plot, []).append(unit)
    fields = ("id", "code", "name", "sign_code", "unit_id", "area_id", "lon", "lat", "since", "until")
    nodes = []
    for row in Plot.objects.order_by("code").values(*fields):
        organisation, name = holders.get(row["id"], (None, ""))
        nodes.append(
            PlotNode(
                organisation_id=organisation,
                organisation_name=name,
                hub_ids=tuple(hubs.get(row["id"], ())),
                closed=_not_on(row["since"], row.pop("until"), day),
                **row,
            )
        )
    return nodes


def connect_signals() -> None:
    """Forget the snapshot whenever this process saves or deletes what is in it; again when that commits."""
    for model in (Area, Unit, Organisation, Plot, PlotHolding, PlotHub):
        for signal in (post_save, post_delete):
            signal.connect(_on_change, sender=model, dispatch_uid=f"network.tree.{model.__name__}")


def _on_change(**_signal: Any) -> None:
    forget()
    transaction.on_commit(forget)
