"""What the runtime role may do to tables, kept right by every `migrate`.

The owner's login migrates; web, worker and tests are the runtime role. It may read and write rows, and it may
never change or remove a row of a model marked `append_only = True`: what happened stays on record.
(architecture.md, Growth; stack-facts.md, Two roles)
"""

from typing import Any

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

RUNTIME = "huisheng_runtime"
EXTENSIONS = ("pg_trgm", "ltree", "btree_gist")
LOCK_TIMEOUT = "10s"
STATEMENT_TIMEOUT = "10min"


class NotPrepared(Exception):
    """The server lacks what the migrations need; the message says what to do."""


def connect() -> None:
    """Have the grants renewed by every `migrate`; called once, when core is ready."""
    pre_migrate.connect(_before, dispatch_uid="core.roles.before")
    post_migrate.connect(_after, dispatch_uid="core.roles.after")


def append_only_tables() -> list[str]:
    """Tables of all models marked `append_only = True`."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


def grant_all(connection: BaseDatabaseWrapper) -> None:
    """Grant the runtime role its rights, then take away those on append-only tables, in one transaction."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {RUNTIME}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {RUNTIME}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {RUNTIME}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {RUNTIME}")
        present = set(connection.introspection.table_names(cursor))  # not all are, after a step back
        for table in present.intersection(append_only_tables()):
            name = connection.ops.quote_name(table)
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {name} FROM {RUNTIME}")


def limit_time(connection: BaseDatabaseWrapper, lock: str, statement: str) -> None:
    """How long this connection waits for a lock, and for a statement to end; `0` means for ever."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [lock])
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [statement])


def _before(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    if sender.label != "core":
        return
    connection = connections[using]
    _check_server(connection)
    # A migration that waits for a lock makes every page wait behind it: better that it fails and is run
    # again.
    limit_time(connection, LOCK_TIMEOUT, STATEMENT_TIMEOUT)


def _check_server(connection: BaseDatabaseWrapper) -> None:
    """Raise `NotPrepared` when role, extension or character classes are missing; set the default rights."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [RUNTIME])
        if cursor.fetchone()[0] == 0:
            raise NotPrepared(
                f"The role {RUNTIME} is missing. `huisheng database sql` prints how to make it."
            )
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = ANY(%s)", [list(EXTENSIONS)])
        if cursor.fetchone()[0] != len(EXTENSIONS):
            names = ", ".join(EXTENSIONS)
            raise NotPrepared(f"One of the extensions {names} is missing: `huisheng database sql`.")
        # With ctype C, pg_trgm sees no word in Chinese text, and search would silently find nothing.
        cursor.execute("SELECT show_trgm('路灯') <> '{}'")
        if not cursor.fetchone()[0]:
            raise NotPrepared("The database must be made with LC_CTYPE 'C.UTF-8': `huisheng database sql`.")
        if is_owner(connection):
            rule = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT"
            cursor.execute(f"{rule} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {RUNTIME}")
            cursor.execute(f"{rule} USAGE, SELECT ON SEQUENCES TO {RUNTIME}")


def _after(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    if sender.label == _last_app():
        limit_time(connections[using], "0", "0")
        if is_owner(connections[using]):
            grant_all(connections[using])


def _last_app() -> str:
    """The app whose signal is sent last; only then are all tables there."""
    return [config.label for config in apps.get_app_configs() if config.models_module is not None][-1]


def is_owner(connection: BaseDatabaseWrapper) -> bool:
    """Whether this connection may hand out rights; a flush under the runtime role may not, and need not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user <> %s", [RUNTIME])
        return bool(cursor.fetchone()[0])
