"""One case's own proof, as its resident downloads it: each leaf opened in full, with its way to the root."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from huisheng.verify.checkpoint import read_checkpoint
from huisheng.verify.leaf import FIELDS, Kind, commitment_of, entry_of, field_hash
from huisheng.verify.merkle import includes, leaf_hash
from huisheng.verify.note import BadNote, Note, read_note
from huisheng.verify.openings import UNREADABLE

FORMAT = "huisheng proof 1"


@dataclass(frozen=True)
class ProvedLeaf:
    """A leaf as the proof tells it. `holds`: its way leads to the root of the proof's checkpoint."""

    index: int
    kind: Kind
    values: dict[str, str]
    entry: bytes
    holds: bool


@dataclass(frozen=True)
class Proof:
    """The leaves of one case under one checkpoint."""

    note: Note
    leaves: tuple[ProvedLeaf, ...]


def read_proof(content: bytes) -> Proof:
    """`BadNote` when it is none. The checkpoint's signature is the caller's to check."""
    try:
        data = json.loads(content)
        if data["format"] != FORMAT:
            raise BadNote("not a proof of this format")
        note = read_note(data["checkpoint"])
        head = read_checkpoint(note)
        return Proof(note, tuple(_leaf(each, head.size, head.root) for each in data["leaves"]))
    except UNREADABLE as fault:
        raise BadNote(f"not a proof: {fault}") from fault


def _leaf(data: dict[str, Any], size: int, root: bytes) -> ProvedLeaf:
    kind, index = Kind[data["kind"].upper()], int(data["index"])
    values = {name: value for name, (value, _salt) in zip(FIELDS[kind], data["fields"], strict=True)}
    hashes = [
        field_hash(name, value, bytes.fromhex(salt))
        for name, (value, salt) in zip(FIELDS[kind], data["fields"], strict=True)
    ]
    entry = entry_of(kind, commitment_of(bytes.fromhex(data["private"]), hashes))
    path = [base64.b64decode(each, validate=True) for each in data["proof"]]
    return ProvedLeaf(index, kind, values, entry, includes(leaf_hash(entry), index, size, path, root))
