"""What every act that keeps the tree is asked with, and what several of them do alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.network.actions.change_rows import change_rows
from huisheng.network.actions.one_act import one_act, stand_still
from huisheng.network.editing import Refused, locked
from huisheng.network.models import Area, Change, Organisation, Unit
from huisheng.network.timeline import rows_with, timelines

Node = TypeVar("Node", Area, Unit, Organisation)
Follow = tuple[type[models.Model], str]
ABOVE = {Area: "parent_id", Unit: "parent_id", Organisation: "superior_id"}


@dataclass(frozen=True)
class Asked:
    """Who asks, by which form (`key`), having seen which state of the row (`seen`), from which day on, why."""

    actor: int | None
    seen: int
    effective: date
    key: UUID | None = None
    reason: str = ""


def edit_row(model: type[Node], row_id: int, values: Mapping[str, Any], asked: Asked, action: str) -> Node:
    """Change columns of one row from the day on, under its lock, with its audit entry."""
    with one_act(asked.key, asked.actor):
        row: Node = locked(model, row_id, asked.seen)
        must_go_on(row, "")
        area = values.get("area_id")
        if area is not None and area != getattr(row, "area_id", None):
            must_go_on(Area.objects.select_for_update(no_key=True).get(pk=area), "area", asked.effective)
        _changed(row, values, asked, action)
        return row


def move_row(
    model: type[Node],
    row_id: int,
    above_id: int,
    asked: Asked,
    action: str,
    *,
    fits: Callable[[Node, Node], None] = lambda row, above: None,
) -> Node:
    """Put one row under another from the day on. Refused: a circle on any day from then on, and what `fits` says."""
    with one_act(asked.key, asked.actor):
        stand_still(model._default_manager.filter(pk__in=[row_id, above_id]))
        row: Node = locked(model, row_id, asked.seen)
        above: Node = model._default_manager.get(pk=above_id)
        must_go_on(row, "")
        must_go_on(above, "parent", asked.effective)
        fits(row, above)
        refuse_circle(row, above_id, asked.effective)
        _changed(row, {ABOVE[model]: above_id}, asked, action)
        return row


def standing_above(model: type[Node], above_id: int, since: date, *, area_id: int | None = None) -> Node:
    """What a new row is to stand below, locked until the transaction ends; it and the area in which the row is to
    lie go on, and were there on the day."""
    stand_still(Area.objects.filter(pk=area_id or 0), model._default_manager.filter(pk=above_id))
    above: Node = model._default_manager.get(pk=above_id)
    must_go_on(above, "parent", since)
    if area_id is not None:
        must_go_on(Area.objects.get(pk=area_id), "area", since)
    return above


def note_new(row: Node, *, since: date, actor: int | None) -> None:
    """The audit entry of a row that was set up."""
    name = row._meta.model_name
    audit.record(f"network.{name}_created", actor=actor, subject=f"{name}:{row.pk}", since=since.isoformat())


def let_follow(follows: Iterable[Follow], row_id: int, into_id: int, asked: Asked) -> None:
    """In a merge: whatever hangs on the row on the day hangs on the other from then on. `follows`: model, column."""
    for model, column in follows:
        ids = [state["id"] for state in rows_with(model, column, row_id, asked.effective)]
        rows = list(model._default_manager.select_for_update().filter(pk__in=ids).order_by("pk"))
        change_rows(
            rows, {column: into_id}, effective=asked.effective, actor=asked.actor, reason=asked.reason
        )


def must_go_on(row: Node, field: str, day: date | None = None) -> None:
    """Refuse what is closed or will be, and what did not hold yet on a day."""
    if row.until is not None:
        raise Refused({field: _("“%(name)s”已经撤销，或者定了撤销的日子。") % {"name": row.name}})
    if day is not None and day < row.since:
        raise Refused({field: _("“%(name)s”在这一天还没有设立。") % {"name": row.name}})


def refuse_circle(row: Node, above_id: int, effective: date) -> None:
    """Refuse when the row would stand above itself on the day, or on a later one by what is planned.

    What holds today the database itself looks after (migration 0002).
    """
    column = ABOVE[type(row)]
    for day in _days_of_changes(row._meta.db_table, column, effective):
        at: int | None = above_id
        seen: set[int] = set()
        while at is not None and at not in seen:
            if at == row.pk:
                raise Refused({"parent": _("上级绕成了圈：它不能归到自己或自己的下级下面。")})
            seen.add(at)
            line = timelines(type(row), [at]).get(at)
            state = line.at(day) if line else None
            at = state[column] if state else None


def _days_of_changes(table: str, column: str, first: date) -> list[date]:
    """The first day, and later ones on which the column changes in some row."""
    later = Change.objects.filter(table=table, field=column, effective__gt=first)
    return sorted({first, *later.values_list("effective", flat=True)})


def _changed(row: Node, values: Mapping[str, Any], asked: Asked, action: str) -> None:
    changes = change_rows([row], values, effective=asked.effective, actor=asked.actor, reason=asked.reason)
    if changes:
        audit.record(
            action,
            actor=asked.actor,
            subject=f"{row._meta.model_name}:{row.pk}",
            effective=asked.effective.isoformat(),
            fields=sorted({change.field for change in changes}),
        )
