"""Addresses and content of tiles and entry bundles (https://c2sp.org/tlog-tiles)."""

import re
import struct
from collections.abc import Iterator, Sequence

from huisheng.verify.merkle import TILE_WIDTH

CHECKPOINT = "checkpoint"
HIGHEST_LEVEL = 63
_PATH = re.compile(r"((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?")


class BadBundle(ValueError):
    """An entry bundle is cut off, or holds more or less than it should."""


def number_path(number: int) -> str:
    """`x001/x234/067` for 1234067."""
    parts = [f"{number % 1000:03d}"]
    while number >= 1000:  # noqa: PLR2004  # three digits a step
        number //= 1000
        parts.append(f"x{number % 1000:03d}")
    return "/".join(reversed(parts))


def tile_path(level: int | str, number: int, width: int = TILE_WIDTH) -> str:
    """The address of a tile below the log's prefix; level `entries` for entry bundles."""
    part = f".p/{width}" if width < TILE_WIDTH else ""
    return f"tile/{level}/{number_path(number)}{part}"


def read_path(text: str) -> tuple[int, int] | None:
    """Number and width of `<N>[.p/<W>]`; None for what is no such address, or not the one way to write it."""
    found = _PATH.fullmatch(text)
    if found is None:
        return None
    number = int(found[1].replace("x", "").replace("/", ""))
    width = int(found[2]) if found[2] else TILE_WIDTH
    if number_path(number) != found[1] or (found[2] and width >= TILE_WIDTH):
        return None
    return number, width


def widths(size: int, level: int) -> Iterator[tuple[int, int]]:
    """Number and width of each tile at `level` of a tree of `size` leaves; nothing where there is none."""
    hashes = size // TILE_WIDTH**level
    for number in range(hashes // TILE_WIDTH):
        yield number, TILE_WIDTH
    if hashes % TILE_WIDTH:
        yield hashes // TILE_WIDTH, hashes % TILE_WIDTH


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries, each after its length in two bytes."""
    return b"".join(struct.pack(">H", len(entry)) + entry for entry in entries)


def entries_of(content: bytes, count: int) -> list[bytes]:
    """The entries of a bundle; `BadBundle` unless it holds exactly `count`."""
    entries, at = [], 0
    while at + 2 <= len(content):
        end = at + 2 + int.from_bytes(content[at : at + 2], "big")
        entries.append(content[at + 2 : end])
        at = end
    if at != len(content) or len(entries) != count:
        raise BadBundle(f"{len(entries)} entries, {count} expected")
    return entries
