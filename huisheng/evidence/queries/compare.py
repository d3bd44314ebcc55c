"""Events against their leaves, from inside: which were changed or removed after they were logged.

Outsiders need nothing of this. It tells the auditor which row somebody with database rights has touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from huisheng.evidence.models import LogLeaf
from huisheng.evidence.sources import EventSource, event_sources
from huisheng.verify.leaf import private_hash

AT_ONCE = 10_000
_BOTH = """
SELECT l.index, l.subject::text, l.seq, l.private, l.seed, event.content
FROM evidence_leaf AS l LEFT JOIN LATERAL (
  SELECT ({content})::text AS content FROM {table} AS e WHERE {subject} = l.subject AND {seq} = l.seq
) AS event ON true
WHERE l.source = %s AND l.index >= %s AND l.index < %s ORDER BY l.index
"""


@dataclass(frozen=True)
class Touched:
    """An event that is not what its leaf says. `gone`: there is no such event any more."""

    source: str
    index: int
    subject: str
    seq: int
    gone: bool


def touched() -> Iterator[Touched]:
    """All of them, in the order of the log of each source."""
    last = LogLeaf.objects.order_by("-index").values_list("index", flat=True).first()
    for source in event_sources():
        for start in range(0, -1 if last is None else last + 1, AT_ONCE):
            yield from _touched(source, start)


def _touched(source: EventSource, start: int) -> Iterator[Touched]:
    table = source.table
    query = _BOTH.format(content=table.content, table=table.name, subject=table.subject, seq=table.seq)
    with connection.cursor() as cursor:
        cursor.execute(query, [source.name, start, start + AT_ONCE])
        for index, subject, seq, private, seed, content in cursor.fetchall():
            if content is None or private_hash(content.encode(), bytes(seed)) != bytes(private):
                yield Touched(source.name, index, subject, seq, gone=content is None)
