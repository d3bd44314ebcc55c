"""Taking in a file of real matters (issue 2, Real matters): batch by batch, each a transaction, each row once.

Historic matters enter by `Act.IMPORT` into a state of their own: no clock, no escalation, in no figure.
With `live` they are asked like any other matter, by the same path as `ask`. A row that was taken in before
is known by its source key and adds nothing, so that a run that broke off is simply run again.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from huisheng.cases.actions.bulk import Randomness, copy_in, write_courses
from huisheng.cases.actions.handles import claim_many, number_prefix
from huisheng.cases.actions.imported import Arrival, Past, live
from huisheng.cases.importing.faults import FileRefused, RowRefused
from huisheng.cases.importing.mapping import FileMapping
from huisheng.cases.importing.matters import Matter, Reader
from huisheng.cases.importing.places import Places, Spot
from huisheng.cases.importing.rejected import RejectedFile
from huisheng.cases.importing.tables import Row, open_table
from huisheng.cases.models import Handle
from huisheng.cases.queries.catalogue import catalogue
from huisheng.core import audit, clock
from huisheng.core.events import announce_all, put_aside
from huisheng.core.ids import RANDOM_BYTES, uuid7
from huisheng.network.tree import tree
from huisheng.people.actions.subjects import new_subject
from huisheng.people.models import Subject

BATCH = 2_000
OUTSIDE, NO_PLOT = "outside", "no_plot"


@dataclass
class Imported:
    """What an import did so far. `places` counts why matters have no plot: `none`, `rounded`, `outside`, …"""

    added: int = 0
    repeated: int = 0
    rejected: int = 0
    places: Counter[str] = field(default_factory=Counter)
    unknown_places: Counter[str] = field(default_factory=Counter)
    notices: list[str] = field(default_factory=list)


@dataclass
class Parsed:
    """A batch that was read: its matters, and the rows that are refused with the reason."""

    matters: list[Matter] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    refused: list[tuple[Row, str]] = field(default_factory=list)


def import_cases(
    path: Path,
    mapping: FileMapping,
    rejected: Path,
    *,
    as_new: bool = False,
    tell: Callable[[Imported], None] = lambda _done: None,
) -> Imported:
    """Take in what can be, write the rest with its reasons into `rejected`, tell after every batch.

    `FileRefused` when nothing can be taken in. Broken off, what was told is in; run again, it goes on there.
    """
    _require_network()
    table = open_table(path, mapping.needed, mapping.sheet)
    reader = Reader(mapping, table.header, catalogue(), clock.now(), guess=not as_new)
    places = Places(tree())
    done = Imported(notices=table.notices, unknown_places=places.unknown)
    with RejectedFile(rejected, table.header) as refused:
        for parsed in _ahead(_batches(table.rows, reader)):
            spots = _place(parsed, places, done)
            for row, reason in sorted(parsed.refused, key=lambda pair: pair[0].line):
                refused.add(row.line, reason, row.cells)
            done.added += _write(parsed.matters, spots, mapping.source, as_new=as_new)
            done.rejected = refused.count
            done.repeated += len(parsed.matters)
            tell(done)
    done.repeated -= done.added
    return done


def _require_network() -> None:
    if tree().root is None:
        raise FileRefused(
            _("库里还没有网络，不知道交给谁办。请先运行 huisheng load_network，或用 --area 指明辖区文件。")
        )
    if not catalogue().version:
        raise FileRefused(_("库里还没有事项目录。请先运行 huisheng load_catalogue。"))


def _batches(rows: Iterator[Row], reader: Reader) -> Iterator[Parsed]:
    while some := list(islice(rows, BATCH)):
        parsed = Parsed()
        for row in some:
            try:
                parsed.matters.append(reader.matter(row))
                parsed.rows.append(row)
            except RowRefused as reason:
                parsed.refused.append((row, str(reason)))
        yield parsed


def _ahead(batches: Iterator[Parsed]) -> Iterator[Parsed]:
    """The next batch is read while the database takes in this one."""

    def read() -> Parsed | None:
        return next(batches, None)

    with ThreadPoolExecutor(1) as thread:
        here = copy_context()  # for the language of reasons
        coming = thread.submit(here.run, read)
        while (batch := coming.result()) is not None:
            coming = thread.submit(here.run, read)
            yield batch


def _place(parsed: Parsed, places: Places, done: Imported) -> list[Spot]:
    """The spots of the matters; those whose point is plainly wrong move to the refused rows."""
    kept: list[Matter] = []
    spots: list[Spot] = []
    for matter, row, spot in zip(parsed.matters, parsed.rows, places.spots(parsed.matters), strict=True):
        if spot.fault:
            parsed.refused.append((row, spot.fault))
            continue
        kept.append(matter)
        spots.append(spot)
        if spot.plot_id is None:
            done.places[OUTSIDE if spot.outside else matter.no_point or NO_PLOT] += 1
    parsed.matters = kept
    return spots


def _write(matters: list[Matter], spots: list[Spot], source: str, *, as_new: bool) -> int:
    """One batch, one transaction; how many of its rows were new. Statements: the same for any size."""
    if not matters:
        return 0
    now = clock.now()
    with transaction.atomic(), put_aside() as announced:
        arrivals = _new_ones(matters, spots, as_new=as_new)
        if as_new:
            write_courses(live(arrival, now) for arrival in arrivals)
            announce_all(announced)
        else:
            past = Past(source, now)
            write_courses((past.course(arrival) for arrival in arrivals), audited_from=None)
        if arrivals:
            audit.record(
                "cases.imported", actor=None, subject=f"source:{source}"[:80], rows=len(arrivals), live=as_new
            )
    return len(arrivals)


def _new_ones(matters: list[Matter], spots: list[Spot], *, as_new: bool) -> list[Arrival]:
    """Those that are not known yet, numbered; what is personal in them gets a key of its own."""
    random = Randomness(RANDOM_BYTES)
    ids = [uuid7(None if as_new else _milliseconds(matter), random()) for matter in matters]
    prefix = cache(number_prefix)
    prefixes = [
        prefix(spot.plot_id, None if as_new else _year(matter))
        for matter, spot in zip(matters, spots, strict=True)
    ]
    numbers = claim_many(Handle.Kind.SOURCE, [matter.key for matter in matters], ids, prefixes)
    arrivals: list[Arrival] = []
    subjects: list[Subject] = []
    for case_id, matter, spot in zip(ids, matters, spots, strict=True):
        if case_id not in numbers:
            continue
        key = None
        if matter.address or matter.contact:
            subject, key = new_subject(matter.contact, at_ms=_milliseconds(matter))
            subjects.append(subject)
        arrivals.append(Arrival(case_id, numbers[case_id], matter, spot, key))
    if subjects:
        copy_in(Subject, subjects)
    return arrivals


def _milliseconds(matter: Matter) -> int | None:
    return int(matter.received_at.timestamp() * 1000) if matter.received_at else None


def _year(matter: Matter) -> int | None:
    return matter.received_at.year if matter.received_at else None
