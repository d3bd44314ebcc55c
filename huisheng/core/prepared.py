"""Statements whose SQL is made once in a process: what every request asks or writes costs no making of it.

Django makes the SQL of a query anew at every use, which takes longer than PostgreSQL needs for a row by its
key. The query stays a query set, and the rows stay models, checked like any other; only the text is kept.
"""

from collections.abc import Callable, Container, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any
from uuid import uuid4

import psycopg
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import (
    AutoField,
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    QuerySet,
    SmallIntegerField,
    TextField,
    UUIDField,
    Value,
)

AS_THEY_ARE = (
    *(CharField, TextField, BooleanField, UUIDField, DateField, DateTimeField),
    *(
        BigAutoField,
        BigIntegerField,
        IntegerField,
        PositiveIntegerField,
        PositiveSmallIntegerField,
        SmallIntegerField,
    ),
)


class Given(Value):
    """A value that is known only when the query runs: `Given("person", IntegerField())` in a filter."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class GivenAny(Given):
    """Any of a list that is known only when the query runs: `pk=GivenAny("ids", UUIDField())`."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "ANY(%s)", (self,)


class Prepared:
    """A query made by `make` at its first use; its rows are plain tuples, as the database driver gives them.

    Columns need no conversion by Django: no JSON, no field with `from_db_value`. What is asked often is also
    planned once in a connection: of a short query that is most of the work. Values that the query holds stay
    in its text, so that it is planned for them; only what is `Given` is sent beside it.
    """

    def __init__(self, make: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._make = make
        self._made: tuple[str, tuple[str, ...]] | None = None

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """All rows. One statement, none where no row can be. KeyError when a `Given` got no value."""
        sql, names = self._made or self._make_it()
        if not sql:
            return []
        values = [given[name] for name in names]
        with _cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    def _make_it(self) -> tuple[str, tuple[str, ...]]:
        try:
            sql, values = self._make().query.sql_with_params()
        except EmptyResultSet:
            self._made = "", ()
        else:
            self._made = _text_of(sql, values)
        return self._made


def _text_of(sql: str, values: Sequence[Any]) -> tuple[str, tuple[str, ...]]:
    """The SQL with its values in it and a mark for each `Given`, and the names of these in their order."""
    marks = {n: f"given-{uuid4()}" for n, value in enumerate(values) if isinstance(value, Given)}
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        filling = psycopg.ClientCursor(connection.connection)
        filled = filling.mogrify(sql, [marks.get(n, value) for n, value in enumerate(values)])
    text = filled.replace("%", "%%")
    for mark in marks.values():
        text = text.replace(f"'{mark}'", "%s")
    return text, tuple(values[n].value for n in marks)


def _cursor() -> CursorWrapper:
    """A cursor as `connection.cursor()` gives it, but one that sends values beside the text."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    cursor: Any = psycopg.Cursor(connection.connection)
    make = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return make(cursor)


def columns_of(model: type[Model], only: Container[str] = ()) -> list[str]:
    """The names of a model's columns, or of its key and those that are named, as `model.from_db` takes them."""
    fields = model._meta.concrete_fields
    return [field.attname for field in fields if not only or field.primary_key or field.name in only]


def insert_rows(rows: Sequence[Model]) -> None:
    """Write new rows of one model in one statement, as `bulk_create` does; none, when there are none.

    For rows that bring their keys, or whose keys nobody needs: none comes back. No signal is sent.
    """
    if not rows:
        return
    model = type(rows[0])
    values = list(map(_values_of(model, add=True), rows))
    # What all rows leave open is not sent: a new case has fifty of its seventy-three columns.
    told = tuple(
        n for n, column in enumerate(zip(*values, strict=True)) if any(v is not None for v in column)
    )
    into, marks = _insert_of(model, told)
    with connection.cursor() as cursor:
        cursor.execute(into + ", ".join([marks] * len(rows)), [row[n] for row in values for n in told])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def write_row(row: Model) -> None:
    """Write every column of a row that is there, by its key, as `save(force_update=True)` does. No signal is sent.

    `LookupError` when there is no such row.
    """
    model = type(row)
    values = _values_of(model, add=False)(row)
    with connection.cursor() as cursor:
        cursor.execute(_update_of(model), values)
        if cursor.rowcount != 1:
            raise LookupError(row.pk)


def update_rows(
    model: type[Model], rows: Sequence[Any], names: Sequence[str], key: Sequence[str] = ("id",)
) -> None:
    """Write these columns of many rows, each its own values, in one statement; none, when there are none.

    What is the same in all rows is sent once.

    `names` and `key` are names as columns have them (`unit_id`). No signal is sent.
    """
    if not rows or not names:
        return
    values = {name: [getattr(row, name) for row in rows] for name in (*key, *names)}
    same = [name for name in names if all(value == values[name][0] for value in values[name])]
    lists = [name for name in values if name not in same]
    quoted, by_name = connection.ops.quote_name, {f.attname: f for f in model._meta.concrete_fields}
    kinds = {name: by_name[name].db_type(connection) for name in values}
    sets = ", ".join(
        f"{quoted(name)} = " + (f"%s::{kinds[name]}" if name in same else f"new_{name}") for name in names
    )
    arrays = ", ".join(f"%s::{kinds[name]}[]" for name in lists)
    new = ", ".join(f"new_{name}" for name in lists)
    where = " AND ".join(f"old.{quoted(name)} = new_{name}" for name in key)
    # Safe: names of our own tables and columns, and marks for the values.
    statement = (
        f"UPDATE {quoted(model._meta.db_table)} AS old SET {sets} "  # noqa: S608
        f"FROM unnest({arrays}) AS new ({new}) WHERE {where}"
    )
    given = [values[name][0] for name in names if name in same] + [values[name] for name in lists]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


@cache
def _values_of(model: type[Model], *, add: bool) -> Callable[[Any], list[Any]]:
    """A function that reads a row's columns as the database driver takes them: of a new row, or the key last.

    Most fields hold what the driver takes; Django need not look at each of their values.
    """
    fields = _written(model) if add else [*_unkeyed(model), model._meta.pk]
    read = attrgetter(*(field.attname for field in fields))
    made = [(n, field) for n, field in enumerate(fields) if not _is_saved_as_it_is(field)]

    def values(row: Any) -> list[Any]:
        found = list(read(row))
        for n, field in made:
            found[n] = field.get_db_prep_save(field.pre_save(row, add=add), connection)
        return found

    return values


def _is_saved_as_it_is(field: "Field[Any, Any]") -> bool:
    if isinstance(field, ForeignKey):
        return _is_saved_as_it_is(field.target_field)
    by_itself = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return type(field) in AS_THEY_ARE and not by_itself


@cache
def _written(model: type[Model]) -> "list[Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]


@cache
def _unkeyed(model: type[Model]) -> "list[Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields if not field.primary_key]


@cache
def _update_of(model: type[Model]) -> str:
    quoted = connection.ops.quote_name
    sets = ", ".join(f"{quoted(str(field.column))} = {_placeholder(field)}" for field in _unkeyed(model))
    # Safe: names of our own table and columns, and marks for the values.
    return f"UPDATE {quoted(model._meta.db_table)} SET {sets} WHERE {quoted(str(model._meta.pk.column))} = %s"  # noqa: S608


@lru_cache(maxsize=1000)
def _insert_of(model: type[Model], told: tuple[int, ...]) -> tuple[str, str]:
    """What comes before the rows, and one row: kept for any number of them, since a sweep writes thousands."""
    quoted, written = connection.ops.quote_name, _written(model)
    fields = [written[n] for n in told]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    row = f"({', '.join(_placeholder(field) for field in fields)})"
    # Safe: names of our own tables and columns, and marks for the values.
    return f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ", row  # noqa: S608


def _placeholder(field: "Field[Any, Any]") -> str:
    """What stands for a value: lists say what they are lists of."""
    return f"%s::{field.db_type(connection)}" if isinstance(field, ArrayField) else "%s"
