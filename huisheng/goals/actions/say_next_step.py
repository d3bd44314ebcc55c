"""Say what the owner of a goal does next."""

from __future__ import annotations

from huisheng.goals.actions.versions import Asked, locked_target, next_version
from huisheng.goals.models import Target
from huisheng.network.actions.one_act import one_act


def say_next_step(goal_id: int, words: str, asked: Asked) -> Target:
    """The next version, different in this only. Raises what `change_goal` raises."""
    with one_act(asked.key, asked.actor):
        newest = locked_target(goal_id, asked.seen)
        return next_version(newest, asked, "goals.next_step_said", next_step=" ".join(words.split()))
