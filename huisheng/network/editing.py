"""What every act that changes the network by hand stands on: one row at a time, seen before it is changed.

A page that edits carries `mark_of(row)`, the number of the last change that its reader saw. The act locks the
row and compares: who comes second is told that somebody else changed it, and nothing of theirs is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import models
from django.db.models import Max
from django.utils.functional import Promise

from huisheng.network.models import Revision

Row = TypeVar("Row", bound=models.Model)


class Refused(Exception):
    """The change cannot be made. `problems`: words for people by field of the act, "" for no single field."""

    def __init__(self, problems: Mapping[str, str | Promise]) -> None:
        super().__init__("; ".join(problems))
        self.problems = dict(problems)


class ChangedMeanwhile(Exception):
    """Somebody changed the row after it was read. `mark` is the present one, `row` the row as it is now."""

    def __init__(self, row: models.Model, mark: int) -> None:
        super().__init__(f"{row._meta.db_table} {row.pk}")
        self.row = row
        self.mark = mark


def mark_of(row: models.Model) -> int:
    """The number of the last change of a row, 0 when none was written down. One statement."""
    changes = Revision.objects.filter(table=row._meta.db_table, row=row.pk)
    return int(changes.aggregate(last=Max("id"))["last"] or 0)


def marks_of(model: type[models.Model], ids: Iterable[int]) -> dict[int, int]:
    """The marks of several rows by id; rows of which nothing was written down are left out. One statement."""
    changes = Revision.objects.filter(table=model._meta.db_table, row__in=list(ids)).order_by()
    return dict(changes.values_list("row").annotate(last=Max("id")))


def locked(model: type[Row], row_id: int, seen: int) -> Row:
    """The row, locked until the transaction ends. `model.DoesNotExist`, or `ChangedMeanwhile` when its last
    change is not `seen`. Two statements."""
    row = model._default_manager.select_for_update().get(pk=row_id)
    mark = mark_of(row)
    if mark != seen:
        raise ChangedMeanwhile(row, mark)
    return row
