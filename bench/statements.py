"""From one real request to a pgbench script that runs the very same statements."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from bench.site import database_address, run

UUID = re.compile(r"'([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})'(::uuid)?")
HASH = re.compile(r"'[0-9a-f]{64}'")


def record(act: Callable[[], object]) -> list[str]:
    """The statements that `act` runs, with their values written in, BEGIN and COMMIT not among them."""
    seen: list[str] = []
    connection.ensure_connection()
    mogrify = psycopg.ClientCursor(connection.connection).mogrify

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(mogrify(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return seen


def script(*transactions: list[str]) -> str:
    """A pgbench script: one transaction each, every id and hash new each time, equal where they were equal."""
    names: dict[str, str] = {}
    lines: list[str] = []
    for statements in transactions:
        fresh = (_with_fresh_ids(" ".join(statement.split()), names) for statement in statements)
        lines += ["BEGIN;", *(f"{line};" for line in fresh), "COMMIT;"]
    drawn = [f"\\set {name} random(1, 9000000000000000000)" for name in [*names.values(), "secret"]]
    return "\n".join([*drawn, *lines]) + "\n"


def _with_fresh_ids(statement: str, names: dict[str, str]) -> str:
    def fresh(found: re.Match[str]) -> str:
        name = names.setdefault(found[1].replace("-", ""), f"id{len(names)}")
        value = f"lpad(to_hex(:{name}), 32, '0')"
        return f"({value})::uuid" if found[2] or "-" not in found[1] else value

    statement = HASH.sub("lpad(to_hex(:secret), 64, '0')", statement)
    # Text that begins with a colon and a letter would be a variable to pgbench.
    kept = UUID.sub(fresh, statement)
    return kept


@contextmanager
def _file(text: str) -> Any:
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "statements.sql"
        path.write_text(text)
        yield path
    finally:
        shutil.rmtree(folder)


def pgbench_rate(text: str, clients: int, seconds: int) -> float:
    """Transactions a second that pgbench gets through with this script."""
    program = shutil.which("pgbench")
    if program is None:
        raise SystemExit("pgbench is needed (Debian: apt-get install postgresql-contrib)")
    os.environ.update(database_address())
    with _file(text) as path:
        said = run(program, "-n", "-f", str(path), "-c", str(clients), "-j", "2", "-T", str(seconds))
    found = re.search(r"tps = ([0-9.]+)", said)
    failed = re.search(r"number of failed transactions: (\d+)", said)
    if found is None or (failed and failed[1] != "0"):
        raise SystemExit(said)
    return float(found[1])
