"""The slip that every form of asking carries, the resident's and the counter's: key and secret come from it.

It lies in the page of the form and nowhere else. The database gets what is derived from it: the key, by which a
form counts once, and the hash of the secret. So a form that is sent twice leads to the same receipt both
times, though no secret is ever stored.
"""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from huisheng.cases.actions.handles import SECRET_LENGTH, SECRET_LETTERS

SLIP_BYTES = 24
SHORTEST = 32  # letters of `token_urlsafe(24)`


@dataclass(frozen=True)
class Slip:
    """`text` stands in the form; `key` and `secret` (100 bits) follow from it and do not lead back."""

    text: str

    @property
    def key(self) -> UUID:
        """The form's client key."""
        return UUID(bytes=self._digest("key")[:16])

    @property
    def secret(self) -> str:
        """The resident's secret."""
        return "".join(SECRET_LETTERS[byte % 32] for byte in self._digest("secret")[:SECRET_LENGTH])

    def _digest(self, purpose: str) -> bytes:
        return hashlib.sha256(f"{purpose} {self.text}".encode()).digest()


def new_slip() -> Slip:
    """A fresh slip of 192 random bits."""
    return Slip(secrets.token_urlsafe(SLIP_BYTES))


def read_slip(text: str) -> Slip:
    """The slip of a form; a fresh one for a form that came without, or with one too short to be ours."""
    return Slip(text) if len(text) == SHORTEST and text.isascii() else new_slip()
