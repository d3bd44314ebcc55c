"""The console command gives each of Django's commands the login and the server that it needs."""

import os
import signal
from typing import Any

import pytest
from django.core import management

from huisheng.config import cli, start
from huisheng.config.env import SettingError


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What commands asked to have prepared: (login, whether with a database)."""
    asked: list[tuple[str, bool]] = []

    def prepare(login: str = "", with_database: bool = True) -> None:
        asked.append((login, with_database))

    monkeypatch.setattr(start, "prepare", prepare)
    monkeypatch.setattr(management, "execute_from_command_line", lambda _arguments: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.delenv("HUISHENG_DEMO", raising=False)
    return asked


@pytest.mark.parametrize("command", ["migrate", "load_network", "load_calendar", "prepare_demo"])
def test_what_changes_tables_or_loads_data_is_the_owner(command: str, prepared: list[Any]) -> None:
    cli.main([command])
    assert prepared == [("owner", True)]


@pytest.mark.parametrize("command", ["run_worker", "import_cases", "first_administrator", "shell", "check"])
def test_everything_else_is_the_runtime_role(command: str, prepared: list[Any]) -> None:
    cli.main([command])
    assert prepared == [("", True)]


def test_help_starts_no_database(prepared: list[Any]) -> None:
    cli.main(["help"])
    assert prepared == [("", False)]


def test_only_commands_about_the_demo_turn_the_demo_on(
    prepared: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.main(["load_demo"])
    assert "HUISHENG_DEMO" not in os.environ
    monkeypatch.setenv("HUISHENG_DEMO", "0")  # so that it is put back after the test
    cli.main(["demo_codes"])
    assert os.environ["HUISHENG_DEMO"] == "1"


def test_a_wrong_setting_is_told_without_a_traceback(
    prepared: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise SettingError("PORT: use a whole number.")

    monkeypatch.setattr(start, "prepare", refuse)
    with pytest.raises(SystemExit, match="PORT: use a whole number"):
        cli.main(["check"])
