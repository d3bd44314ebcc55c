"""Which server and which login a process gets."""

import pytest

from huisheng.config.database import PREPARE_AFTER, database, is_embedded
from huisheng.config.env import Environment, SettingError

RUNTIME = "postgresql://huisheng_runtime:geheim%21@db.example.org:6432/district?sslmode=verify-full"
OWNER = "postgresql://huisheng_owner:other@db.example.org/district"


def test_a_given_address_is_used_and_nothing_is_embedded() -> None:
    env = Environment({"DATABASE_URL": RUNTIME})
    entry = database(env)
    assert not is_embedded(env)
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"]) == (
        "huisheng_runtime",
        "geheim!",
        "db.example.org",
    )
    assert (entry["PORT"], entry["NAME"], entry["OPTIONS"]) == (
        "6432",
        "district",
        {"sslmode": "verify-full", "prepare_threshold": PREPARE_AFTER},
    )


def test_behind_an_old_pooler_nothing_is_prepared() -> None:
    entry = database(Environment({"DATABASE_URL": RUNTIME, "HUISHENG_PREPARE": "0"}))
    assert "prepare_threshold" not in entry["OPTIONS"]


def test_the_owner_logs_in_under_the_owner_s_address() -> None:
    entry = database(
        Environment({"DATABASE_URL": RUNTIME, "DATABASE_OWNER_URL": OWNER, "HUISHENG_LOGIN": "owner"})
    )
    assert entry["USER"] == "huisheng_owner"


def test_a_command_of_the_owner_s_says_which_address_is_missing() -> None:
    with pytest.raises(SettingError, match="DATABASE_OWNER_URL"):
        database(Environment({"DATABASE_URL": RUNTIME, "HUISHENG_LOGIN": "owner"}))


def test_an_owner_s_address_alone_is_a_mistake() -> None:
    with pytest.raises(SettingError, match="without DATABASE_URL"):
        database(Environment({"DATABASE_OWNER_URL": OWNER}))


def test_behind_pgbouncer_the_runtime_role_uses_no_cursors_on_the_server() -> None:
    given = {"DATABASE_URL": RUNTIME, "DATABASE_OWNER_URL": OWNER}
    assert database(Environment(given))["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert database(Environment(given | {"HUISHENG_LOGIN": "owner"}))["DISABLE_SERVER_SIDE_CURSORS"] is False


def test_connections_are_checked_before_use_so_that_a_restart_of_the_database_is_not_felt() -> None:
    assert database(Environment({"DATABASE_URL": RUNTIME}))["CONN_HEALTH_CHECKS"] is True


def test_the_pool_holds_as_many_connections_as_the_setting_says() -> None:
    entry = database(Environment({"DATABASE_URL": RUNTIME, "HUISHENG_POOL": "4"}))
    assert entry["OPTIONS"]["pool"]["max_size"] == 4
    assert entry["CONN_MAX_AGE"] == 0
