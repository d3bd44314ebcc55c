"""The test database: migrated once, kept while what shapes it is the same, copied for every process."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from huisheng.config import postgres_launch, state
from huisheng.config.database import PREPARE_AFTER
from huisheng.config.env import CHECKOUT, environment
from huisheng.config.postgres_roles import OWNER
from huisheng.core.roles import RUNTIME

SHAPING = (
    "*/models/**/*.py",
    "*/migrations/**/*.py",
    "*/roles.py",
    "*/reference.py",
    "*/apps.py",
    "*/signals.py",
    "*/actions/load_*.py",
)
DROP_TRIES = 20
PROCRASTINATE = (
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_events",
    "procrastinate_workers",
)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy of the migrated database for this process, used as the runtime role."""
    base = _base()
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
        _drop(copy)


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


@dataclass(frozen=True)
class OwnDatabase:
    """A migrated database for one test, by the addresses of both logins."""

    name: str

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a process of Huisheng that works on it."""
        given = {name: value for name, value in os.environ.items() if not name.startswith("HUISHENG_")}
        return given | {"DATABASE_URL": self._as(RUNTIME), "DATABASE_OWNER_URL": self._as(OWNER), **more}

    def _as(self, role: str) -> str:
        given = environment().text("DATABASE_OWNER_URL" if role == OWNER else "DATABASE_URL")
        if not given:
            return postgres_launch.address(role, self.name)
        return urlsplit(given)._replace(path=f"/{self.name}").geturl()


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[OwnDatabase]:
    """One more copy, for tests that start processes or change tables."""
    name = f"{_base()}_{os.getpid()}_own"
    with django_db_blocker.unblock():
        _maintain("CREATE DATABASE {} TEMPLATE {}", name, _base())
    yield OwnDatabase(name)
    with django_db_blocker.unblock():
        _drop(name)


def _base() -> str:
    return "_".join(filter(None, ["test_huisheng", environment().text("HUISHENG_TEST_DB")]))


def _migrate(base: str) -> None:
    """Make `base` anew unless it was made by exactly this code."""
    wanted = _fingerprint()
    found = _maintain(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", values=[base]
    )
    if found == [(wanted,)]:
        return
    _drop(base)
    _maintain("CREATE DATABASE {}", base)
    _work_on(base, {})
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    _maintain("COMMENT ON DATABASE {} IS " + f"'{wanted}'", base)


def _fingerprint() -> str:
    """Hash of all that shapes the database: models, migrations, what `migrate` loads, locked versions."""
    paths = [CHECKOUT / "requirements/base.txt", Path(__file__)]
    for pattern in SHAPING:
        paths += sorted((CHECKOUT / "huisheng").glob(pattern))
    content = b"".join(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes() for path in paths)
    return hashlib.sha256(content).hexdigest()


def _work_on(name: str, options: dict[str, str]) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.settings_dict["OPTIONS"] = {"prepare_threshold": PREPARE_AFTER, **options}


def _maintain(statement: str, *names: str, values: list[str] | None = None) -> list[tuple[Any, ...]]:
    """Run one statement on the server, outside any transaction, from the maintenance database."""
    parameters = connection.get_connection_params() | {"dbname": "postgres", "options": ""}
    allowed = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(
        **{key: parameters[key] for key in allowed if key in parameters}, autocommit=True
    ) as server:
        cursor = server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)), values)
        return cursor.fetchall() if cursor.description else []


def _drop(name: str) -> None:
    """Drop a database and whoever is still in it.

    The server's own vacuum may be there, which the owner may not end: it leaves by itself in a moment.
    """
    for left in reversed(range(DROP_TRIES)):
        try:
            _maintain("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        except psycopg.errors.InsufficientPrivilege:
            if not left:
                raise
            time.sleep(0.5)
        else:
            return


def _remove_left_over_copies(base: str) -> None:
    """Copies of test runs that were killed."""
    for (name,) in _maintain(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", values=[base + "_"]
    ):
        pid = name.removeprefix(base + "_").removesuffix("_own")
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            _drop(name)


def _flush_as_owner() -> None:
    """Between transactional tests append-only tables are emptied too, which only the owner may do."""
    plain = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        empty_jobs = f"TRUNCATE {', '.join(PROCRASTINATE)} RESTART IDENTITY CASCADE"
        plain(self, ["SET ROLE NONE", *sql_list, empty_jobs, f"SET ROLE {RUNTIME}"])

    DatabaseOperations.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]
