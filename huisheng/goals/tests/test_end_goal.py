"""Calling a goal off."""

from __future__ import annotations

import pytest

from huisheng.goals.actions.end_goal import end_goal
from huisheng.goals.actions.say_next_step import say_next_step
from huisheng.goals.queries import goals_now, newest_targets
from huisheng.goals.queries.goals import Standing
from huisheng.goals.tests.promises import asked, goal_for, standing
from huisheng.network.editing import Refused
from tests.cast import Cast


def test_it_stays_in_the_list_of_those_called_off_and_takes_no_more(cast: Cast) -> None:
    target = goal_for(cast.street)
    end_goal(target.goal_id, asked(seen=1, reason="并到全区"))
    (now,) = goals_now(newest_targets())
    assert (now.standing, now.target.reason) == (Standing.ENDED, "并到全区")
    with pytest.raises(Refused):
        say_next_step(target.goal_id, "再做", asked(seen=2))


def test_it_needs_a_reason(cast: Cast) -> None:
    target = goal_for(cast.street)
    with pytest.raises(Refused) as refused:
        end_goal(target.goal_id, asked(seen=1))
    assert list(refused.value.problems) == ["reason"]


def test_standing_goals_are_never_called_off(cast: Cast) -> None:
    target = standing("households")
    with pytest.raises(Refused):
        end_goal(target.goal_id, asked(seen=1, reason="做不到"))
