"""Events that are to be logged, as their tables have them: what waits, and a single one."""

from django.db import connection

from huisheng.evidence.sources import EventSource, Row

Reach = tuple[int, str, int]
"""How far a source was read: xid, subject and seq of the last row."""

# The horizon: below it every transaction of this database has ended. `pg_snapshot_xmin` alone would wait for those of
# other databases of the server too, which bring no event here; whatever is not known to be theirs counts as ours.
# The inner query of `found` chooses, by the index; only what it chose is made into content. OFFSET 0 has each row look
# for its own leaf, by the leaves' key: joined instead, rows that share a subject (those of the audit) are taken for one
# while a new table has no statistics, and compared each with each.
_NEXT = """
WITH horizon AS MATERIALIZED (
  SELECT coalesce(
    (SELECT min(running) FROM pg_snapshot_xip(pg_current_snapshot()) AS running WHERE NOT EXISTS (
      SELECT FROM pg_locks JOIN pg_stat_activity AS other USING (pid)
      WHERE locktype = 'transactionid' AND granted AND transactionid = running::xid
        AND other.datid <> (SELECT oid FROM pg_database WHERE datname = current_database()))),
    pg_snapshot_xmax(pg_current_snapshot())) AS xid
)
SELECT horizon.xid::text::bigint, found.* FROM horizon
LEFT JOIN LATERAL (
  SELECT {columns} FROM (
    SELECT * FROM {table} AS e
    WHERE {reach} AND {where} AND NOT EXISTS (
      SELECT FROM evidence_leaf AS l WHERE l.subject = {subject} AND l.seq = {seq} AND l.source = %s OFFSET 0)
    ORDER BY xid, {subject}, {seq} LIMIT %s
  ) AS e ORDER BY xid, {subject}, {seq}
) AS found ON true
"""
_BELOW = """e.xid < horizon.xid
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
