"""Rows of a file made ready to write, batch by batch, without a connection to the database.

Here is the work that takes time: reading, looking up places, cutting words for search, sealing, and taking each
matter through its steps. What comes out are lines of COPY.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from uuid import UUID

from django.db.models import Model

from huisheng.cases.actions.bulk import Above, Lines, Randomness, line_of, lines_of, plain
from huisheng.cases.actions.handles import number_from, number_prefix
from huisheng.cases.actions.imported import Arrival, live
from huisheng.cases.actions.past import Past
from huisheng.cases.importing.faults import RowRefused
from huisheng.cases.importing.matters import Matter, Reader
from huisheng.cases.importing.places import Places, Spot
from huisheng.cases.importing.tables import Row
from huisheng.cases.models import Case, CaseEvent, CaseWords, Handle
from huisheng.core import clock
from huisheng.core.events import Event, put_aside
from huisheng.core.ids import RANDOM_BYTES, uuid7
from huisheng.core.models import AuditEntry
from huisheng.network.tree import tree
from huisheng.people.actions.subjects import new_subject
from huisheng.people.models import Subject

OUTSIDE, NO_PLOT = "outside", "no_plot"
WRITTEN: tuple[type[Model], ...] = (Subject, Case, CaseEvent, CaseWords, Handle, AuditEntry)
LINE_OF_HANDLE, LINE_OF_SUBJECT = line_of(Handle), line_of(Subject)
PlainHandle = plain(Handle)


@dataclass(slots=True)
class Ready:
    """A matter ready to write: the key of its row, its lines by table, and what it announces."""

    key: str
    case_id: UUID
    lines: Lines
    announced: list[Event]


@dataclass
class Batch:
    """What some rows came to. `places` counts why matters have no plot; `last`: no rows follow."""

    ready: list[Ready] = field(default_factory=list)
    refused: list[tuple[Row, str]] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    unknown_places: Counter[str] = field(default_factory=Counter)
    last: bool = False


class Batches:
    """The rows of a table, as many at a time as there are numbers for them."""

    def __init__(self, rows: Iterator[Row], reader: Reader, source: str, *, as_new: bool) -> None:
        self._rows, self._reader, self._source, self._as_new = rows, reader, source, as_new
        self._random = Randomness(RANDOM_BYTES)
        self._above: Above = {}
        self._past = Past(source, clock.now())

    def next(self, numbers: list[int]) -> Batch | None:
        """The next batch; None when there are no rows left. `numbers` are reserved ones."""
        rows = list(islice(self._rows, len(numbers)))
        if not rows:
            return None
        batch, places = Batch(last=len(rows) < len(numbers)), Places(tree())
        matters = self._read(rows, batch)
        spots = places.spots([matter for _row, matter in matters])
        batch.unknown_places = places.unknown
        self._above = {}
        if not self._past.is_current:
            self._past = Past(self._source, clock.now())
        prefix, counted = cache(number_prefix), iter(numbers)
        for (row, matter), spot in zip(matters, spots, strict=True):
            if spot.fault:
                batch.refused.append((row, spot.fault))
                continue
            if spot.plot_id is None:
                batch.places[OUTSIDE if spot.outside else matter.no_point or NO_PLOT] += 1
            year = matter.received_at.year if matter.received_at and not self._as_new else None
            number = number_from(prefix(spot.plot_id, year), next(counted))
            batch.ready.append(self._ready(matter, spot, number))
        return batch

    def _read(self, rows: list[Row], batch: Batch) -> list[tuple[Row, Matter]]:
        read = []
        for row in rows:
            try:
                read.append((row, self._reader.matter(row)))
            except RowRefused as reason:
                batch.refused.append((row, str(reason)))
        return read

    def _ready(self, matter: Matter, spot: Spot, number: str) -> Ready:
        milliseconds = int(matter.received_at.timestamp() * 1000) if matter.received_at else None
        case_id = uuid7(None if self._as_new else milliseconds, self._random())
        subject, key = None, None
        if matter.address or matter.contact:
            subject, key = new_subject(matter.contact, at_ms=milliseconds)
        arrival = Arrival(case_id, number, matter, spot, key)
        handle = PlainHandle(kind=Handle.Kind.NUMBER, value=number, case_id=case_id)
        announced: list[Event] = []
        if self._as_new:
            with put_aside() as announced:
                lines = lines_of(live(arrival, clock.now()), self._above, audited=True)
        else:
            lines = self._past.lines(arrival)
        lines[Handle] = [LINE_OF_HANDLE(handle)]
        lines[Subject] = [LINE_OF_SUBJECT(subject)] if subject else []
        return Ready(matter.key, case_id, lines, announced)
