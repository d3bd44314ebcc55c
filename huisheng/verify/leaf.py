"""What stands in the log for one event: a public kind and a commitment, from which nothing can be read.

    entry      = 1 byte version, 1 byte kind, 32 bytes commitment
    commitment = SHA-256("huisheng leaf 1\\n" | private | field, field, …)
    private    = SHA-256("huisheng private 1\\n" | 16 bytes salt | content)
    field      = SHA-256("huisheng field 1\\n" | 16 bytes salt | name "=" value)

Content is never published. A field is published later, alone and with its own salt, or stays a hash: so a leaf can
be opened at a town or street, or at the district only. Salts follow from the leaf's seed of 32 secret bytes.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

VERSION = 1
SALT_BYTES = 16
ENTRY_BYTES = 34


class Kind(IntEnum):
    """What everybody may see of an event."""

    OTHER = 0
    RECEIVED = 1
    PROMISED = 2
    CLOSED = 3
    REOPENED = 4
    OPENINGS = 5


FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.OTHER: (),
    Kind.RECEIVED: ("case", "month", "due"),
    Kind.PROMISED: ("case", "due", "area"),
    Kind.CLOSED: ("case", "as", "on_time"),
    Kind.REOPENED: ("case",),
    Kind.OPENINGS: (),
}
"""The fields of each kind, in the order in which they are hashed."""

OPENED = (Kind.RECEIVED, Kind.PROMISED, Kind.CLOSED, Kind.REOPENED)
"""Kinds of which every leaf has to be opened: otherwise a figure could leave something out."""


@dataclass(frozen=True)
class Leaf:
    """An event about to be logged: what only we may know, and the fields that may be opened one by one."""

    kind: Kind
    private: bytes
    values: tuple[str, ...]
    seed: bytes

    @property
    def entry(self) -> bytes:
        """What the log holds."""
        return entry_of(self.kind, self.commitment)

    @property
    def commitment(self) -> bytes:
        """See the top of this file."""
        return commitment_of(self.private, self.field_hashes())

    def field_hashes(self) -> list[bytes]:
        """The hashes of the fields, in their order."""
        names = FIELDS[self.kind]
        return [
            field_hash(name, value, salt_of(self.seed, name))
            for name, value in zip(names, self.values, strict=True)
        ]

    def opened(self, names: Sequence[str]) -> list[list[str] | str]:
        """The fields as they are published: value and salt of those named, the hash of the others."""
        return [
            [value, salt_of(self.seed, name).hex()]
            if name in names
            else field_hash(name, value, salt_of(self.seed, name)).hex()
            for name, value in zip(FIELDS[self.kind], self.values, strict=True)
        ]


def make_leaf(kind: Kind, content: bytes, fields: Mapping[str, str], seed: bytes) -> Leaf:
    """A leaf from an event's canonical content and the fields of its kind."""
    private = private_hash(content, seed)
    return Leaf(kind, private, tuple(fields[name] for name in FIELDS[kind]), seed)


def private_hash(content: bytes, seed: bytes) -> bytes:
    """The hash that stands for an event's whole content."""
    return hashlib.sha256(b"huisheng private 1\n" + salt_of(seed, "private") + content).digest()


def salt_of(seed: bytes, name: str) -> bytes:
    """The salt of one part of a leaf: to know one tells nothing of the others."""
    return hashlib.sha256(b"huisheng salt 1\n" + seed + name.encode()).digest()[:SALT_BYTES]


def field_hash(name: str, value: str, salt: bytes) -> bytes:
    """The hash that stands for a field."""
    return hashlib.sha256(b"huisheng field 1\n" + salt + f"{name}={value}".encode()).digest()


def commitment_of(private: bytes, fields: Sequence[bytes]) -> bytes:
    """The commitment over both parts."""
    return hashlib.sha256(b"huisheng leaf 1\n" + private + b"".join(fields)).digest()


def entry_of(kind: Kind | int, commitment: bytes) -> bytes:
    """The entry as it lies in a bundle."""
    return bytes([VERSION, kind]) + commitment
