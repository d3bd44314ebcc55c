"""What somebody could do who holds the database and the log's key: for demonstrations and tests, on a copy.

A forger can make any history consistent with itself: entries, tiles, openings and signature all fit. What the forger
cannot do is make it fit a checkpoint that somebody else kept.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from huisheng.verify import tiles
from huisheng.verify.checkpoint import Checkpoint, read_checkpoint
from huisheng.verify.leaf import FIELDS, Kind, commitment_of, entry_of, field_hash
from huisheng.verify.merkle import MemoryTree
from huisheng.verify.note import Signer, read_note
from huisheng.verify.openings import INDEX, Listing, read_listing, write_listing

Case = list[list[Any]]


@dataclass
class Copy:
    """A published log taken apart: entries, and by path the header and the cases of each file of openings."""

    folder: Path
    entries: list[bytes]
    headers: dict[str, str]
    cases: dict[str, list[Case]]
    lists: dict[str, Listing]

    @classmethod
    def read(cls, folder: Path) -> "Copy":
        """From a folder that `export_log` wrote."""
        size = read_checkpoint(read_note((folder / tiles.CHECKPOINT).read_bytes())).size
        entries: list[bytes] = []
        for number, width in tiles.widths(size, 0):
            entries += tiles.entries_of(
                (folder / tiles.tile_path("entries", number, width)).read_bytes(), width
            )
        copy = cls(folder, entries, {}, {}, {})
        for each in json.loads((folder / INDEX).read_bytes())["files"]:
            content = (folder / "openings" / each["path"]).read_bytes()
            if each["path"].startswith("list."):
                copy.lists[each["path"]] = read_listing(content)
            else:
                header, *lines = content.decode().splitlines()
                copy.headers[each["path"]] = header
                copy.cases[each["path"]] = [json.loads(line) for line in lines]
        return copy

    def write(self, folder: Path, signer: Signer) -> None:
        """Make everything fit again, sign it, and write it where it would be served."""
        digests = self._write_openings(folder)
        tree = MemoryTree(self.entries)
        for number, width in tiles.widths(len(self.entries), 0):
            start = number * 256
            content = tiles.bundle(self.entries[start : start + width])
            _put(folder / tiles.tile_path("entries", number, width), content)
        head = Checkpoint(signer.name, len(self.entries), tree.root())
        _put(folder / tiles.CHECKPOINT, str(head.signed(signer)).encode())
        _put(folder / "key", f"{signer.key}\n".encode())
        files = [{"path": path, "sha256": digest} for path, digest in digests.items()]
        _put(folder / INDEX, json.dumps({"files": files}).encode())

    def _write_openings(self, folder: Path) -> dict[str, str]:
        """Write the files as they are now and put their hashes into their leaves; the hashes by path."""
        digests: dict[str, str] = {}
        for path, cases in self.cases.items():
            lines = [json.dumps(case, separators=(",", ":")) for case in cases]
            digests[path] = self._keep(folder, path, "\n".join([self.headers[path], *lines, ""]).encode())
        for path, listing in self.lists.items():
            files = tuple((name, digests[name]) for name, _old in listing.files)
            digests[path] = self._keep(folder, path, write_listing(replace(listing, files=files)))
        return digests

    def _keep(self, folder: Path, path: str, content: bytes) -> str:
        old = hashlib.sha256((self.folder / "openings" / path).read_bytes()).digest()
        new = hashlib.sha256(content).digest()
        at = self.entries.index(entry_of(Kind.OPENINGS, old))
        self.entries[at] = entry_of(Kind.OPENINGS, new)
        _put(folder / "openings" / path, content)
        return new.hex()


def change_an_event(copy: Copy) -> str:
    """Another content for an old event that is never opened."""
    at = next(n for n, entry in enumerate(copy.entries) if entry[1] == Kind.OTHER)
    copy.entries[at] = entry_of(Kind.OTHER, hashlib.sha256(b"as if it had been otherwise").digest())
    return f"event {at} was given another content"


def delete_a_case(copy: Copy) -> str:
    """A case that never was: its leaves go, and all later ones move up."""
    path = next(iter(copy.cases))
    case = copy.cases[path].pop(0)
    gone = {leaf[0] for leaf in case}
    moved: dict[int, int] = {}
    kept: list[bytes] = []
    for index, entry in enumerate(copy.entries):
        if index not in gone:
            moved[index] = len(kept)
            kept.append(entry)
    copy.entries = kept
    for cases in copy.cases.values():
        cases[:] = [each for each in cases if not gone & {leaf[0] for leaf in each}]
        for each in cases:
            for leaf in each:
                leaf[0] = moved[leaf[0]]
    copy.lists = {
        name: replace(listing, opened_to=listing.opened_to - len(gone))
        for name, listing in copy.lists.items()
    }
    return f"the case received as leaf {min(gone)} was deleted"


def redate_a_closure(copy: Copy) -> str:
    """A late answer that was in time."""
    at = FIELDS[Kind.CLOSED].index("on_time") + 3
    late = next(
        leaf
        for cases in copy.cases.values()
        for case in cases
        for leaf in case
        if leaf[1] == Kind.CLOSED and leaf[at][0] == "no" and leaf[at - 1][0] != "withdrawn"
    )
    for cases in copy.cases.values():
        for case in cases:
            for leaf in case:
                if leaf[0] == late[0]:
                    leaf[at] = ["yes", leaf[at][1]]
    late[at] = ["yes", late[at][1]]
    copy.entries[late[0]] = entry_of(Kind.CLOSED, _commitment(late))
    return f"the closure in leaf {late[0]} was dated back, so that it was in time"


def withhold_an_opening(copy: Copy) -> str:
    """A case that everybody forgot to publish."""
    path = next(reversed(copy.cases))
    index = copy.cases[path][0][0][0]
    for cases in copy.cases.values():
        cases[:] = [case for case in cases if case[0][0] != index]
    return f"the case received as leaf {index} was not opened"


FORGERIES: dict[str, Callable[[Copy], str]] = {
    "event": change_an_event,
    "deletion": delete_a_case,
    "redating": redate_a_closure,
    "withholding": withhold_an_opening,
}


def forge(honest: Path, forged: Path, what: str, signer: Signer) -> str:
    """Write a forged copy of an exported log; what was done, in words."""
    copy = Copy.read(honest)
    done = FORGERIES[what](copy)
    copy.write(forged, signer)
    return done


def _commitment(leaf: list[Any]) -> bytes:
    kind = Kind(leaf[1])
    hashes = [
        field_hash(name, given[0], bytes.fromhex(given[1]))
        if isinstance(given, list)
        else bytes.fromhex(given)
        for name, given in zip(FIELDS[kind], leaf[3:], strict=True)
    ]
    return commitment_of(bytes.fromhex(leaf[2]), hashes)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
