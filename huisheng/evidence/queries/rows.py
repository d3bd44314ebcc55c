"""Events that are to be logged, as their tables have them: what waits, and a single one."""

from django.db import connection

from huisheng.evidence.sources import EventSource, Row

Reach = tuple[int, str, int]
"""How far a source was read: xid, subject and seq of the last row."""

# The inner query chooses, by the index; only what it chose is made into content.
_NEXT = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, found.* FROM (SELECT) AS nothing
LEFT JOIN LATERAL (
  SELECT {columns} FROM (
    SELECT * FROM {table} AS e
    WHERE {reach} AND {where} AND NOT EXISTS (
      SELECT FROM evidence_leaf AS l WHERE l.subject = {subject} AND l.seq = {seq} AND l.source = %s)
    ORDER BY xid, {subject}, {seq} LIMIT %s
  ) AS e ORDER BY xid, {subject}, {seq}
) AS found ON true
"""
_BELOW = """xid < pg_snapshot_xmin(pg_current_snapshot())
  AND (xid, {subject}, {seq}) > (%s::text::xid8, %s::uuid, %s::bigint)"""
_ONE = "SELECT {columns} FROM {table} AS e WHERE {subject} = %s AND {seq} = %s"


def next_rows(source: EventSource, place: Reach | None, at_once: int) -> tuple[int, list[Row]]:
    """The horizon, and rows beyond `place` whose transactions are below it (None: whatever has no leaf)."""
    reach = _BELOW.format(subject=source.table.subject, seq=source.table.seq) if place else "true"
    with connection.cursor() as cursor:
        cursor.execute(_query(source, _NEXT, reach), [*(place or ()), source.name, at_once])
        found = cursor.fetchall()
    return found[0][0], source.rows_of([row[1:] for row in found if row[1] is not None])


def one_row(source: EventSource, subject: str, seq: int) -> Row:
    """One event that there is. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_query(source, _ONE), [subject, seq])
        return source.rows_of(cursor.fetchall())[0]


def _query(source: EventSource, query: str, reach: str = "") -> str:
    table = source.table
    columns = (
        "xid::text::bigint",
        f"{table.subject}::text",
        table.seq,
        f"({table.content})::text",
        *table.columns,
    )
    return query.format(
        columns=", ".join(columns),
        table=table.name,
        subject=table.subject,
        seq=table.seq,
        where=table.where,
        reach=reach,
    )
