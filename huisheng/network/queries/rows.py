"""What the database holds, as rows that name each other by code: for export, and for files that say only a part."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from huisheng.network.kinds import Kind

BATCH = 10_000


def held_rows(kind: Kind, codes: Collection[str] | None = None) -> Iterator[Any]:
    """Every row of a kind, or those with these codes, in the order in which they came; never all in memory."""
    columns = [kind.path(name) for name in kind.row._fields]
    rows = kind.model._default_manager.order_by("id")
    if codes is not None:
        rows = rows.filter(code__in=codes)
    last = 0
    while batch := list(rows.filter(id__gt=last).values_list("id", *columns)[:BATCH]):
        last = batch[-1][0]
        for _id, *values in batch:
            yield kind.row(*("" if _lacks(kind, at, value) else value for at, value in enumerate(values)))


def text_of(value: Any) -> str:
    """A value as it stands in a cell; choices by identifier."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def cells_of(row: Any) -> dict[str, str]:
    """A row as cells by field, without its boundary."""
    return {name: text_of(value) for name, value in row._asdict().items() if name != "boundary"}


def _lacks(kind: Kind, at: int, value: Any) -> bool:
    return value is None and kind.row._fields[at] in kind.refers
