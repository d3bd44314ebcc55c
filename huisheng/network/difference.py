"""What a load changes, read from the revisions that it wrote: added, changed field by field, closed.

The same for a load that was only tried out and taken back, and for one that happened. Values are kept by
identifier and code, so that either language can say them later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet
from shapely.errors import GEOSException

from huisheng.network.kinds import KINDS, Kind
from huisheng.network.models import Dwelling, Revision
from huisheng.network.models.outline import polygon
from huisheng.network.projection import EARTH_METRES_PER_DEGREE, metres_between

SHOWN = 200
ADDED, CHANGED, CLOSED, REMOVED = "added", "changed", "closed", "removed"
WHATS = (ADDED, CHANGED, CLOSED, REMOVED)
DERIVED = {"id", "west", "south", "east", "north", "lon", "lat"}
BY_TABLE = {kind.model._meta.db_table: kind for kind in KINDS.values()}
# What somebody agreed to: which rows are new by code, and which change from what. Numbers that are given out
# anew each time (ids, sign codes) stand in none of it.
COUNTS = """
SELECT table_name,
  CASE WHEN data IS NULL THEN 'removed' WHEN old IS NULL THEN 'added'
       WHEN old->>'until' IS NULL AND data->>'until' IS NOT NULL THEN 'closed' ELSE 'changed' END AS what,
  sum(CASE WHEN row_id IS NULL THEN (data->>'count')::bigint ELSE 1 END)::bigint,
  md5(coalesce(string_agg(
    CASE WHEN old IS NULL THEN data->>'code' ELSE row_id || old::text END, '|' ORDER BY table_name,
    CASE WHEN old IS NULL THEN data->>'code' ELSE row_id::text END), ''))
FROM network_revision WHERE transaction = %s AND id > %s AND id <= %s GROUP BY 1, 2 ORDER BY 1, 2"""


@dataclass(frozen=True)
class Change:
    """One field of a changed row, old and new as text."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One row that is added, changed or closed: what identifies it, its name, and what is different."""

    kind: str
    what: str
    key: str
    name: str
    changes: tuple[Change, ...] = ()


@dataclass
class Difference:
    """`counts`: kind → what → how many rows; `lines`: at most `SHOWN` of each, those that come first.

    `personal`: lines of apps above (`further`), which are not kept with the others.
    """

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    digest: str = ""
    personal: list[Line] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether everything stays as it is."""
        return not self.counts

    def as_json(self) -> dict[str, Any]:
        """For the table of imports: everything but what is personal."""
        return {name: value for name, value in asdict(self).items() if name != "personal"}

    @property
    def personal_json(self) -> bytes | None:
        """The personal lines, to be sealed; None where there are none."""
        return json.dumps([asdict(line) for line in self.personal]).encode() if self.personal else None


def from_json(content: Mapping[str, Any], personal: bytes | None = None) -> Difference:
    """The difference again."""
    lines = [*content.get("lines", []), *json.loads(personal or b"[]")]
    read = [
        Line(**{**line, "changes": tuple(Change(**change) for change in line["changes"])}) for line in lines
    ]
    return Difference(dict(content.get("counts", {})), read, content.get("digest", ""))


def last_revision() -> int:
    """The number of the newest revision, 0 when there is none."""
    return int(Revision.objects.aggregate(last=Max("id"))["last"] or 0)


def this_transaction() -> int:
    """The number under which revisions of this transaction are written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])


def revisions_of(transaction: int, after: int, last: int) -> QuerySet[Revision]:
    """The revisions of one transaction behind number `after`, up to `last`."""
    return Revision.objects.filter(transaction=transaction, id__gt=after, id__lte=last)


def difference_of(transaction: int, after: int, last: int) -> Difference:
    """What these revisions changed. A fixed number of statements for each kind that is in them."""
    found, digests = Difference(), []
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [transaction, after, last])
        for table, what, count, digest in cursor.fetchall():
            if table in BY_TABLE:
                found.counts.setdefault(BY_TABLE[table].name, {})[what] = count
                digests.append(f"{table} {what} {count} {digest}")
    found.digest = "\n".join(digests)
    for name, kind in KINDS.items():
        for what in WHATS:
            if found.counts.get(name, {}).get(what):
                found.lines += _lines(kind, what, revisions_of(transaction, after, last))
    return found


