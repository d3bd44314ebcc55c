"""Settings are checked when a process starts, and all faults are told at once."""

from pathlib import Path

import pytest

from huisheng.config.env import CHECKOUT, SETTINGS, Environment, SettingError


def test_without_any_setting_everything_has_its_default() -> None:
    env = Environment({})
    assert env.number("PORT") == 8765
    assert env.yes("HUISHENG_DEMO") is False
    assert env.state == CHECKOUT / ".huisheng"


def test_an_empty_setting_counts_as_not_set() -> None:
    assert Environment({"PORT": ""}).number("PORT") == 8765


def test_a_relative_folder_counts_from_the_checkout_and_an_absolute_one_stands() -> None:
    assert Environment({"HUISHENG_STATE": "other"}).state == CHECKOUT / "other"
    assert Environment({"HUISHENG_STATE": "/var/lib/huisheng"}).state == Path("/var/lib/huisheng")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("HUISHENG_DEMO", "yes"),
        ("HUISHENG_POOL", "-1"),
        ("HUISHENG_TILES", "tiles.example.org"),
        ("DATABASE_URL", "mysql://x"),
        ("HUISHENG_LOGIN", "root"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        Environment({name: value})


def test_a_name_with_a_typing_error_is_not_passed_over() -> None:
    with pytest.raises(SettingError, match="HUISHENG_DEOM is not a setting; did you mean HUISHENG_DEMO"):
        Environment({"HUISHENG_DEOM": "1"})


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(SettingError) as told:
        Environment({"PORT": "x", "HUISHENG_DEBUG": "x", "HUISHENG_X": "1"})
    assert len(str(told.value).splitlines()) == 4


def test_every_setting_has_a_meaning_and_a_default_that_can_be_used() -> None:
    assert all(each.meaning.endswith(".") for each in SETTINGS)
    Environment({each.name: each.default for each in SETTINGS})
