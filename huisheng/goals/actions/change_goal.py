"""Change what a goal promises; what it promised before stays written down."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huisheng.goals.actions.versions import (
    Asked,
    Promise,
    locked_target,
    must_make_sense,
    next_version,
    values_of,
)
from huisheng.goals.models import Target
from huisheng.network.actions.one_act import one_act
from huisheng.network.editing import Refused


def change_goal(goal_id: int, promise: Promise, asked: Asked) -> Target:
    """The next version. A standing goal keeps its indicator and has no end.

    Raises `Goal.DoesNotExist`, `ChangedMeanwhile`, `Refused`, `DoneAlready`.
    """
    with one_act(asked.key, asked.actor):
        newest = locked_target(goal_id, asked.seen)
        must_make_sense(promise)
        if not asked.reason:
            raise Refused({"reason": _("请写为什么改，公开的目标谁都能看到改过。")})
        if newest.goal.standing and promise.indicator != newest.indicator:
            raise Refused({"indicator": _("长期目标的指标不能换。")})
        if newest.goal.standing and promise.until is not None:
            raise Refused({"until": _("长期目标没有结束的日子。")})
        return next_version(newest, asked, "goals.goal_changed", **values_of(promise))
