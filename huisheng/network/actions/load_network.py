"""Load the network from rows: all or nothing; what is the same already stays untouched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from huisheng.core import audit, clock
from huisheng.core.events import announce
from huisheng.core.ids import uuid7
from huisheng.network import tree
from huisheng.network.actions.left_by_file import refuse_what_is_left, without_end
from huisheng.network.actions.load_dwellings import load_dwellings
from huisheng.network.checks import faults_of
from huisheng.network.events import UnitClosed, UnitsMoved
from huisheng.network.faults import RULES, Fault, NetworkRefused
from huisheng.network.further import FURTHER
from huisheng.network.kinds import CODED, KINDS, Kind
from huisheng.network.known import Known, read_known, with_held_boundaries
from huisheng.network.models import Unit
from huisheng.network.models.outline import outline
from huisheng.network.rows import Bundle
from huisheng.network.signs import new_sign_code

BATCH = 2_000
OUTLINE = ("west", "south", "east", "north", "lon", "lat")


@dataclass
class Tally:
    """How many rows of a kind were added, changed, or the same already."""

    added: int = 0
    changed: int = 0
    same: int = 0


@dataclass
class Loaded:
    """What a load did, kind by kind."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether everything was there already."""
        return not any(tally.added or tally.changed for tally in self.tallies.values())

    @property
    def counts(self) -> dict[str, list[int]]:
        """Added and changed rows of each kind, for the audit."""
        return {kind: [tally.added, tally.changed] for kind, tally in self.tallies.items()}


def load_network(bundle: Bundle, *, actor: int | None) -> Loaded:
    """Add and change what the rows say; rows that the bundle does not mention stay as they are.

    One transaction with one audit entry. Raises `NetworkRefused` with every fault, and then nothing has
    changed. Nothing is closed or deleted by leaving it out: an end is written as `until`.
    """
    with transaction.atomic():
        loaded = load_rows(bundle)
        if not loaded.is_nothing:
            audit.record("network.loaded", actor=actor, rows=loaded.counts)
    return loaded


def load_rows(bundle: Bundle, run: UUID | None = None) -> Loaded:
    """The same inside an act that writes its own audit entry. `run`: under which apps above remember it."""
    try:
        with transaction.atomic():
            open_before, endless = open_units(), without_end()
            loaded = _load(with_held_boundaries(bundle), run or uuid7())
            refuse_what_is_left(bundle, endless)
            announce_changed(open_before)
    except IntegrityError as refused:
        raise NetworkRefused([fault_of_database(refused)]) from refused
    tree.forget()
    transaction.on_commit(tree.forget)
    return loaded


def open_units() -> dict[int, int | None]:
    """The units that hold today, each with the one above it, for `announce_changed` after a change."""
    return dict(Unit.objects.on(clock.today()).values_list("id", "parent_id"))


def announce_changed(before: Mapping[int, int | None]) -> None:
    """Say of each of these units that has ended that it is closed, and which stand elsewhere."""
    closed = Unit.objects.filter(id__in=list(before), until__lte=clock.today())
    for unit_id in closed.values_list("id", flat=True):
        announce(UnitClosed(unit_id))
    now = dict(Unit.objects.filter(id__in=list(before)).values_list("id", "parent_id"))
    moved = sorted(unit_id for unit_id, above in now.items() if above != before[unit_id])
    if moved:
        announce(UnitsMoved(moved))


def _load(bundle: Bundle, run: UUID) -> Loaded:
    known = read_known()
    faults = faults_of(bundle, known)
    if faults:
        raise NetworkRefused(faults)
    loaded = Loaded()
    for name, rows in bundle.kinds():
        if name == "dwellings":
            loaded.tallies[name] = Tally(*load_dwellings(rows, known.ids))
        elif name in FURTHER:
            loaded.tallies[name] = Tally(*FURTHER[name].load(rows, known.ids, run))
        elif rows:
            loaded.tallies[name] = _sync(KINDS[name], rows, known)
    with connection.cursor() as cursor:  # what is deferred fails here, where it can still be explained
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return loaded


def _sync(kind: Kind, rows: list[Any], known: Known) -> Tally:
    """Write the rows of one kind that are new or differ."""
    held = _held(kind)
    if kind.name in CODED:
        fresh = [row for row in rows if row.code not in known.ids[kind.name]]
        known.ids[kind.name].update(
            zip((row.code for row in fresh), _new_ids(kind.model, len(fresh)), strict=True)
        )
    new: list[models.Model] = []
    changed: list[models.Model] = []
    for row in rows:
        values = _values(kind, row, known)
        id, old = held.get(tuple(values[column] for column in _key_columns(kind)), (None, {}))
        if kind.name == "plots" and not values["sign_code"]:
            values["sign_code"] = old.get("sign_code") or new_sign_code()
        if id is None:
            ids = {"id": known.ids[kind.name][row.code]} if kind.name in CODED else {}
            new.append(kind.model(**ids, **values, **_derived(kind, values)))
        elif any(old[column] != value for column, value in values.items()):
            changed.append(kind.model(id=id, **values, **_derived(kind, values)))
    if changed:  # first, so that a plot whose branch ends today may have its next one from today
        columns = [*kind.row._fields, *(OUTLINE if kind.name == "plots" else ())]
        kind.model._default_manager.bulk_update(changed, columns, batch_size=BATCH)
    kind.model._default_manager.bulk_create(new, batch_size=BATCH)
    return Tally(len(new), len(changed), len(rows) - len(new) - len(changed))


def _key_columns(kind: Kind) -> Iterator[str]:
    return (f"{name}_id" if name in kind.refers else name for name in kind.key)


def _held(kind: Kind) -> dict[tuple[Any, ...], tuple[int, dict[str, Any]]]:
    """The rows of a kind that are there: key → id and values."""
    rows = kind.model._default_manager.values("id", *kind.columns)
    keys = list(_key_columns(kind))
    return {tuple(row[key] for key in keys): (row["id"], row) for row in rows}


def _values(kind: Kind, row: Any, known: Known) -> dict[str, Any]:
    """A row as values of the model's columns."""
    values = {}
    for name, column, value in zip(kind.row._fields, kind.columns, row, strict=True):
        target = kind.refers.get(name)
        values[column] = value if target is None else known.ids[target][value] if value else None
    return values


def _derived(kind: Kind, values: dict[str, Any]) -> dict[str, float]:
    return outline(values["boundary"]) if kind.name == "plots" else {}


def _new_ids(model: type[models.Model], count: int) -> Iterable[int]:
    """Ids from the table's sequence beforehand, so that rows can refer to each other within one insert."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [id for (id,) in cursor.fetchall()]


def fault_of_database(refused: IntegrityError) -> Fault:
    """What the database refused, in words where the rule is known."""
    diagnosis = getattr(refused.__cause__, "diag", None)
    rule = getattr(diagnosis, "constraint_name", None) or ""
    words = RULES.get(rule)
    if words is None:
        return Fault(_("数据库"), _("与已有数据冲突，没有载入（规则 %(rule)s）。") % {"rule": rule})
    return Fault(_("数据库"), str(words))
