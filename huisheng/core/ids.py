"""Identifiers that sort by time."""

import os
import time
from uuid import UUID

RANDOM_BYTES = 10


def uuid7(at_ms: int | None = None, random: bytes = b"") -> UUID:
    """A version 7 UUID (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 random bits.

    `at_ms` gives the time for rows that happened earlier (imports, the demo); now, when it is left out.
    `random` gives 10 random bytes to whoever makes thousands and asks the kernel for them at once.
    """
    milliseconds = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    random_bits = int.from_bytes(random or os.urandom(RANDOM_BYTES))
    high = (random_bits >> 68) & 0xFFF
    low = random_bits & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)
