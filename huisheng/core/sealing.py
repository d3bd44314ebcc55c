"""Sealed fields: personal data is stored encrypted, under keys that lie outside the database.

AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce; the key's id stands before it, and the associated
data binds the text to its table, column and row, so that a value moved elsewhere does not open. Where a
look-up is needed, `blind_index` gives a keyed hash (HMAC-SHA-256, a key of its own for each column).

Layout of a sealed value: 1 byte version, 1 byte length of the key id, key id, 12 bytes nonce, text and tag.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = 1
NONCE_BYTES = 12
KEY_BYTES = 32


class CannotOpen(Exception):
    """A sealed value was altered, moved, or its key is gone (erased, or missing from the key file)."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by id; `active` seals, all open. `index` is for blind indexes only."""

    active: str
    keys: dict[str, bytes]
    index: bytes

    def seal(self, text: bytes, bound_to: str) -> bytes:
        """Seal under the active key. `bound_to` is `table.column:row`."""
        return seal_with(self.keys[self.active], self.active, text, bound_to)

    def open(self, sealed: bytes, bound_to: str) -> bytes:
        """The text; `CannotOpen` when anything about it is not as it was sealed."""
        key_id = key_id_of(sealed)
        if key_id not in self.keys:
            raise CannotOpen(f"no key {key_id}")
        return open_with(self.keys[key_id], sealed, bound_to)

    def blind_index(self, value: str, column: str) -> bytes:
        """16 bytes that are equal for equal values of one column and tell nothing else."""
        column_key = hmac.digest(self.index, column.encode(), hashlib.sha256)
        return hmac.digest(column_key, value.encode(), hashlib.sha256)[:16]


def new_key() -> bytes:
    """A fresh data key of 256 bits."""
    return os.urandom(KEY_BYTES)


def seal_with(key: bytes, key_id: str, text: bytes, bound_to: str) -> bytes:
    """Seal under a given key, for data keys that are themselves sealed under the ring."""
    nonce = os.urandom(NONCE_BYTES)
    name = key_id.encode()
    return bytes([VERSION, len(name)]) + name + nonce + AESGCM(key).encrypt(nonce, text, bound_to.encode())


def open_with(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    """Open what `seal_with` made; `CannotOpen` otherwise."""
    start = 2 + sealed[1]
    try:
        return AESGCM(key).decrypt(
            sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :], bound_to.encode()
        )
    except InvalidTag as problem:
        raise CannotOpen("altered, moved, or sealed under another key") from problem


def key_id_of(sealed: bytes) -> str:
    """The id of the key under which a value is sealed; `CannotOpen` for what is no sealed value."""
    if len(sealed) < 2 + NONCE_BYTES or sealed[0] != VERSION:
        raise CannotOpen("not a sealed value")
    return sealed[2 : 2 + sealed[1]].decode()


def ring() -> KeyRing:
    """The keys of this installation, from `settings.KEY_FILE`; read once, and again when it changes."""
    return _read(settings.KEY_FILE, os.stat(settings.KEY_FILE).st_mtime_ns)  # noqa: PTH116  # thousands a second


def create_key_file(path: Path) -> None:
    """Make a key file with fresh keys, readable by its owner only; an existing one stays as it is."""
    if path.exists():
        return
    content = {"active": "k1", "keys": {"k1": _text(new_key())}, "index": _text(new_key())}
    _write(path, content)


def add_key(path: Path) -> str:
    """Add a fresh key to the file and make it the active one; the id it got."""
    content = json.loads(path.read_text())
    name = f"k{len(content['keys']) + 1}"
    content["keys"][name] = _text(new_key())
    content["active"] = name
    _write(path, content)
    return name


def _write(path: Path, content: Mapping[str, object]) -> None:
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


@lru_cache(maxsize=2)
def _read(path: str | Path, _changed: int) -> KeyRing:
    content = json.loads(Path(path).read_text())
    keys = {name: base64.b64decode(key) for name, key in content["keys"].items()}
    return KeyRing(active=content["active"], keys=keys, index=base64.b64decode(content["index"]))
