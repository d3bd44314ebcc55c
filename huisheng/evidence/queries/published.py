"""What is published: the checkpoint with its cosignatures, tiles, openings. The same bytes for web and folder."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from huisheng.evidence.keys import NoKey, log_key
from huisheng.evidence.models import Checkpoint, Cosignature, OpeningFile
from huisheng.evidence.queries import tree
from huisheng.verify import tiles
from huisheng.verify.merkle import TILE_WIDTH
from huisheng.verify.openings import INDEX, Listing, read_listing


@dataclass(frozen=True)
class Overview:
    """What the public page tells: the newest checkpoint, who saw which, and the files of openings that stand."""

    key: str
    note: str
    size: int
    signed_at: datetime
    cosignatures: list[Cosignature]
    files: list[OpeningFile]
    areas: Mapping[str, str]

    @property
    def cases(self) -> int:
        """How many cases are opened."""
        return sum(file.cases for file in self.files)


def overview() -> Overview | None:
    """None where there is no log, or nothing signed yet. Four statements."""
    newest = Checkpoint.objects.order_by("-size").first()
    if newest is None:
        return None
    try:
        key = str(log_key().signer.key)
    except NoKey:
        return None
    cosigned = Cosignature.objects.order_by("witness", "-size").distinct("witness")
    listing = OpeningFile.objects.filter(name="list").order_by("-version").first()
    standing = read_listing(unpacked(listing)) if listing else Listing(0, ())
    digests = [digest for _path, digest in standing.files]
    files = OpeningFile.objects.filter(digest__in=digests).defer("content").order_by("-name")
    return Overview(key, noted(newest), newest.size, newest.at, list(cosigned), list(files), standing.areas)


def checkpoint() -> str | None:
    """The newest checkpoint as a note, with the lines of witnesses; None before the first. Two statements."""
    newest = Checkpoint.objects.order_by("-size").first()
    return noted(newest) if newest else None


def cosigned_checkpoint() -> str | None:
    """The newest checkpoint that a witness has seen."""
    seen = Checkpoint.objects.filter(size__in=Cosignature.objects.values("size")).order_by("-size").first()
    return noted(seen) if seen else None


def noted(checkpoint: Checkpoint) -> str:
    """A checkpoint with what witnesses wrote under it."""
    lines = Cosignature.objects.filter(size=checkpoint.size).order_by("id").values_list("line", flat=True)
    return checkpoint.note + "".join(lines)


def tile(level: int, number: int, width: int) -> bytes | None:
    """The content of a tile; None unless a signed checkpoint covers it."""
    start, span = number * TILE_WIDTH, TILE_WIDTH**level
    if level > tiles.HIGHEST_LEVEL or (start + width) * span > tree.signed_size():
        return None
    return b"".join(tree.read(level, start, width))


def bundle(number: int, width: int) -> bytes | None:
    """The entries of a tile at level 0."""
    start = number * TILE_WIDTH
    if start + width > tree.signed_size():
        return None
    return tiles.bundle(tree.entries(start, width))


def openings_index() -> bytes:
    """Every file of openings with its SHA-256, the newest first."""
    files = [{"path": file.path, "sha256": file.digest, "cases": file.cases} for file in opening_files()]
    return (json.dumps({"files": files}, separators=(",", ":")) + "\n").encode()


def opening_files() -> list[OpeningFile]:
    """All of them without their content, the newest first. One statement."""
    return list(OpeningFile.objects.defer("content").order_by("-id"))


def opening(name: str, version: int) -> OpeningFile | None:
    """One file of openings."""
    return OpeningFile.objects.filter(name=name, version=version).first()


def unpacked(file: OpeningFile) -> bytes:
    """Its content."""
    return gzip.decompress(bytes(file.content))


def everything(key: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file that is published: a copy of the log as it stands."""
    signed = tree.signed_size()
    yield tiles.CHECKPOINT, (checkpoint() or "").encode()
    yield "key", f"{key}\n".encode()
    for number, width in tiles.widths(signed, 0):
        yield tiles.tile_path("entries", number, width), bundle(number, width) or b""
    level = 0
    while signed >> 8 * level:
        for number, width in tiles.widths(signed, level):
            yield tiles.tile_path(level, number, width), tile(level, number, width) or b""
        level += 1
    yield INDEX, openings_index()
    for file in OpeningFile.objects.order_by("id").iterator(chunk_size=1):
        yield f"openings/{file.path}", unpacked(file)
