"""The history of one row in words: what changed, from which day on, who wrote it down, and what is planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from huisheng.network.models import Area, Change, ChangeEnd, Organisation, Plot, Revision, Unit

# Derived from the boundary, which itself is no words.
WORDLESS = frozenset({"boundary", "west", "south", "east", "north", "lon", "lat"})
NAMED: tuple[type[models.Model], ...] = (Unit, Area, Organisation, Plot)


@dataclass(frozen=True)
class Told:
    """One change of one `column`, which `field` names in words.

    `day`: from when it holds; `at`: when it was written down; `actor`: an account. `state` is `applied`,
    `planned`, `called_off` or `refused`; `change_id` is None for what was written without a day of its own.
    """

    table: str
    row: int
    day: date
    at: datetime
    column: str
    field: str
    old: str
    new: str
    actor: int | None
    reason: str
    state: str
    change_id: int | None

    @property
    def state_label(self) -> str:
        """The state in words; empty for what simply took effect."""
        if self.state == "applied":
            return ""
        return _("已安排") if self.state == "planned" else str(ChangeEnd.Kind(self.state).label)


@dataclass(frozen=True)
class _Raw:
    model: type[models.Model]
    row: int
    day: date
    at: datetime
    column: str
    old: Any
    new: Any
    change: Change | None = None


def story_of(model: type[models.Model], row_id: int, *, after: int = 0) -> list[Told]:
    """The changes of a row, the latest day first; `after`: only what was written since that revision.

    Four statements, and one for each kind of thing that the row refers to.
    """
    table = model._meta.db_table
    changes = list(Change.objects.filter(table=table, row=row_id).select_related("end").order_by("id"))
    revisions = Revision.objects.filter(table=table, row=row_id, old__isnull=False).order_by("id")
    raw = [*_of_changes(model, changes), *_of_revisions(model, revisions, changes)]
    if after:
        since = Revision.objects.filter(id=after).values_list("at", flat=True).first()
        raw = [each for each in raw if since is None or each.at > since]
    raw.sort(key=lambda each: (each.day, each.at), reverse=True)
    return _told(raw)


def planned_for(rows: dict[type[models.Model], Iterable[int]]) -> list[Told]:
    """Changes still to come of rows, by their day. A statement, and one for each kind that is referred to."""
    wanted = Q(pk__in=[])
    for model, ids in rows.items():
        wanted |= Q(table=model._meta.db_table, row__in=list(ids))
    models_by_table = {model._meta.db_table: model for model in rows}
    found = Change.objects.filter(wanted, end__isnull=True).order_by("effective", "id")
    return _told([each for change in found for each in _of_changes(models_by_table[change.table], [change])])


def _of_changes(model: type[models.Model], changes: Iterable[Change]) -> Iterator[_Raw]:
    for each in changes:
        yield _Raw(model, each.row, each.effective, each.recorded_at, each.field, each.old, each.new, each)


def _of_revisions(
    model: type[models.Model], revisions: Iterable[Revision], changes: Iterable[Change]
) -> Iterator[_Raw]:
    by_change: defaultdict[int, set[str]] = defaultdict(set)
    for change in changes:
        end = getattr(change, "end", None)
        if end is not None and end.revision is not None:
            by_change[end.revision].add(change.field)
    for revision in revisions:
        old, new = revision.old or {}, revision.data or {}
        for column in sorted(new.keys() - by_change[revision.pk] - (WORDLESS - {"boundary"})):
            if old.get(column) != new[column]:
                day = timezone.localdate(revision.at)
                yield _Raw(model, revision.row or 0, day, revision.at, column, old.get(column), new[column])


def _told(raw: list[_Raw]) -> list[Told]:
    names = _names(raw)
    return [_in_words(each, names) for each in raw]


def _in_words(raw: _Raw, names: dict[type[models.Model], dict[int, str]]) -> Told:
    end = getattr(raw.change, "end", None) if raw.change else None
    state = "applied" if raw.change is None else str(end.kind) if end else "planned"
    return Told(
        table=raw.model._meta.db_table,
        row=raw.row,
        day=raw.day,
        at=raw.at,
        column=raw.column,
        field=_label(raw.model, raw.column),
        old=_word(raw.model, raw.column, raw.old, names),
        new=_word(raw.model, raw.column, raw.new, names),
        actor=raw.change.actor if raw.change else None,
        reason=raw.change.reason if raw.change else "",
        state=state,
        change_id=raw.change.pk if raw.change else None,
    )


def _column(model: type[models.Model], column: str) -> Any:
    return next((field for field in model._meta.concrete_fields if field.attname == column), None)


def _label(model: type[models.Model], column: str) -> str:
    field = _column(model, column)
    return str(field.verbose_name) if field is not None else column


def _word(
    model: type[models.Model], column: str, value: Any, names: dict[type[models.Model], dict[int, str]]
) -> str:
    field = _column(model, column)
    if value is None or value == "" or column in WORDLESS:
        return ""
    if field is not None and field.related_model in names:
        return names[field.related_model].get(int(value), str(value))
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("是") if value else _("不是")
    return str(value)


def _names(raw: list[_Raw]) -> dict[type[models.Model], dict[int, str]]:
    """Names of everything that the changes refer to."""
    wanted: defaultdict[type[models.Model], set[int]] = defaultdict(set)
    for each in raw:
        field = _column(each.model, each.column)
        if field is not None and field.related_model in NAMED:
            wanted[field.related_model] |= {int(value) for value in (each.old, each.new) if value is not None}
    return {
        model: dict(model._default_manager.filter(pk__in=ids).values_list("pk", "name"))
        for model, ids in wanted.items()
    }
