"""A whole log as it was fetched: its checkpoint, its entries, the tree over them, its openings."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from huisheng.verify import tiles
from huisheng.verify.checkpoint import Checkpoint, read_checkpoint
from huisheng.verify.leaf import ENTRY_BYTES, VERSION, Kind
from huisheng.verify.merkle import TILE_WIDTH, MemoryTree
from huisheng.verify.note import Note, read_note
from huisheng.verify.openings import INDEX, Listing, OpeningFile, read_file, read_index, read_listing
from huisheng.verify.source import CannotRead, Source


@dataclass
class Log:
    """Entries by their number, with the tree that they make. `openings_of`: leaf number by SHA-256 of a file."""

    note: Note
    checkpoint: Checkpoint
    entries: list[bytes]
    tree: MemoryTree
    openings_of: dict[str, int] = field(default_factory=dict)

    def kind(self, index: int) -> int:
        """The public kind of a leaf."""
        return self.entries[index][1]


def fetch_log(source: Source) -> Log:
    """Everything below the checkpoint. Raises `CannotRead`, `BadNote` or `BadBundle`."""
    note = read_note(source.read(tiles.CHECKPOINT))
    checkpoint = read_checkpoint(note)
    entries: list[bytes] = []
    for number, width in tiles.widths(checkpoint.size, 0):
        content = source.read(tiles.tile_path("entries", number, width))
        entries += tiles.entries_of(content, width)
    kinds = set(Kind)
    if any(len(entry) != ENTRY_BYTES or entry[0] != VERSION or entry[1] not in kinds for entry in entries):
        raise tiles.BadBundle("an entry is not of this log's format")
    log = Log(note, checkpoint, entries, MemoryTree(entries))
    log.openings_of = {
        entry[2:].hex(): index for index, entry in enumerate(entries) if entry[1] == Kind.OPENINGS
    }
    return log


def save_copy(log: Log, folder: Path) -> None:
    """Keep checkpoint and entries in a folder, from which `fetch_log` reads them again."""
    for number, width in tiles.widths(len(log.entries), 0):
        start = number * TILE_WIDTH
        path = folder / tiles.tile_path("entries", number, width)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tiles.bundle(log.entries[start : start + width]))
    (folder / tiles.CHECKPOINT).write_text(str(log.note), encoding="utf-8")


@dataclass
class Openings:
    """What stands opened by the list in `leaf`, and which logged files are not to be had."""

    listing: Listing | None = None
    leaf: int = 0
    files: list[OpeningFile] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)


def fetch_openings(source: Source, log: Log) -> Openings:
    """The files that the newest list in the log names; each must be what its leaf says."""
    found = Openings()
    paths = _index(source)
    for digest, index in log.openings_of.items():
        if digest not in paths:
            found.withheld.append(f"the openings logged as leaf {index} are not published")
    lists = {
        index: paths[digest]
        for digest, index in log.openings_of.items()
        if paths.get(digest, "").startswith("list.")
    }
    if not lists:
        return found
    content = _read(source, lists[max(lists)], log, found)
    if content is None:
        return found
    found.leaf, found.listing = max(lists), read_listing(content)
    for path, _digest in found.listing.files:
        part = _read(source, path, log, found)
        if part is not None:
            found.files.append(read_file(part))
    return found


def _index(source: Source) -> dict[str, str]:
    """Path by SHA-256 of every file that is said to be published."""
    try:
        return read_index(source.read(INDEX))
    except CannotRead:
        return {}


def _read(source: Source, path: str, log: Log, found: Openings) -> bytes | None:
    try:
        content = source.read(f"openings/{path}")
    except CannotRead as fault:
        found.withheld.append(f"openings are withheld: {fault}")
        return None
    if hashlib.sha256(content).hexdigest() not in log.openings_of:
        found.withheld.append(f"openings/{path} is not the file that the log holds: it was changed")
        return None
    return content
