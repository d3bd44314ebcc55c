"""Let columns of rows have another value from a day on: past, present or still to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.core.events import announce
from huisheng.network import tree
from huisheng.network.editing import Refused
from huisheng.network.events import UnitsMoved
from huisheng.network.models import Change, ChangeEnd, Revision, Unit
from huisheng.network.timeline import Timeline, timelines

Row = models.Model


class _TriedOut(Exception):
    """A change that is planned was made for a moment, and the database did not object."""


def change_rows(
    rows: Sequence[Row],
    values: Mapping[str, Any],
    *,
    effective: date,
    actor: int | None,
    reason: str = "",
) -> list[Change]:
    """Write down that columns of rows have these values from a day on; only what is a change. Set-based.

    Inside the caller's transaction, which has locked the rows; all of one model. `values`: by column
    (`parent_id`), plain JSON values. A past or present day is applied at once: the rows get what then holds
    today, which may come from a change of a later day. A future day waits for `apply_changes`, and what the
    database would refuse today is refused. Raises `Refused` for a day before a row was there.
    """
    if not rows:
        return []
    lines = timelines(type(rows[0]), [row.pk for row in rows])
    changes = list(_changes(rows, lines, values, effective=effective, actor=actor, reason=reason))
    changed = {change.row for change in changes}
    if effective > clock.today():
        _try_out([row for row in rows if row.pk in changed], values)
        return Change.objects.bulk_create(changes)
    made = Change.objects.bulk_create(changes)
    settle([row for row in rows if row.pk in changed], made, actor=actor)
    return made


def settle(rows: Sequence[Row], changes: Sequence[Change], *, actor: int | None) -> None:
    """Give rows what holds today by their timelines, and write down that the changes are applied."""
    if not changes:
        return
    fields = {change.field for change in changes}
    lines, today = timelines(type(rows[0]), [row.pk for row in rows]), clock.today()
    different: defaultdict[tuple[tuple[str, Any], ...], list[Row]] = defaultdict(list)
    for row in rows:
        line = lines[row.pk]
        state, present = line.at(today) or {}, line.present or {}
        values = {name: state[name] for name in fields if name in state and present.get(name) != state[name]}
        if values:
            different[tuple(sorted(values.items()))].append(row)
    for pairs, alike in different.items():
        _write(alike, dict(pairs))
    revisions = _last_revisions([row for alike in different.values() for row in alike])
    ChangeEnd.objects.bulk_create(
        ChangeEnd(change=change, kind=ChangeEnd.Kind.APPLIED, revision=revisions.get(change.row), actor=actor)
        for change in changes
    )


def _changes(
    rows: Sequence[Row],
    lines: Mapping[int, Timeline],
    values: Mapping[str, Any],
    *,
    effective: date,
    **more: Any,
) -> Iterable[Change]:
    after = _last_revisions(rows)
    for row in rows:
        state = lines[row.pk].on(effective)
        if state is None:
            raise Refused({"effective": _("“%(name)s”在这一天还没有，或者已经撤销。") % {"name": row}})
        for field, new in values.items():
            if state[field] != new:
                yield Change(
                    table=row._meta.db_table, row=row.pk, field=field, old=state[field], new=new,
                    effective=effective, after=after.get(row.pk, 0), **more,
                )  # fmt: skip


def _write(rows: Sequence[Row], values: Mapping[str, Any]) -> None:
    type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).update(**values)
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
    tree.forget()
    transaction.on_commit(tree.forget)
    if isinstance(rows[0], Unit) and "parent_id" in values:
        announce(UnitsMoved([row.pk for row in rows]))


def _try_out(rows: Sequence[Row], values: Mapping[str, Any]) -> None:
    """Make the change and take it back, so that the database says now what it would refuse."""
    if not rows:
        return
    try:
        with transaction.atomic():
            type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).update(**values)
            raise _TriedOut
    except _TriedOut:
        return


def _last_revisions(rows: Sequence[Row]) -> dict[int, int]:
    if not rows:
        return {}
    found = Revision.objects.filter(table=rows[0]._meta.db_table, row__in=[row.pk for row in rows])
    return dict(found.values_list("row").annotate(last=Max("id")).order_by())
