"""Where leaves come from: apps above register what of theirs is logged. This app knows no case and no person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from huisheng.verify.leaf import Kind

NOBODY = str(UUID(int=0))


@dataclass(frozen=True, slots=True)
class Row:
    """One event to be logged: its place (`xid`, `subject`, `seq`), its content, and what may be opened of it.

    `subject` is the text of a UUID. `fields` lack `case`, which the log adds itself: the tag of the subject.
    """

    xid: int
    subject: str
    seq: int
    content: str
    kind: Kind = Kind.OTHER
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table whose rows are logged, in SQL for the writer's query.

    It has a column `xid` (`xid8`, by default `pg_current_xact_id()`) and an index on xid, subject, seq.
    `content` is an expression of type `jsonb`: PostgreSQL writes one value in one way (keys by length, then by
    bytes), so that its text is what is hashed. Moments in it are texts made by `moment`, whatever the session's
    time zone. `columns`: what else `rows_of` wants to know.
    """

    name: str
    subject: str
    seq: str
    content: str
    columns: tuple[str, ...] = ()
    where: str = "true"


Found = tuple[Any, ...]
"""A row of the writer's query: xid, subject, seq, content, and the table's columns."""


@dataclass(frozen=True)
class EventSource:
    """`name` stands in the log's own table; `rows_of` makes rows from what the query found, in its order."""

    name: str
    table: Table
    rows_of: Callable[[list[Found]], list[Row]]


def moment(column: str) -> str:
    """SQL for a moment as text: UTC, to the microsecond."""
    return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"


_sources: dict[str, EventSource] = {}
_coarse: list[Callable[[Iterable[UUID]], set[UUID]]] = []
_areas: list[Callable[[], Mapping[str, str]]] = []


def log_events(source: EventSource) -> None:
    """Register a table; its events are logged from the next run on."""
    _sources[source.name] = source


def open_at_district_only(which: Callable[[Iterable[UUID]], set[UUID]]) -> None:
    """Register which of some subjects must never be opened at a town or street."""
    _coarse.append(which)


def name_areas(names: Callable[[], Mapping[str, str]]) -> None:
    """Register the names of towns and streets by code, as they are published with the openings."""
    _areas.append(names)


def event_source(name: str) -> EventSource:
    """One by its name."""
    return _sources[name]


def event_sources() -> list[EventSource]:
    """All of them, in the order of their names."""
    return [_sources[name] for name in sorted(_sources)]


def district_only(subjects: Iterable[UUID]) -> set[UUID]:
    """Those that some app wants opened at the district only."""
    held = list(subjects)
    return {subject for which in _coarse for subject in which(held)}


def area_names() -> dict[str, str]:
    """Names of towns and streets by code."""
    return {code: name for names in _areas for code, name in names().items()}
