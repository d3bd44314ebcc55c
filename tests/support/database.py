"""The test database: migrated once, kept while what shapes it is the same, copied for every process."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from huisheng.config import state
from huisheng.config.env import CHECKOUT, environment
from huisheng.core.roles import RUNTIME

PROCRASTINATE = (
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_events",
    "procrastinate_workers",
)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy of the migrated database for this process, used as the runtime role."""
    base = "_".join(filter(None, ["test_huisheng", environment().text("HUISHENG_TEST_DB")]))
    copy = f"{base}_{os.getpid()}"
    with django_db_blocker.unblock():
        with state.locked("test-database"):
            _remove_left_over_copies(base)
            _migrate(base)
            _maintain("CREATE DATABASE {} TEMPLATE {}", copy, base)
            _maintain("ALTER DATABASE {} SET synchronous_commit = off", copy)
        _work_on(copy, {"options": f"-c role={RUNTIME}"})
        _flush_as_owner()
    yield
    with django_db_blocker.unblock():
        connection.close()
        _maintain("DROP DATABASE {} WITH (FORCE)", copy)


@pytest.fixture
def as_owner() -> Callable[[], AbstractContextManager[None]]:
    """`with as_owner():` does what the runtime role may not, such as altering the past for a test."""

    @contextmanager
    def owner() -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            try:
                yield
            finally:
                cursor.execute(f"SET ROLE {RUNTIME}")

    return owner


def _migrate(base: str) -> None:
    """Make `base` anew unless it was made by exactly this code."""
    wanted = _fingerprint()
    found = _maintain(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", values=[base]
    )
    if found == [(wanted,)]:
        return
    _maintain("DROP DATABASE IF EXISTS {} WITH (FORCE)", base)
    _maintain("CREATE DATABASE {}", base)
    _work_on(base, {})
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    _maintain("COMMENT ON DATABASE {} IS " + f"'{wanted}'", base)


def _fingerprint() -> str:
    """Hash of all that shapes the database: models, migrations, grants and the locked versions."""
    paths = [CHECKOUT / "requirements/base.txt", CHECKOUT / "huisheng/core/roles.py", Path(__file__)]
    for folder in ("models", "migrations"):
        paths += sorted((CHECKOUT / "huisheng").glob(f"*/{folder}/**/*.py"))
    content = b"".join(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes() for path in paths)
    return hashlib.sha256(content).hexdigest()


def _work_on(name: str, options: dict[str, str]) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.settings_dict["OPTIONS"] = options


def _maintain(statement: str, *names: str, values: list[str] | None = None) -> list[tuple[Any, ...]]:
    """Run one statement on the server, outside any transaction, from the maintenance database."""
    parameters = connection.get_connection_params() | {"dbname": "postgres", "options": ""}
    allowed = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(
        **{key: parameters[key] for key in allowed if key in parameters}, autocommit=True
    ) as server:
        cursor = server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)), values)
        return cursor.fetchall() if cursor.description else []


def _remove_left_over_copies(base: str) -> None:
    """Copies of test runs that were killed."""
    for (name,) in _maintain(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", values=[base + "_"]
    ):
        pid = name.removeprefix(base + "_")
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            _maintain("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _flush_as_owner() -> None:
    """Between transactional tests append-only tables are emptied too, which only the owner may do."""
    plain = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        empty_jobs = f"TRUNCATE {', '.join(PROCRASTINATE)} RESTART IDENTITY CASCADE"
        plain(self, ["SET ROLE NONE", *sql_list, empty_jobs, f"SET ROLE {RUNTIME}"])

    DatabaseOperations.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]
