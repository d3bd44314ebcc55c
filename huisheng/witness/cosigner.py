"""What a witness does with a checkpoint: check it against the last one that it saw, remember it, cosign it.

https://c2sp.org/tlog-witness, `add-checkpoint`. The record is one file, written whole and synced before the answer
is given, so that no crash lets a witness cosign two histories.
"""

import base64
import binascii
import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from huisheng.verify.checkpoint import Checkpoint, read_checkpoint
from huisheng.verify.merkle import EMPTY_ROOT, consistent
from huisheng.verify.note import BadNote, Signer, VerifierKey, read_note

MOST_PROOF_LINES = 63
SIZE_TYPE = "text/x.tlog.size"


@dataclass(frozen=True)
class Answer:
    """What the caller gets: an HTTP status and a text."""

    status: int
    text: str = ""
    type: str = "text/plain; charset=utf-8"


class Refused(Exception):
    """The checkpoint is not cosigned; `answer` says why."""

    def __init__(self, status: int, text: str = "", type: str = "text/plain; charset=utf-8") -> None:
        super().__init__(text)
        self.answer = Answer(status, text + "\n", type)


@dataclass(frozen=True)
class Submission:
    """A request of a log: the size it believes to be known, the proof from there, the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: str


def read_submission(body: bytes) -> Submission:
    """The parts of a request; `Refused` (400) when it is none."""
    head, parted, note = body.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
        word, size = first.split(" ")
        if not parted or word != "old" or not size.isdigit() or (size != "0" and size[0] == "0"):
            raise ValueError
        if len(lines) > MOST_PROOF_LINES:
            raise ValueError
        proof = tuple(base64.b64decode(line, validate=True) for line in lines)
        return Submission(int(size), proof, note.decode())
    except (ValueError, binascii.Error):
        raise Refused(400, "not a submission: old size, proof, empty line, checkpoint") from None


class Cosigner:
    """A witness of some logs, by their keys. `record` is the file in which it remembers what it saw of each."""

    def __init__(
        self,
        signer: Signer,
        logs: Mapping[str, VerifierKey],
        record: Path,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._signer, self._logs, self._record, self._now = signer, logs, record, now
        self._lock = threading.Lock()

    def add_checkpoint(self, body: bytes) -> Answer:
        """The answer to a submission: a cosignature, or why there is none."""
        try:
            return self._add(read_submission(body))
        except BadNote as fault:
            return Answer(400, f"{fault}\n")
        except Refused as refused:
            return refused.answer

    def _add(self, given: Submission) -> Answer:
        note = read_note(given.note)
        checkpoint = read_checkpoint(note)
        key = self._logs.get(checkpoint.origin)
        if key is None:
            raise Refused(404, "this witness does not know the log")
        if not note.signed_by(key):
            raise Refused(403, "not signed by the log")
        if given.old > checkpoint.size:
            raise Refused(400, "the old size is above the size")
        with self._held() as seen:
            self._check(given, checkpoint, seen.get(checkpoint.origin))
            seen[checkpoint.origin] = {
                "size": str(checkpoint.size),
                "root": base64.b64encode(checkpoint.root).decode(),
            }
            self._remember(seen)
            return Answer(200, str(self._signer.sign(note.text, int(self._now()))))

    def _check(self, given: Submission, checkpoint: Checkpoint, last: dict[str, str] | None) -> None:
        """`Refused` unless the checkpoint continues what was seen last."""
        size = int(last["size"]) if last else 0
        root = base64.b64decode(last["root"]) if last else EMPTY_ROOT
        if given.old != size:
            raise Refused(409, str(size), SIZE_TYPE)
        if given.old == checkpoint.size and root != checkpoint.root:
            raise Refused(409, str(size), SIZE_TYPE)
        if not consistent(given.old, checkpoint.size, root, checkpoint.root, given.proof):
            raise Refused(422, "the log did not only grow: the proof does not hold")

    @contextmanager
    def _held(self) -> Iterator[dict[str, dict[str, str]]]:
        """What was seen, while no other thread or process can change it."""
        with self._lock, self._record.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield json.loads(self._record.read_text()) if self._record.exists() else {}

    def _remember(self, seen: dict[str, dict[str, str]]) -> None:
        fresh = self._record.with_suffix(".new")
        with fresh.open("w") as file:
            json.dump(seen, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._record)
        folder = os.open(self._record.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
