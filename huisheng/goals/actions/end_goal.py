"""Call a goal off; it stays in the list of those that were, with the reason."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huisheng.goals.actions.versions import Asked, locked_target, next_version
from huisheng.goals.models import Target
from huisheng.network.actions.one_act import one_act
from huisheng.network.editing import Refused


def end_goal(goal_id: int, asked: Asked) -> Target:
    """The last version. Standing goals never end. Raises what `change_goal` raises."""
    with one_act(asked.key, asked.actor):
        newest = locked_target(goal_id, asked.seen)
        if newest.goal.standing:
            raise Refused({"": _("长期目标不能撤销。")})
        if not asked.reason:
            raise Refused({"reason": _("请写为什么撤销。")})
        return next_version(newest, asked, "goals.goal_ended", ended=True)
