"""The database's two roles, its extensions and what must be true of it, embedded or not.

`huisheng_owner` owns the tables and migrates; `huisheng_runtime` is who web and worker are. The runtime role
cannot change the tables' shape, and `core.roles` takes from it the right to alter append-only rows. Roles
belong to the whole server, so they are made here and not in a migration.
"""

from collections.abc import Callable

import psycopg
from psycopg import sql

from huisheng.core import roles

OWNER = "huisheng_owner"
RUNTIME = roles.RUNTIME
SECRETS = {"postgres": "superuser", OWNER: "owner", RUNTIME: "runtime"}
EXTENSIONS = (*roles.EXTENSIONS, "pg_stat_statements")


def set_up(conninfo: Callable[[str, str], str]) -> None:
    """Make or mend roles, extensions and database of the embedded server, by `conninfo(user, database)`."""
    from huisheng.config import state

    with psycopg.connect(conninfo("postgres", "template1"), autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    with psycopg.connect(conninfo("postgres", "postgres"), autocommit=True) as connection:
        for role in (OWNER, RUNTIME):
            _make_role(connection, role, state.secret(SECRETS[role]))
        connection.execute(f"ALTER ROLE {OWNER} CREATEDB")
        connection.execute(f"GRANT {RUNTIME} TO {OWNER}")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'huisheng'").fetchone():
            connection.execute(f"CREATE DATABASE huisheng OWNER {OWNER}")
    assert_trigrams(conninfo("postgres", "huisheng"))


def _make_role(connection: psycopg.Connection, role: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    statement = "ALTER ROLE {} LOGIN PASSWORD {}" if known else "CREATE ROLE {} LOGIN PASSWORD {}"
    connection.execute(sql.SQL(statement).format(sql.Identifier(role), sql.Literal(password)))


class WrongLocale(Exception):
    """The database's character classes do not know Chinese; search would silently find nothing."""


def assert_trigrams(conninfo: str) -> None:
    """Raise `WrongLocale` when pg_trgm finds no trigram in Chinese words (ctype C does that)."""
    with psycopg.connect(conninfo) as connection:
        found = connection.execute("SELECT show_trgm('路灯') <> '{}'").fetchone()
    if found is None or not found[0]:
        raise WrongLocale(
            "This database does not see words in Chinese text. Make it with LC_CTYPE 'C.UTF-8': "
            "docs/how-to/own-database.md"
        )


def statements_for_own_server(owner_password: str, runtime_password: str) -> str:
    """SQL with which a superuser prepares a server of the installation's own."""
    lines = [
        f"CREATE ROLE {RUNTIME} LOGIN PASSWORD '{runtime_password}';",
        f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{owner_password}';",
        f"GRANT {RUNTIME} TO {OWNER};",
        f"CREATE DATABASE huisheng OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'",
        "  LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';",
        "\\connect huisheng",
        *(f"CREATE EXTENSION IF NOT EXISTS {name};" for name in roles.EXTENSIONS),
    ]
    return "\n".join(lines)
