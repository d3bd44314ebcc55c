"""Signed notes (https://c2sp.org/signed-note) with Ed25519, and cosignatures (https://c2sp.org/tlog-cosignature)."""

import base64
import binascii
import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE = 0x01
COSIGNATURE = 0x04
MOST_SIGNATURES = 64
LONGEST = 1_000_000
_KEY_BYTES, _ID_BYTES = 32, 4


class BadNote(ValueError):
    """A text is no signed note, or no key; the message says why."""


@dataclass(frozen=True)
class VerifierKey:
    """A public key with its name: `name+id+key` in text (signed-note, verifier keys)."""

    name: str
    type: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return key_id(self.name, self.type, self.public)

    def __str__(self) -> str:
        key = base64.b64encode(bytes([self.type]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{key}"

    def verifies(self, signature: bytes, text: str) -> bool:
        """Whether this key made the signature over the text."""
        message = text.encode()
        if self.type == COSIGNATURE:
            if len(signature) < struct.calcsize(">Q"):
                return False
            message = _cosigned(int.from_bytes(signature[:8], "big"), text)
            signature = signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signature:
    """One line under a note."""

    name: str
    id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"— {self.name} {base64.b64encode(self.id + self.signature).decode()}\n"

    @property
    def time(self) -> int:
        """When a cosignature was made, in seconds since 1970."""
        return int.from_bytes(self.signature[:8], "big")


@dataclass(frozen=True)
class Note:
    """A text that ends in a new line, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.signatures))

    def signed_by(self, key: VerifierKey) -> Signature | None:
        """The valid signature of this key; None when there is none, or one that is wrong."""
        named = [each for each in self.signatures if (each.name, each.id) == (key.name, key.id)]
        return named[0] if len(named) == 1 and key.verifies(named[0].signature, self.text) else None


@dataclass(frozen=True)
class Signer:
    """A private key with its name. `type` says what it signs: notes of a log, or cosignatures of a witness."""

    name: str
    private: Ed25519PrivateKey
    type: int = SIGNATURE

    @classmethod
    def of(cls, name: str, seed: bytes, type: int = SIGNATURE) -> "Signer":
        """From the 32 bytes of an Ed25519 private key (RFC 8032)."""
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed), type)

    @property
    def key(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.type, self.private.public_key().public_bytes_raw())

    def sign(self, text: str, time: int | None = None) -> Signature:
        """Sign a text; a witness says the time (seconds since 1970) too."""
        if self.type == SIGNATURE:
            return Signature(self.name, self.key.id, self.private.sign(text.encode()))
        if time is None:
            raise ValueError("a cosignature bears a time")
        signed = struct.pack(">Q", time) + self.private.sign(_cosigned(time, text))
        return Signature(self.name, self.key.id, signed)

    def note(self, text: str) -> Note:
        """The text with this signature under it."""
        return Note(text, (self.sign(text),))


def key_id(name: str, type: int, public: bytes) -> bytes:
    """SHA-256(name, new line, type, key), the first four bytes."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([type]) + public).digest()[:_ID_BYTES]


def read_key(text: str) -> VerifierKey:
    """A key from `name+id+key`; `BadNote` when it is none, or not Ed25519."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not is_name(parts[0]):  # noqa: PLR2004  # name, id, key
        raise BadNote("a key is written name+id+key")
    raw = _decode(parts[2])
    if len(raw) != 1 + _KEY_BYTES or raw[0] not in (SIGNATURE, COSIGNATURE):
        raise BadNote("not an Ed25519 key of a log or of a witness")
    key = VerifierKey(parts[0], raw[0], raw[1:])
    if key.id.hex() != parts[1]:
        raise BadNote("the id of the key does not fit the key")
    return key


def is_name(text: str) -> bool:
    """Whether a key may be named so: no blank, no plus."""
    return bool(text) and not any(letter.isspace() or letter == "+" for letter in text)


def read_note(content: bytes | str) -> Note:
    """A note from its text; nothing is verified yet."""
    try:
        whole = content.decode() if isinstance(content, bytes) else content
    except UnicodeDecodeError:
        raise BadNote("not UTF-8") from None
    if len(whole) > LONGEST or any(letter < " " and letter != "\n" for letter in whole):
        raise BadNote("too long, or with control characters")
    text, parted, below = whole.rpartition("\n\n")
    if not parted or not below.endswith("\n"):
        raise BadNote("no signature under an empty line")
    return Note(text + "\n", tuple(read_signatures(below)))


def read_signatures(lines: str) -> list[Signature]:
    """Signature lines, as they stand under a note and as a witness answers."""
    found = []
    for line in lines.splitlines():
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "—" or not is_name(parts[1]):  # noqa: PLR2004  # dash, name, signature
            raise BadNote("a line that is no signature")
        raw = _decode(parts[2])
        if len(raw) <= _ID_BYTES:
            raise BadNote("a signature that is too short")
        found.append(Signature(parts[1], raw[:_ID_BYTES], raw[_ID_BYTES:]))
    if not 0 < len(found) <= MOST_SIGNATURES:
        raise BadNote("none or too many signatures")
    return found


def with_signatures(note: Note, more: Iterable[Signature]) -> Note:
    """The note with further signatures under it, none twice."""
    return Note(note.text, tuple(dict.fromkeys((*note.signatures, *more))))


def _cosigned(time: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote("not base64") from None
