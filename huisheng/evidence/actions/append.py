"""The writer: puts events that are finished into the log, in one transaction a run.

Events have no leaf yet when their transaction ends; they bear its id (`xid`, a column default, so that no act has a
statement more). The writer reads those whose transaction is below the snapshot horizon (queries/rows.py): every
transaction below it has ended, so that none can still bring an event that would be passed over. Leaves, full tiles
and how far it read are written together: wherever it is killed, all of a run is there or nothing is.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from huisheng.evidence.keys import LogKey, log_key
from huisheng.evidence.models import Head
from huisheng.evidence.queries import tree
from huisheng.evidence.queries.proofs import leaf_of
from huisheng.evidence.queries.rows import next_rows
from huisheng.evidence.sources import NOBODY, EventSource, Row, event_sources
from huisheng.verify.leaf import Kind, entry_of
from huisheng.verify.merkle import TILE_WIDTH, fold, leaf_hash

AT_ONCE = 20_000
"""Most rows of one source in one run: some seconds of work, after which the clock's queue has its turn."""

LOOK = 5
"""So many times more are taken while a database is looked through: each look begins from the beginning."""

_LEAVES = (
    "COPY evidence_leaf (index, source, subject, seq, kind, commitment, private, values, seed) FROM STDIN"
)
_NODES = "COPY evidence_node (level, index, hash) FROM STDIN"
NO_SEED = bytes(32)
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})

NewLeaf = tuple[str, str, int, int, bytes, bytes, str, bytes]
"""The columns of a leaf but its index."""


@transaction.atomic
def append_pending(at_once: int = AT_ONCE) -> int:
    """Append what waits, at most `at_once` rows of each source; how many leaves there are more.

    0 also when another process is appending just now. `NoKey` when the installation has no log.
    """
    key = log_key()
    head = lock_head(wait=False)
    return 0 if head is None else append_some(head, key, at_once)


def append_some(head: Head, key: LogKey, at_once: int = AT_ONCE) -> int:
    """As `append_pending`, under a head that is locked already."""
    before, cluster = head.size, _cluster()
    if head.cluster == cluster:
        for source in event_sources():
            head.places[source.name] = _append_from(head, key, source, at_once)
    else:
        _look_through(head, key, at_once, cluster)
    head.save()
    return head.size - before


def append_file(head: Head, digest: bytes, number: int) -> int:
    """Append the leaf of a published file; its index."""
    _write(head, [("file", NOBODY, number, Kind.OPENINGS.value, digest, digest, "{}", NO_SEED)])
    head.save()
    return head.size - 1


def lock_head(*, wait: bool) -> Head | None:
    """The one row that whoever appends holds; None when another holds it and we do not wait."""
    rows = Head.objects.select_for_update(skip_locked=not wait)
    head = rows.first()
    if head is None and not Head.objects.exists():
        Head.objects.bulk_create([Head()], ignore_conflicts=True)
        head = rows.first()
    return head


def _append_from(head: Head, key: LogKey, source: EventSource, at_once: int) -> list[Any]:
    """Append what is finished beyond the place that was read; the place to which it is read now."""
    xid, subject, seq = head.places.get(source.name, (0, NOBODY, -1))
    horizon, rows = next_rows(source, (xid, subject, seq), at_once)
    _write(head, [_leaf(key, source.name, row) for row in rows])
    if len(rows) < at_once:
        return [horizon, NOBODY, -1]
    return [rows[-1].xid, rows[-1].subject, rows[-1].seq]


def _look_through(head: Head, key: LogKey, at_once: int, cluster: str) -> None:
    """In a new or restored database, transactions count from the beginning: take whatever has no leaf.

    Once nothing is left, reading goes on from the horizon of each look.
    """
    whole = True
    for source in event_sources():
        horizon, rows = next_rows(source, None, at_once * LOOK)
        _write(head, [_leaf(key, source.name, row) for row in rows])
        head.places[source.name] = [horizon, NOBODY, -1]
        whole = whole and len(rows) < at_once * LOOK
    if whole:
        head.cluster = cluster


def _leaf(key: LogKey, source: str, row: Row) -> NewLeaf:
    made = leaf_of(key, source, row)
    return (
        source,
        row.subject,
        row.seq,
        made.kind.value,
        made.commitment,
        made.private,
        _array(made.values),
        made.seed,
    )


def _write(head: Head, leaves: Sequence[NewLeaf]) -> None:
    """Write leaves at the head and the hashes of the tiles that they fill; moves the head, unsaved."""
    if not leaves:
        return
    lines = (
        f"{index}\t{source}\t{subject}\t{seq}\t{kind}\t\\\\x{commitment.hex()}\t\\\\x{private.hex()}"
        f"\t{values}\t\\\\x{seed.hex()}\n"
        for index, (source, subject, seq, kind, commitment, private, values, seed) in enumerate(
            leaves, head.size
        )
    )
    _copy(_LEAVES, "".join(lines))
    hashes = [leaf_hash(entry_of(leaf[3], leaf[4])) for leaf in leaves]
    nodes = _nodes(head.size, hashes)
    _copy(_NODES, "".join(f"{level}\t{index}\t\\\\x{hash_.hex()}\n" for level, index, hash_ in nodes))
    head.size += len(leaves)


def _nodes(start: int, hashes: list[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """Level, index and hash of each tile that becomes full when `hashes` follow on `start` at level 0."""
    level = 0
    while hashes:
        first = start - start % TILE_WIDTH
        whole = [*(tree.read(level, first, start - first) if start > first else ()), *hashes]
        level, start = level + 1, first // TILE_WIDTH
        hashes = [
            fold(whole[at : at + TILE_WIDTH]) for at in range(0, len(whole) - TILE_WIDTH + 1, TILE_WIDTH)
        ]
        yield from ((level, start + n, hash_) for n, hash_ in enumerate(hashes))


def _array(values: Sequence[str]) -> str:
    """A list of texts in a line of COPY: quoted for the list, then escaped for the line."""
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return ("{" + ",".join(f'"{value}"' for value in quoted) + "}").translate(_ESCAPES)


def _copy(statement: str, lines: str) -> None:
    """Lines of COPY's text format: numbers and hashes, which need no escape, and what `_array` made."""
    if lines:
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(lines)


def _cluster() -> str:
    """What tells this database system from every other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT system_identifier::text FROM pg_control_system()")
        return str(cursor.fetchone()[0])
