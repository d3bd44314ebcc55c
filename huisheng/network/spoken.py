"""A difference in words, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.network.difference import ADDED, CHANGED, CLOSED, REMOVED, Change, Difference, Line
from huisheng.network.kinds import sheet_kinds

WHATS: dict[str, str | Promise] = {
    ADDED: gettext_lazy("新增"),
    CHANGED: gettext_lazy("改动"),
    CLOSED: gettext_lazy("写了止（不含）"),
    REMOVED: gettext_lazy("去掉"),
}


@dataclass(frozen=True)
class SpokenLine:
    """One row: what identifies it, what it is called, and each field with its old and new value."""

    key: str
    name: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Group:
    """Rows of one kind with which the same is done; `count` of them, of which `lines` shows the first."""

    kind: str
    what: str
    what_words: str
    count: int
    lines: list[SpokenLine]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.lines)


def spoken(difference: Difference) -> list[Group]:
    """The difference by kind and by what happens, in loading order."""
    groups = []
    for name, kind in sheet_kinds().items():
        for what, words in WHATS.items():
            count = difference.counts.get(name, {}).get(what, 0)
            if count:
                lines = [_line(line) for line in difference.lines if (line.kind, line.what) == (name, what)]
                said = str(kind.ending if what == CLOSED and kind.ending else words)
                groups.append(Group(str(kind.model._meta.verbose_name), what, said, count, lines))
    return groups


def _line(line: Line) -> SpokenLine:
    column = sheet_kinds()[line.kind].column
    changes = tuple(_change(column(change.field), change) for change in line.changes)
    return SpokenLine(line.key, line.name, changes)


def _change(column: Any, change: Change) -> tuple[str, str, str]:
    return str(column.verbose_name), _value(column, change.old), _value(column, change.new)


def _value(column: Any, text: str) -> str:
    if isinstance(column, models.BooleanField):
        return _("是") if text == "True" else _("否")
    if not text:
        return _("（空）")
    choices = column.choices if isinstance(column, models.CharField) else None
    return str(dict(choices).get(text, text)) if choices else text
