"""What stands beside a row and changes without it: who holds a plot, its team, its committees.

A page about them carries `mark_of_all(rows)`; the act locks the row they stand beside and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.models import Revision

Row = TypeVar("Row", bound=Model)
# Nobody plans further ahead; what lies behind it is a slip of the pen in the year.
FURTHEST = timedelta(days=366)


def mark_of_all(rows: QuerySet[Any]) -> int:
    """The number of the last change of any of these rows; 0 when there are none. One statement."""
    changes = Revision.objects.filter(table=rows.model._meta.db_table, row__in=rows.order_by().values("pk"))
    return int(changes.aggregate(last=Max("id"))["last"] or 0)


def marks_of(rows: Sequence[Row]) -> dict[int, int]:
    """The number of the last change of each of these rows of one model. One statement."""
    if not rows:
        return {}
    changes = Revision.objects.filter(table=rows[0]._meta.db_table, row__in=[row.pk for row in rows])
    found = dict.fromkeys((row.pk for row in rows), 0)
    return found | dict(changes.values_list("row").annotate(last=Max("id")).order_by())


def require_as_seen(row: Model, rows: QuerySet[Any], seen: int) -> None:
    """`ChangedMeanwhile` when what stands beside the locked row changed after it was read. One statement."""
    mark = mark_of_all(rows)
    if mark != seen:
        raise ChangedMeanwhile(row, mark)


def require_day(day: date, since: date) -> None:
    """`Refused` for a day before the thing was there, or further ahead than anybody plans."""
    if day < since:
        raise Refused({"day": _("那时它还没有。最早可以是 %(day)s。") % {"day": since.isoformat()}})
    latest = clock.today() + FURTHEST
    if day > latest:
        raise Refused({"day": _("日期太远了。最晚可以是 %(day)s。") % {"day": latest.isoformat()}})
