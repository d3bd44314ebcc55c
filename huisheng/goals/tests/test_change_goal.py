"""Changing a goal: the next version, a reason, and what standing goals keep."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from huisheng.goals.actions.change_goal import change_goal
from huisheng.goals.indicators import household_coverage
from huisheng.goals.models import Target
from huisheng.goals.queries import newest_targets
from huisheng.goals.tests.promises import asked, goal_for, promise_for, standing
from huisheng.network.editing import ChangedMeanwhile, Refused
from tests.cast import Cast


def test_the_old_target_stays_beside_the_new_one_with_the_reason(cast: Cast) -> None:
    first = goal_for(cast.street)
    second = change_goal(
        first.goal_id, promise_for(cast.street, value=Decimal("0.8")), asked(seen=1, reason="新楼多")
    )
    assert (second.version, second.value, second.reason) == (2, Decimal("0.8"), "新楼多")
    assert list(first.goal.targets.order_by("version").values_list("value", flat=True)) == [
        Decimal("0.9"), Decimal("0.8"),
    ]  # fmt: skip
    assert [each.version for each in newest_targets()] == [2]


def test_a_change_without_a_reason_is_refused(cast: Cast) -> None:
    first = goal_for(cast.street)
    with pytest.raises(Refused) as refused:
        change_goal(first.goal_id, promise_for(cast.street, value=Decimal("0.8")), asked(seen=1))
    assert list(refused.value.problems) == ["reason"]


def test_whoever_comes_second_is_told(cast: Cast) -> None:
    first = goal_for(cast.street)
    change_goal(first.goal_id, promise_for(cast.street, value=Decimal("0.8")), asked(seen=1, reason="一"))
    with pytest.raises(ChangedMeanwhile) as changed:
        change_goal(first.goal_id, promise_for(cast.street, value=Decimal("0.7")), asked(seen=1, reason="二"))
    assert changed.value.mark == 2 and Target.objects.count() == 2


def test_nothing_different_is_no_version(cast: Cast) -> None:
    first = goal_for(cast.street)
    assert change_goal(first.goal_id, promise_for(cast.street), asked(seen=1, reason="没有")).version == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [({"indicator": household_coverage.CODE}, "indicator"), ({"until": date(2030, 1, 1)}, "until")],
)
def test_a_standing_goal_keeps_its_indicator_and_never_ends(
    cast: Cast, change: dict[str, object], field: str
) -> None:
    target = standing("land")
    same = {
        "name": target.name,
        "indicator": target.indicator,
        "since": target.since,
        "until": None,
        "value": 1,
    }
    with pytest.raises(Refused) as refused:
        change_goal(
            target.goal_id, promise_for(cast.bureau, **{**same, **change}), asked(seen=1, reason="换")
        )
    assert list(refused.value.problems) == [field]
