"""Sending statements one after the other without waiting for each answer (PostgreSQL's pipeline mode)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def pipelined() -> Iterator[None]:
    """Statements in this block whose answers nobody reads are sent at once; a fault comes at the end of it.

    Use it inside `atomic()`, round writes that depend on nothing that the others answer. A statement whose
    rows are read waits for its own answer and for those before it.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
