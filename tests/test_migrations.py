"""Migrations are complete, named, reversible, and run under time-outs."""

import re
import subprocess
import sys

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import pre_migrate

from huisheng.config.env import CHECKOUT
from huisheng.core import roles
from tests.support.database import OwnDatabase

OURS = re.compile(r"^\d{4}_(?!.*auto_\d)[a-z][a-z0-9_]+$")


def _migrations() -> dict[tuple[str, str], object]:
    from tests.rules.sources import APPS

    loader = MigrationLoader(None)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in APPS}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_every_migration_is_named_for_what_it_does() -> None:
    assert [key for key in _migrations() if not OURS.match(key[1])] == []


def test_every_migration_can_be_undone() -> None:
    stuck = [
        f"{app}.{name}: {operation.describe()}"
        for (app, name), migration in _migrations().items()
        for operation in migration.operations  # type: ignore[attr-defined]
        if not operation.reversible
    ]
    assert stuck == []


@pytest.mark.django_db
def test_a_migration_waits_for_locks_only_so_long_and_leaves_no_limit_behind() -> None:
    """Otherwise it would queue every page behind itself while it waits for one long query."""
    options = {"using": "default", "verbosity": 0, "interactive": False, "plan": []}
    pre_migrate.send(sender=apps.get_app_config("core"), **options)
    assert _limits() == (roles.LOCK_TIMEOUT, roles.STATEMENT_TIMEOUT)
    for config in apps.get_app_configs():
        if config.models_module:
            roles._after(config)
    assert _limits() == ("0", "0")


def test_all_migrations_run_backwards_and_forwards_again(own_database: OwnDatabase) -> None:
    for step in [["people", "zero"], ["network", "zero"], ["core", "zero"], []]:
        command = [sys.executable, "-m", "huisheng", "migrate", *step, "--verbosity", "0"]
        done = subprocess.run(
            command, cwd=CHECKOUT, env=own_database.environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]


def _limits() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        lock, statement = cursor.fetchone()
        return lock, statement
