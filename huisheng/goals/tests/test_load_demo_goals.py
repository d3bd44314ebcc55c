"""The demo's goals: set once, in the demo only."""

from __future__ import annotations

import pytest
from django.conf import settings

from huisheng.goals.actions import load_demo_goals as act
from huisheng.goals.actions.load_demo_goals import load_demo_goals
from huisheng.goals.models import Goal
from huisheng.goals.queries import newest_targets
from tests.cast import Cast


def test_they_are_set_once_with_owner_target_and_next_step(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setattr(act, "STREET", cast.street.code)
    assert (load_demo_goals(), load_demo_goals()) == (3, 0)
    found = {each.goal.code: (each.unit_id, bool(each.next_step)) for each in newest_targets()}
    year = Goal.objects.get(standing=False).code
    assert found == {
        "land": (cast.bureau.pk, True),
        "households": (cast.bureau.pk, True),
        year: (cast.street.pk, True),
    }


def test_elsewhere_there_are_none(cast: Cast) -> None:
    assert load_demo_goals() == 0 and not Goal.objects.exists()
