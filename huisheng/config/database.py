"""How Django connects: embedded server or `DATABASE_URL`, as the runtime role or as the owner."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

from huisheng.config import postgres_launch, postgres_roles, state
from huisheng.config.env import Environment, SettingError

PREPARE_AFTER = 5  # uses of a query in one connection


def is_embedded(env: Environment) -> bool:
    return not env.text("DATABASE_URL")


def database(env: Environment) -> dict[str, Any]:
    """The `default` entry of DATABASES. Raises `SettingError` when only one of the two logins is given."""
    if not env.text("DATABASE_URL") and env.text("DATABASE_OWNER_URL"):
        raise SettingError("DATABASE_OWNER_URL is set without DATABASE_URL: set both, or neither.")
    owner = env.text("HUISHENG_LOGIN") == "owner"
    entry = _embedded(owner) if is_embedded(env) else _given(env, owner)
    pool = env.number("HUISHENG_POOL")
    if pool:
        entry["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
    # Without health checks requests fail after a restart of the database, until each connection has failed
    # once.
    if env.yes("HUISHENG_PREPARE"):
        entry["OPTIONS"]["prepare_threshold"] = PREPARE_AFTER
    # PgBouncer, which may stand before a server of one's own, loses cursors between transactions. The owner
    # connects directly, and loaders read much.
    pooled = not is_embedded(env) and not owner
    return entry | {
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0 if pool else 600,
    }


def _embedded(owner: bool) -> dict[str, Any]:
    role = postgres_roles.OWNER if owner else postgres_roles.RUNTIME
    return {
        "NAME": postgres_launch.DATABASE,
        "HOST": postgres_launch.socket_folder(),
        "USER": role,
        "PASSWORD": state.secret(postgres_roles.SECRETS[role]),
        "OPTIONS": {},
    }


def _given(env: Environment, owner: bool) -> dict[str, Any]:
    name = "DATABASE_OWNER_URL" if owner else "DATABASE_URL"
    if not env.text(name):
        raise SettingError(f"This command needs the owner's login: set {name} (docs/how-to/own-database.md).")
    parts: dict[str, Any] = dict(conninfo_to_dict(env.text(name)))
    return {
        "NAME": parts.pop("dbname", "huisheng"),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "OPTIONS": parts,
    }
