"""`huisheng load_demo`: the whole district once, into an empty database, and only in the demo."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import State
from huisheng.config import state
from huisheng.network import tree
from huisheng.people.models import Account, Appointment
from tests.cast import Cast

MATTERS = 400


@pytest.fixture
def demo(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of the demo, with a state folder of its own."""
    settings.DEMO = True
    monkeypatch.setattr(state, "folder", lambda: tmp_path)
    return tmp_path


def load() -> str:
    out = StringIO()
    call_command("load_demo", "--matters", str(MATTERS), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("moment")
def test_the_district_is_at_work_after_one_command_and_a_second_does_nothing(demo: Path) -> None:
    tree.forget()
    load()
    assert Account.objects.filter(demo=True).exists()
    assert set(Case.objects.values_list("state", flat=True)) == set(State)
    clerk = Appointment.objects.get(person__account__login="wang.fang")
    assert Case.objects.filter(unit_id__in=tree.tree().subtree(clerk.unit_id or 0)).exists()
    links = json.loads((demo / "demo-links.json").read_text())
    assert set(links) == {"answered", "handling", "question", "mediated", "opened"}
    count = Case.objects.count()
    assert load() == "The demo district is there already.\n"
    assert Case.objects.count() == count
    tree.forget()


@pytest.mark.django_db
def test_outside_the_demo_nothing_is_loaded() -> None:
    with pytest.raises(CommandError, match="HUISHENG_DEMO=1"):
        load()
    assert not Account.objects.exists()


def test_among_real_data_nothing_is_invented(cast: Cast, demo: Path) -> None:
    with pytest.raises(CommandError, match="holds units that are not the demo's"):
        load()
    assert not Case.objects.exists()
