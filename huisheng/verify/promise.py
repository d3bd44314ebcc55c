"""The promise that a receipt carries: this leaf will be in the log by then (as a signed certificate timestamp is).

A signed note of the log's own key. Its text begins with a line that no checkpoint of the log can begin with:

    huisheng intake promise 1
    <origin>
    leaf <base64 of the leaf hash>
    received <seconds since 1970>
    logged by <seconds since 1970>
"""

import base64
from dataclasses import dataclass

from huisheng.verify.note import BadNote, Note, Signer

FIRST_LINE = "huisheng intake promise 1"
LINES = 5


@dataclass(frozen=True)
class Promise:
    """`leaf_hash` will be in the log of `origin` at `logged_by` at the latest."""

    origin: str
    leaf_hash: bytes
    received: int
    logged_by: int

    @property
    def text(self) -> str:
        """The note's text."""
        leaf = base64.b64encode(self.leaf_hash).decode()
        return (
            f"{FIRST_LINE}\n{self.origin}\nleaf {leaf}\n"
            f"received {self.received}\nlogged by {self.logged_by}\n"
        )

    def signed(self, signer: Signer) -> Note:
        """Signed by the log."""
        return signer.note(self.text)


def read_promise(note: Note) -> Promise:
    """What a promise says; `BadNote` when the note is none."""
    lines = note.text.split("\n")[:-1]
    if len(lines) != LINES or lines[0] != FIRST_LINE:
        raise BadNote("not an intake promise")
    try:
        leaf = base64.b64decode(lines[2].removeprefix("leaf "), validate=True)
        received = int(lines[3].removeprefix("received "))
        logged_by = int(lines[4].removeprefix("logged by "))
    except ValueError:
        raise BadNote("not an intake promise") from None
    promise = Promise(lines[1], leaf, received, logged_by)
    if promise.text != note.text:
        raise BadNote("not an intake promise: written in another way")
    return promise
