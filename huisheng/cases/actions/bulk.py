"""Writing rows by the ten thousand: made without the machinery of models, written with one COPY a table."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import connection, models

from huisheng.cases.actions.course import SALT_BYTES, Actor, Course
from huisheng.cases.models import Case, CaseEvent, CaseWords, SideClock
from huisheng.core.models import AuditEntry
from huisheng.network.tree import tree

# COPY's text format: https://www.postgresql.org/docs/current/sql-copy.html
NULL = r"\N"
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
ROWS_AT_ONCE = 1_000
ALWAYS = datetime.min.replace(tzinfo=UTC)

Row = TypeVar("Row", bound=models.Model)


def plain(model: type[Row]) -> type[Row]:
    """A class with the columns and defaults of a model and nothing else: made ten times as quickly.

    To its makers it is the model: only columns are set and read. Defaults are shared, so never changed.
    """
    fields = model._meta.concrete_fields
    defaults = {field.attname: None if field.primary_key else field.get_default() for field in fields}

    return cast(type[Row], type(f"Plain{model.__name__}", (_Plain,), defaults))


class _Plain:
    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


class Randomness:
    """Random bytes of one length, asked of the kernel a thousand at a time."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._held: Iterator[bytes] = iter(())

    def __call__(self) -> bytes:
        taken = next(self._held, None)
        if taken is None:
            some = os.urandom(self._length * ROWS_AT_ONCE)
            self._held = iter([some[at : at + self._length] for at in range(0, len(some), self._length)])
            taken = next(self._held)
        return taken


new_salt = Randomness(SALT_BYTES)


class BulkCourse(Course):
    """A course of plain rows, for `write_courses`. Its audit says when each act was, not when it is written."""

    IS_KEPT = False
    CASE, EVENT, WORDS, AUDIT = plain(Case), plain(CaseEvent), plain(CaseWords), plain(AuditEntry)

    def _salt(self) -> bytes:
        return new_salt()

    def _audit(self, event: CaseEvent, by: Actor) -> AuditEntry:
        return self.AUDIT(
            at=event.at,
            actor=by.account_id,
            action=f"case.{event.act}",
            subject=f"case:{event.case_id}",
            detail={"seq": event.seq},
        )


def write_courses(courses: Iterable[Course], *, audited_from: datetime | None = ALWAYS) -> None:
    """Write new cases with their events, words and audit: one statement a table, however many cases.

    The audit of acts before `audited_from` is left out; of all of them when it is None.
    """
    held = list(courses)
    place_courses(held)
    copy_in(Case, (course.case for course in held))
    copy_in(CaseEvent, (event for course in held for event in course.events))
    copy_in(CaseWords, (words for course in held for words in course.words))
    copy_in(SideClock, (clock for course in held for clock in course.beside.started))
    if audited_from is not None:
        lines = (line for course in held for line in course.audits if line.at >= audited_from)
        copy_in(AuditEntry, lines)


Above = dict[int, tuple[int | None, int | None]]


def place_courses(courses: Sequence[Course], known: Above | None = None) -> None:
    """Ancestors at levels 3 and 2, looked up once for each unit; `known` carries them from call to call."""
    network = tree()
    known = {} if known is None else known
    for course in courses:
        unit_id = course.case.unit_id
        if unit_id not in known:
            known[unit_id] = (network.at_level(unit_id, 3), network.at_level(unit_id, 2))
        course.case.station_id, course.case.subcentre_id = known[unit_id]


def copy_in(model: type[Row], rows: Iterable[Row]) -> None:
    """Write rows that are not in the database, in one statement; a key that the database gives is left to it."""
    write_lines(model, map(line_of(model), rows))


def line_of(model: type[Row]) -> Callable[[Row], str]:
    """How a row of a model is written as a line of COPY."""
    values = attrgetter(*(field.attname for field in _written(model)))

    def line(row: Row) -> str:
        return "\t".join([FORMATS[value.__class__](value) for value in values(row)])

    return line


Lines = dict[type[models.Model], list[str]]


def lines_of(course: Course, known: Above | None = None, *, audited: bool = False) -> Lines:
    """The rows of a new case as lines of COPY, by model. `known` carries ancestors from call to call."""
    place_courses([course], known)
    return {
        Case: [LINE_OF_CASE(course.case)],
        CaseEvent: [LINE_OF_EVENT(event) for event in course.events],
        CaseWords: [LINE_OF_WORDS(words) for words in course.words],
        AuditEntry: [LINE_OF_AUDIT(entry) for entry in course.audits] if audited else [],
    }


class Stencil:
    """Lines of one model in which only some columns change; the others are as in an example."""

    def __init__(self, model: type[Row], example: Row, changing: frozenset[str]) -> None:
        names = [field.attname for field in _written(model)]
        self._changing = itemgetter(*(name for name in names if name in changing))
        texts = {name: getattr(example, name) for name in names if name not in changing}
        self._form = "\t".join(
            FORMATS[texts[name].__class__](texts[name]).replace("%", "%%") if name in texts else "%s"
            for name in names
        )

    def line(self, values: Mapping[str, Any]) -> str:
        """A line with these values in the columns that change."""
        return self._form % tuple([FORMATS[value.__class__](value) for value in self._changing(values)])


def write_lines(model: type[models.Model], lines: Iterable[str]) -> None:
    """Write rows given as lines of COPY, in one statement."""
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in _written(model))
    statement = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({names}) FROM STDIN"
    coming = iter(lines)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        while some := list(islice(coming, ROWS_AT_ONCE)):
            copy.write("\n".join(some) + "\n")


def _written(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def _array(items: list[str]) -> str:
    """Tokens hold letters, digits and Chinese characters only, so that quoting them needs no escapes."""
    return '{"' + '","'.join(items) + '"}' if items else "{}"


def escaped(text: str) -> str:
    """Text as it may stand in a line. Most holds nothing to escape, and looking is quicker than translating."""
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        return text.translate(ESCAPES)
    return text


ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def _json(value: Any) -> str:
    return escaped(ENCODE(value))


class _Formats(dict[type, Callable[[Any], str]]):
    """How values are written, by their class; a choice (a string of a class of its own) as what it is."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        known = next(known for known in (str, int, datetime, date) if issubclass(kind, known))
        self[kind] = str.__str__ if known is str else self[known]
        return self[kind]


FORMATS = _Formats(
    {
        type(None): lambda _: NULL,
        bool: lambda value: "t" if value else "f",
        int: str,
        float: repr,
        str: escaped,
        UUID: lru_cache(maxsize=64)(str),  # the id of a case stands in all of its rows
        datetime: lru_cache(maxsize=64)(datetime.isoformat),
        date: date.isoformat,
        bytes: lambda value: r"\\x" + value.hex(),
        list: _array,
        dict: _json,
    }
)

LINE_OF_CASE, LINE_OF_EVENT = line_of(Case), line_of(CaseEvent)
LINE_OF_WORDS, LINE_OF_AUDIT = line_of(CaseWords), line_of(AuditEntry)
