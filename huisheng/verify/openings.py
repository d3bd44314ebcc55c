"""Openings: which leaves belong to one case, and what their fields say. One file a month, a list over all of them.

    <name>.<version>.jsonl    a header, then one line a case: [[index, kind, private, field, …], …]
    list.<version>.json       which files stand at present, and up to which leaf everything is opened
    index.json                every file ever published, with its SHA-256

Of each file but the index, SHA-256 is the commitment of a leaf of kind OPENINGS: none can be swapped or taken back.
docs/reference/evidence.md has the formats to the letter.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from huisheng.verify.leaf import FIELDS, OPENED, Kind, commitment_of, entry_of, field_hash

FORMAT = "huisheng openings 1"
LIST_FORMAT = "huisheng openings list 1"
INDEX = "openings/index.json"
UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError)
"""What reading a file can end in that somebody wrote by hand to bring the reader down."""
NAME = re.compile(r"[\w-][\w.-]*", re.ASCII)
LEAST = 10
"""So many cases a cell of place and month has at least; what has fewer is opened more coarsely."""

CLOSED_AS = ("confirmed", "silent")
"""Ends that count as closed. Every other end takes the case out of the figures, and is counted by its name."""


class BadOpening(ValueError):
    """A file of openings cannot be read."""


@dataclass(frozen=True)
class OpenedLeaf:
    """One leaf as it was opened; `values` are those of its fields that were opened."""

    index: int
    kind: Kind
    values: Mapping[str, str]
    entry: bytes


@dataclass(frozen=True)
class OpenedCase:
    """A case as its openings tell it. `area` is empty where only the district was opened."""

    leaves: tuple[OpenedLeaf, ...]
    month: str
    area: str
    due: str
    end: str
    on_time: bool

    @property
    def index(self) -> int:
        """The number of its received leaf: its name in reports."""
        return self.leaves[0].index

    @property
    def counts(self) -> bool:
        """Whether it is among those due: it has a deadline and was not taken out."""
        return bool(self.due) and (not self.end or self.closed)

    @property
    def closed(self) -> bool:
        """Whether it ended in an answer that was confirmed or met with silence."""
        return self.end in CLOSED_AS


@dataclass(frozen=True)
class OpeningFile:
    """One month (or a few, where one alone had too few cases)."""

    name: str
    months: tuple[str, ...]
    opened_to: int
    cases: tuple[OpenedCase, ...]


@dataclass(frozen=True)
class Listing:
    """What stands at present: (path, SHA-256) of each file, and the leaf below which everything is opened.

    `at`: when it was published, in seconds since 1970.
    """

    opened_to: int
    files: tuple[tuple[str, str], ...]
    areas: Mapping[str, str] = field(default_factory=dict)
    at: int = 0


def write_header(name: str, months: Sequence[str], opened_to: int, cases: int) -> str:
    """The first line of a file."""
    header = {"format": FORMAT, "name": name, "months": list(months), "opened_to": opened_to, "cases": cases}
    return _json(header)


def write_case(leaves: Sequence[Sequence[Any]]) -> str:
    """The line of one case."""
    return _json(leaves)


def write_listing(listing: Listing) -> bytes:
    """The list over all files."""
    content = {
        "format": LIST_FORMAT,
        "opened_to": listing.opened_to,
        "files": [{"path": path, "sha256": digest} for path, digest in listing.files],
        "areas": dict(listing.areas),
        "at": listing.at,
    }
    return (_json(content) + "\n").encode()


def read_listing(content: bytes) -> Listing:
    """`BadOpening` when it is none."""
    try:
        data = json.loads(content)
        if data["format"] != LIST_FORMAT:
            raise BadOpening("unknown format of the list of openings")
        files = tuple((_name(each["path"]), str(each["sha256"])) for each in data["files"])
        areas = {_text(code): _text(name) for code, name in data["areas"].items()}
        return Listing(_number(data["opened_to"]), files, areas, _number(data["at"]))
    except UNREADABLE as fault:
        raise BadOpening(f"the list of openings cannot be read: {fault}") from fault


def read_file(content: bytes) -> OpeningFile:
    """`BadOpening` when a line cannot be read. Nothing is compared with the log yet."""
    lines = content.decode().splitlines()
    try:
        header = json.loads(lines[0])
        if header["format"] != FORMAT:
            raise BadOpening("unknown format of openings")
        cases = tuple(_case(json.loads(line)) for line in lines[1:])
        return OpeningFile(header["name"], tuple(header["months"]), _number(header["opened_to"]), cases)
    except UNREADABLE as fault:
        raise BadOpening(f"openings cannot be read: {fault}") from fault


def _case(line: list[list[Any]]) -> OpenedCase:
    leaves = tuple(sorted((_leaf(*each) for each in line), key=lambda leaf: leaf.index))
    received = next((leaf for leaf in leaves if leaf.kind == Kind.RECEIVED), None)
    if received is None:
        raise BadOpening("a case was never received")
    promised = next((leaf for leaf in leaves if leaf.kind == Kind.PROMISED), None)
    last = [leaf for leaf in leaves if leaf.kind in (Kind.CLOSED, Kind.REOPENED)]
    end = last[-1].values if last and last[-1].kind == Kind.CLOSED else {}
    return OpenedCase(
        leaves=(received, *(leaf for leaf in leaves if leaf is not received)),
        month=received.values.get("month", ""),
        area=promised.values.get("area", "") if promised else "",
        due=(promised or received).values.get("due", ""),
        end=end.get("as", ""),
        on_time=end.get("on_time") == "yes",
    )


def _leaf(given_index: Any, kind: Any, private: str, *fields: Any) -> OpenedLeaf:
    index, what = _number(given_index), Kind(_number(kind))
    names = FIELDS[what]
    if what not in OPENED or len(fields) != len(names):
        raise BadOpening(f"leaf {index} is not opened as its kind is")
    values, hashes = {}, []
    for name, given in zip(names, fields, strict=True):
        if isinstance(given, str):
            hashes.append(bytes.fromhex(given))
        else:
            value, salt = _text(given[0]), given[1]
            values[name] = value
            hashes.append(field_hash(name, value, bytes.fromhex(salt)))
    return OpenedLeaf(index, what, values, entry_of(what, commitment_of(bytes.fromhex(private), hashes)))


def faults_of(case: OpenedCase) -> Iterator[str]:
    """What is wrong with a case by itself: leaves of two cases, or fields that had to be opened and are not."""
    tags = {leaf.values.get("case") for leaf in case.leaves}
    if len(tags) != 1 or None in tags:
        yield f"the openings under leaf {case.index} join leaves of different cases"
    kinds = [leaf.kind for leaf in case.leaves]
    if kinds.count(Kind.RECEIVED) != 1 or kinds.count(Kind.PROMISED) > 1:
        yield f"the openings under leaf {case.index} receive or promise twice"
    for leaf in case.leaves:
        needed = [name for name in FIELDS[leaf.kind] if name not in ("area", "month")]
        if any(name not in leaf.values for name in needed):
            yield f"leaf {leaf.index} keeps back what its kind has to open"


def _number(given: Any) -> int:
    """A number from 0 on: -1 would be another name of the log's last leaf, by which it is opened twice."""
    if type(given) is not int or given < 0:
        raise BadOpening(f"{given!r:.40} is no number of a leaf, a kind or a second")
    return given


def _text(given: Any) -> str:
    """A text that can be printed: no control characters, with which a name could write lines of its own."""
    if not isinstance(given, str) or not given.isprintable():
        raise BadOpening(f"{given!r:.40} is no text")
    return given


def _name(given: Any) -> str:
    """The name of a file in the folder of openings, and of none elsewhere."""
    if not isinstance(given, str) or not NAME.fullmatch(given):
        raise BadOpening(f"{given!r:.40} is no name of a file")
    return given


def read_index(content: bytes) -> dict[str, str]:
    """The path by SHA-256 of every file that is said to be published; none where it cannot be read."""
    try:
        return {str(each["sha256"]): _name(each["path"]) for each in json.loads(content)["files"]}
    except UNREADABLE:
        return {}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
