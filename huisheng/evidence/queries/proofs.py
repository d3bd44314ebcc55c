"""What the resident of a case may hold of the log: the promise of the receipt, later the proof."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Subquery

from huisheng.evidence.keys import LogKey, NoKey, log_key
from huisheng.evidence.models import Checkpoint, LogLeaf
from huisheng.evidence.queries import published, tree
from huisheng.evidence.queries.rows import one_row
from huisheng.evidence.sources import Row, event_source
from huisheng.verify.checkpoint import read_checkpoint
from huisheng.verify.leaf import FIELDS, OPENED, Kind, Leaf, make_leaf
from huisheng.verify.merkle import inclusion_proof, leaf_hash
from huisheng.verify.note import read_note
from huisheng.verify.promise import Promise
from huisheng.verify.proof import FORMAT

MERGE_DELAY = timedelta(hours=24)


def index_of(source: str, subject: UUID, seq: int) -> int | None:
    """The leaf of an event, once a signed checkpoint covers it. One statement."""
    signed = Checkpoint.objects.order_by("-size").values("size")[:1]
    found = LogLeaf.objects.filter(source=source, subject=subject, seq=seq, index__lt=Subquery(signed))
    return found.values_list("index", flat=True).first()


def is_kept() -> bool:
    """Whether this installation has a log."""
    try:
        log_key()
    except NoKey:
        return False
    return True


def leaf_of(key: LogKey, source: str, row: Row) -> Leaf:
    """The leaf that stands for an event."""
    fields = row.fields
    if "case" in FIELDS[row.kind]:
        fields = {"case": key.tag(source, row.subject), **fields}
    return make_leaf(row.kind, row.content.encode(), fields, key.seed(source, row.subject, row.seq))


def promise_of(source: str, subject: UUID, seq: int, at: datetime) -> str:
    """The signed promise that this event, which happened at `at`, will be in the log. One statement."""
    key = log_key()
    row = one_row(event_source(source), str(subject), seq)
    promise = Promise(
        origin=key.origin,
        leaf_hash=leaf_hash(leaf_of(key, source, row).entry),
        received=int(at.timestamp()),
        logged_by=int((at + MERGE_DELAY).timestamp()),
    )
    return str(promise.signed(key.signer))


def proof_of(source: str, subject: UUID) -> bytes | None:
    """Every leaf of a case that is opened some day, with its proof, as JSON; None while none is signed.

    Leaves of other kinds stay out: that the staff noted something is not told (cases/queries/resident.py). The
    newest checkpoint that a witness has seen is used where it covers the case: it is worth more to its holder.
    """
    rows = list(LogLeaf.objects.filter(source=source, subject=subject, kind__in=OPENED).order_by("index"))
    note = _note_over(rows[0].index) if rows else None
    if note is None:
        return None
    size = read_checkpoint(read_note(note)).size
    leaves = [_proved(row, size) for row in rows if row.index < size]
    content = {"format": FORMAT, "key": str(log_key().signer.key), "checkpoint": note, "leaves": leaves}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _note_over(index: int) -> str | None:
    for note in (published.cosigned_checkpoint(), published.checkpoint()):
        if note is not None and index < read_checkpoint(read_note(note)).size:
            return note
    return None


def leaf_from(row: LogLeaf) -> Leaf:
    """The leaf that a row keeps."""
    return Leaf(Kind(row.kind), bytes(row.private), tuple(row.values), bytes(row.seed))


def _proved(row: LogLeaf, size: int) -> dict[str, Any]:
    leaf = leaf_from(row)
    return {
        "index": row.index,
        "kind": leaf.kind.name.lower(),
        "private": leaf.private.hex(),
        "fields": leaf.opened(FIELDS[leaf.kind]),
        "proof": [base64.b64encode(each).decode() for each in inclusion_proof(tree.read, row.index, size)],
    }