def _lines(kind: Kind, what: str, revisions: QuerySet[Revision]) -> list[Line]:
    of_kind = revisions.filter(table=kind.model._meta.db_table)
    closed = Q(old__until=None) & ~Q(data__until=None)
    wanted = {
        ADDED: of_kind.filter(old__isnull=True),
        REMOVED: of_kind.filter(data__isnull=True),
        CLOSED: of_kind.filter(closed, old__isnull=False),
        CHANGED: of_kind.filter(old__isnull=False, data__isnull=False).exclude(closed),
    }[what]
    pairs: list[tuple[Any, Any]] = [(each.old, each.data) for each in wanted.order_by("id")[:SHOWN]]
    if what == ADDED and kind.name == "dwellings":
        pairs = [(None, row) for data in pairs for row in _new_dwellings(data[1] or {})][:SHOWN]
    texts = _references(kind, pairs)
    return [_line(kind, what, old, new, texts) for old, new in pairs]


def _new_dwellings(summed: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """New dwellings are summed up in one revision (migration 0002): the first of them, read back."""
    rows = Dwelling.objects.extra(where=["id <@ %s::int8multirange"], params=[summed["ids"]])
    return list(rows.order_by("id").values()[:SHOWN])


def _line(kind: Kind, what: str, old: Any, new: Any, texts: Mapping[str, Mapping[int, str]]) -> Line:
    row = new or old
    key = " · ".join(_text(kind, name, row, texts) for name in kind.key)
    name = str(row.get("name") or row.get("entity") or "") if "name" not in kind.key else ""
    changes = []
    if old and new:
        for field_name, column in zip(kind.row._fields, kind.columns, strict=True):
            if old.get(column) != new.get(column):
                changes.append(_change(kind, field_name, old, new, texts))
    return Line(kind.name, what, key, name, tuple(changes))


def _change(kind: Kind, name: str, old: Any, new: Any, texts: Mapping[str, Mapping[int, str]]) -> Change:
    if name == "boundary":
        return Change(name, *_shapes(old.get(name), new.get(name)))
    return Change(name, _text(kind, name, old, texts), _text(kind, name, new, texts))


def _text(kind: Kind, name: str, row: Mapping[str, Any], texts: Mapping[str, Mapping[int, str]]) -> str:
    target = kind.refers.get(name)
    value = row.get(name if target is None else f"{name}_id")
    if value is None:
        return ""
    return str(value) if target is None else texts[target].get(value, str(value))


def _references(kind: Kind, pairs: Iterable[tuple[Any, Any]]) -> dict[str, dict[int, str]]:
    """Codes of the rows that these refer to: one statement for each kind of them."""
    ids: dict[str, set[int]] = {target: set() for target in kind.refers.values()}
    for pair in pairs:
        for row in filter(None, pair):
            for name, target in kind.refers.items():
                ids[target].add(row.get(f"{name}_id"))
    return {
        target: dict(KINDS[target].model._default_manager.filter(id__in=wanted).values_list("id", "code"))
        for target, wanted in ids.items()
    }


def _shapes(old: Any, new: Any) -> tuple[str, str]:
    """Two outlines by their size in m², and how far the middle moved."""
    try:
        before, after = (polygon(each) if each else None for each in (old, new))
    except (ValueError, GEOSException):
        return "", ""
    texts = ["" if each is None else f"{_square_metres(each):,.0f} m²" for each in (before, after)]
    if before is not None and after is not None:
        a, b = before.centroid, after.centroid
        texts[1] += f" ↔ {metres_between((a.x, a.y), (b.x, b.y)):,.0f} m"
    return texts[0], texts[1]


def _square_metres(shape: Any) -> float:
    from math import cos, radians

    return float(shape.area * EARTH_METRES_PER_DEGREE**2 * cos(radians(shape.centroid.y)))
