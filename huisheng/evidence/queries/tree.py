"""The tree as it lies in the database: leaves, and one hash for each full tile."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Max

from huisheng.evidence.models import Checkpoint, LogLeaf
from huisheng.verify.leaf import entry_of
from huisheng.verify.merkle import leaf_hash

_ENTRIES = "SELECT kind, commitment FROM evidence_leaf WHERE index >= %s AND index < %s ORDER BY index"
_NODES = "SELECT hash FROM evidence_node WHERE level = %s AND index >= %s AND index < %s ORDER BY index"


class Incomplete(Exception):
    """The table lacks hashes that a tree of this size has."""


def entries(start: int, count: int) -> list[bytes]:
    """Entries `start` to `start + count`. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [start, start + count])
        found = [entry_of(kind, bytes(commitment)) for kind, commitment in cursor.fetchall()]
    return _whole(found, count)


def read(level: int, start: int, count: int) -> Sequence[bytes]:
    """Consecutive hashes at a tile level (`verify.merkle.Read`). One statement."""
    if level == 0:
        return [leaf_hash(entry) for entry in entries(start, count)]
    with connection.cursor() as cursor:
        cursor.execute(_NODES, [level, start, start + count])
        found = [bytes(hash_) for (hash_,) in cursor.fetchall()]
    return _whole(found, count)


def size() -> int:
    """How many leaves there are. One statement."""
    last = LogLeaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def signed_size() -> int:
    """How many leaves the newest checkpoint covers. One statement."""
    return Checkpoint.objects.aggregate(size=Max("size"))["size"] or 0


def _whole(found: list[bytes], count: int) -> list[bytes]:
    if len(found) != count:
        raise Incomplete(f"{len(found)} of {count}")
    return found
