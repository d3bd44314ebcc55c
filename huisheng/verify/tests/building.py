"""A small log made by hand, as a folder: for tests of the verifier, without database."""

import hashlib
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from huisheng.verify import tiles
from huisheng.verify.checkpoint import Checkpoint
from huisheng.verify.leaf import FIELDS, Kind, Leaf, entry_of, make_leaf
from huisheng.verify.merkle import MemoryTree
from huisheng.verify.note import Note, Signer
from huisheng.verify.openings import INDEX, Listing, write_case, write_header, write_listing

ORIGIN = "log.example/test"
SIGNER = Signer.of(ORIGIN, b"s" * 32)
OTHER_SIGNER = Signer.of(ORIGIN, b"o" * 32)
STREET, TOWN = "220106001", "220106101"


@dataclass
class Story:
    """A case in few words: where, when due, how it ended.

    Empty `end`: it is open. Empty `due`: it waits at a desk, which has time until `desk`.
    """

    area: str = STREET
    month: str = "2026-10"
    due: str = "2026-10"
    end: str = "confirmed"
    on_time: bool = True
    reopened: bool = False
    coarse: bool = False
    desk: str = ""


@dataclass
class Built:
    """The log as it grows: entries, and the opened leaves of each case."""

    entries: list[bytes] = field(default_factory=list)
    lines: list[list[Sequence[Any]]] = field(default_factory=list)
    numbers: Any = field(default_factory=itertools.count)

    def tell(self, story: Story) -> list[int]:
        """Log a case; the indexes of its leaves that are opened."""
        tag = hashlib.sha256(f"case {next(self.numbers)}".encode()).hexdigest()[:32]
        line: list[Sequence[Any]] = []
        self._add(line, Kind.RECEIVED, story, case=tag, month=story.month, due=story.desk or story.month)
        self._add([], Kind.OTHER, story)
        if story.due:
            self._add(line, Kind.PROMISED, story, case=tag, due=story.due, area=story.area)
        if story.end:
            on_time = "yes" if story.on_time else "no"
            self._add(line, Kind.CLOSED, story, case=tag, on_time=on_time, **{"as": story.end})
        if story.reopened:
            self._add(line, Kind.REOPENED, story, case=tag)
        self.lines.append(line)
        return [leaf[0] for leaf in line]

    def _add(self, line: list[Sequence[Any]], kind: Kind, story: Story, **fields: str) -> None:
        index = len(self.entries)
        leaf: Leaf = make_leaf(
            kind, f"event {index}".encode(), fields, hashlib.sha256(str(index).encode()).digest()
        )
        names = [name for name in FIELDS[kind] if not (name == "area" and story.coarse)]
        self.entries.append(leaf.entry)
        line.append([index, kind.value, leaf.private.hex(), *leaf.opened(names)])

    def publish(
        self, folder: Path, *, signer: Signer = SIGNER, openings: bool = True, at: int = 1_790_000_000
    ) -> Note:
        """Write the log into a folder; its checkpoint."""
        files: list[tuple[str, str]] = []
        opened_to = len(self.entries)
        if openings:
            header = write_header("2026-10", ["2026-10"], opened_to, len(self.lines))
            body = "\n".join([header, *map(write_case, self.lines), ""]).encode()
            files.append(("2026-10.1.jsonl", self.keep(folder, "2026-10.1.jsonl", body)))
            listing = Listing(opened_to, tuple(files), {STREET: "春城街道", TOWN: "城西镇"}, at)
            files.append(("list.1.json", self.keep(folder, "list.1.json", write_listing(listing))))
        index = {"files": [{"path": path, "sha256": digest} for path, digest in files]}
        put(folder / INDEX, json.dumps(index).encode())
        return self.sign(folder, signer)

    def keep(self, folder: Path, path: str, content: bytes) -> str:
        """Write a file of openings, with its leaf."""
        digest = hashlib.sha256(content)
        self.entries.append(entry_of(Kind.OPENINGS, digest.digest()))
        put(folder / "openings" / path, content)
        return digest.hexdigest()

    def sign(self, folder: Path, signer: Signer = SIGNER) -> Note:
        """Write entries, key and a checkpoint over them."""
        for number, width in tiles.widths(len(self.entries), 0):
            start = number * 256
            content = tiles.bundle(self.entries[start : start + width])
            put(folder / tiles.tile_path("entries", number, width), content)
        put(folder / "key", f"{signer.key}\n".encode())
        note = Checkpoint(ORIGIN, len(self.entries), MemoryTree(self.entries).root()).signed(signer)
        put(folder / "checkpoint", str(note).encode())
        return note


def built(stories: Iterable[Story]) -> Built:
    """A log of these cases."""
    log = Built()
    for story in stories:
        log.tell(story)
    return log


def put(path: Path, content: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
