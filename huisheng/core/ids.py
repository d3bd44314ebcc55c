"""Identifiers that sort by time."""

import os
import threading
from uuid import UUID

from huisheng.core import clock

RANDOM_BYTES = 10
START, STEP = 1 << 73, 1 << 32


def uuid7(at_ms: int | None = None, random: bytes = b"") -> UUID:
    """A version 7 UUID (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 random bits.

    `at_ms` gives the time for rows that happened earlier (imports, the demo); now, when it is left out.
    `random` gives 10 random bytes to whoever makes thousands and asks the kernel for them at once.
    Those made now sort in the order in which a process made them (RFC 9562, 6.2, method 2).
    """
    if at_ms is not None or random:
        milliseconds = _milliseconds() if at_ms is None else at_ms
        return _made_of(milliseconds, int.from_bytes(random or os.urandom(RANDOM_BYTES)))
    with _lock:
        milliseconds = _milliseconds()
        bits = int.from_bytes(os.urandom(RANDOM_BYTES))
        if milliseconds == _last[0]:
            bits = _last[1] + 1 + bits % STEP
        else:
            bits %= START  # the upper half is left free for those of the same millisecond
        _last[:] = milliseconds, bits
    return _made_of(milliseconds, bits)


_lock = threading.Lock()
_last = [0, 0]


def _milliseconds() -> int:
    return int(clock.now().timestamp() * 1000)


def _made_of(milliseconds: int, random_bits: int) -> UUID:
    high = (random_bits >> 62) & 0xFFF
    low = random_bits & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)
