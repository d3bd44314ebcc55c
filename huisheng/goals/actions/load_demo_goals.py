"""The demo's goals: the two standing ones, and one that a street has for the year. Only in the demo."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from huisheng.core import clock
from huisheng.goals.actions.load_goals import load_standing_goals
from huisheng.goals.actions.say_next_step import say_next_step
from huisheng.goals.actions.set_goal import set_goal
from huisheng.goals.actions.versions import Asked, Promise
from huisheng.goals.indicators import household_coverage
from huisheng.goals.models import Goal
from huisheng.network.models import UnitKind
from huisheng.network.tree import tree

NEXT_STEPS = {
    "land": "先和相邻的支部商定空白和重叠归谁，再改边界。",
    "households": "给没有中心户的楼各请一户党员家庭做中心户。",
}
STREET = "春"


@transaction.atomic
def load_demo_goals() -> int:
    """Set them; how many. A second time changes nothing."""
    if not settings.DEMO or not load_standing_goals():
        return 0
    for code, words in NEXT_STEPS.items():
        say_next_step(Goal.objects.get(code=code).pk, words, Asked(None, seen=1))
    streets = [unit for unit in tree().units.values() if unit.kind == UnitKind.SUBCENTRE and not unit.closed]
    street = next((unit for unit in streets if unit.code == STREET), None)
    if street is None:
        return len(NEXT_STEPS)
    year = clock.today().year
    set_goal(
        Promise(
            name=f"{year} 年住户覆盖（示意）",
            name_en=f"Households served, {year} (illustrative)",
            indicator=household_coverage.CODE,
            value=Decimal("0.9900"),
            since=date(year, 1, 1),
            until=date(year + 1, 1, 1),
            unit_id=street.id,
            public=True,
            next_step="逐栋核对还没有划进责任田的楼。",
        ),
        Asked(None, seen=0),
    )
    return len(NEXT_STEPS) + 1
