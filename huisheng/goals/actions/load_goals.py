"""The two standing goals of the model (domain.md D1), owned by the unit at the top."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from huisheng.core import audit
from huisheng.goals.indicators import household_coverage, land_coverage
from huisheng.goals.models import Goal, Target
from huisheng.network.tree import tree

STANDING = {
    "land": ("每一寸土地都有人管理", "Every inch of land is managed", land_coverage.CODE),
    "households": ("每一户家庭都有人服务", "Every household is served", household_coverage.CODE),
}


@transaction.atomic
def load_standing_goals() -> int:
    """Set those that are not there yet; how many. Nothing in an empty network, or a second time."""
    root = tree().root
    if root is None:
        return 0
    made = 0
    for code, (name, name_en, indicator) in STANDING.items():
        goal, is_new = Goal.objects.get_or_create(code=code, defaults={"standing": True})
        if not is_new:
            continue
        Target.objects.create(
            goal=goal, version=1, name=name, name_en=name_en, indicator=indicator, value=Decimal(1),
            since=root.since, unit_id=root.id,
        )  # fmt: skip
        made += 1
    if made:
        audit.record("goals.standing_goals_set", actor=None, goals=made)
    return made
