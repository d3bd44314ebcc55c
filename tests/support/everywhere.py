"""Looking for strings in the whole database: every column of every table that can hold words or bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.contrib.sessions.models import Session
from django.db import connection

COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type
FROM information_schema.columns AS c
JOIN information_schema.tables AS t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
  AND c.data_type IN ('text', 'character varying', 'character', 'bytea', 'json', 'jsonb', 'ARRAY', 'USER-DEFINED')
ORDER BY c.table_name, c.ordinal_position
"""
Place = tuple[str, str]


def found_in_database(strings: Iterable[str]) -> dict[Place, set[str]]:
    """Where each of the strings stands, as `(table, column)`; one statement a table, and the sessions decoded."""
    wanted = [string for string in strings if string]
    found: dict[Place, set[str]] = {}
    for table, columns in _tables():
        for column, string in _in_table(table, columns, wanted):
            found.setdefault((table, column), set()).add(string)
    for string in _in_sessions(wanted):
        found.setdefault(("django_session", "session_data, decoded"), set()).add(string)
    return found


def _tables() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        rows = cursor.fetchall()
    for table in sorted({table for table, _column, _kind in rows}):
        yield table, [(column, kind) for name, column, kind in rows if name == table]


def _in_table(table: str, columns: list[tuple[str, str]], wanted: list[str]) -> Iterator[tuple[str, str]]:
    """Column and string of everything found."""
    asked, values, meant = [], [], []
    for column, kind in columns:
        for string in wanted:
            name = f'"{column}"' if kind == "bytea" else f'"{column}"::text'
            asked.append(f"bool_or(position(%s in {name}) > 0)")
            values.append(string.encode() if kind == "bytea" else string)
            meant.append((column, string))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {", ".join(asked)} FROM "{table}"', values)
        row = cursor.fetchone() or ()
    yield from (where for where, here in zip(meant, row, strict=True) if here)


def _in_sessions(wanted: list[str]) -> Iterator[str]:
    held = [json.dumps(session.get_decoded(), ensure_ascii=False) for session in Session.objects.all()]
    yield from (string for string in wanted if any(string in each for each in held))
