"""Set a new goal (domain.md D1)."""

from __future__ import annotations

from huisheng.core import audit
from huisheng.core.ids import uuid7
from huisheng.goals.actions.versions import Asked, Promise, must_make_sense, values_of
from huisheng.goals.models import Goal, Target
from huisheng.network.actions.one_act import one_act


def set_goal(promise: Promise, asked: Asked) -> Target:
    """The first version of a goal. Raises `Refused` with words by field, `DoneAlready`."""
    with one_act(asked.key, asked.actor):
        must_make_sense(promise)
        goal = Goal.objects.create(code=uuid7().hex[:24])  # unique until it has its number
        goal.code = f"M-{goal.pk:03d}"
        goal.save(update_fields=["code"])
        made = Target.objects.create(goal=goal, version=1, by=asked.actor, **values_of(promise))
        audit.record("goals.goal_set", actor=asked.actor, subject=f"goal:{goal.pk}", version=1)
        return made
