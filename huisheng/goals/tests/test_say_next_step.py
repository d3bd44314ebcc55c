"""Saying what comes next: a version that is different in this only."""

from __future__ import annotations

from huisheng.goals.actions.say_next_step import say_next_step
from huisheng.goals.tests.promises import asked, goal_for
from tests.cast import Cast


def test_the_words_are_kept_and_nothing_else_changes(cast: Cast) -> None:
    first = goal_for(cast.street)
    second = say_next_step(first.goal_id, " 给 9 号楼\n请一户 ", asked(seen=1))
    assert (second.version, second.next_step) == (2, "给 9 号楼 请一户")
    assert (second.value, second.unit_id, second.until) == (first.value, first.unit_id, first.until)
    assert say_next_step(first.goal_id, "给 9 号楼 请一户", asked(seen=2)).version == 2
