"""Checkpoints: what a log signs about itself (https://c2sp.org/tlog-checkpoint)."""

import base64
import binascii
from dataclasses import dataclass

from huisheng.verify.merkle import HASH_BYTES
from huisheng.verify.note import BadNote, Note, Signer

LINES = 3


@dataclass(frozen=True)
class Checkpoint:
    """The log `origin` has `size` leaves, and their tree has this root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The note's text."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def signed(self, signer: Signer) -> Note:
        """Signed by the log."""
        return signer.note(self.text)


def read_checkpoint(note: Note) -> Checkpoint:
    """What a note says; `BadNote` when it is no checkpoint. Extension lines are passed over."""
    lines = note.text.split("\n")[:-1]
    if len(lines) < LINES or not all(lines):
        raise BadNote("not a checkpoint: fewer than three lines")
    if not _is_decimal(lines[1]):
        raise BadNote("not a checkpoint: no size")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (binascii.Error, ValueError):
        raise BadNote("not a checkpoint: no root") from None
    if len(root) != HASH_BYTES:
        raise BadNote("not a checkpoint: a root has 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def _is_decimal(text: str) -> bool:
    return text.isascii() and text.isdigit() and (text == "0" or text[0] != "0") and len(text) < 20  # noqa: PLR2004
