"""Goals for tests, set as the acts set them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from huisheng.core.ids import uuid7
from huisheng.goals.actions.load_goals import load_standing_goals
from huisheng.goals.actions.set_goal import set_goal
from huisheng.goals.actions.versions import Asked, Promise
from huisheng.goals.indicators import household_coverage
from huisheng.goals.models import Goal, Target
from huisheng.network.models import Unit

ACTOR = None


def promise_for(unit: Unit, **more: Any) -> Promise:
    """Ninety percent of the households of a unit served, from 2026 on."""
    usual = Promise(
        name="今年九成住户有人服务",
        name_en="Nine of ten households",
        indicator=household_coverage.CODE,
        value=Decimal("0.9"),
        since=date(2026, 1, 1),
        until=date(2100, 1, 1),
        unit_id=unit.pk,
        public=True,
        next_step="",
    )
    return replace(usual, **more)


def goal_for(unit: Unit, **more: Any) -> Target:
    """The same, set."""
    return set_goal(promise_for(unit, **more), asked(seen=0))


def asked(seen: int, reason: str = "", **more: Any) -> Asked:
    """Asked by a form of its own."""
    return Asked(**{"actor": ACTOR, "seen": seen, "key": uuid7(), "reason": reason, **more})


def standing(code: str) -> Target:
    """A standing goal of the model, set where it is not yet."""
    load_standing_goals()
    return Goal.objects.get(code=code).targets.get()
