"""What every act on a goal does: a new version under the goal's lock, on the version that was seen."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.goals.indicators.registry import Measure, indicator_of
from huisheng.goals.models import Goal, Target
from huisheng.goals.queries.goals import area_of
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.tree import tree

KEPT = ("name", "name_en", "indicator", "value", "since", "until", "unit_id", "public", "next_step", "ended")


@dataclass(frozen=True)
class Promise:
    """What a goal promises: see `Target`."""

    name: str
    name_en: str
    indicator: str
    value: Decimal
    since: date
    until: date | None
    unit_id: int
    public: bool
    next_step: str


@dataclass(frozen=True)
class Asked:
    """Who asks, by which form, having seen which version, and why."""

    actor: int | None
    seen: int
    key: UUID | None = None
    reason: str = ""


def values_of(promise: Promise) -> dict[str, Any]:
    """A promise as columns."""
    return {each.name: getattr(promise, each.name) for each in fields(promise)}


def must_make_sense(promise: Promise) -> None:
    """Refuse what cannot be measured or reached."""
    indicator, unit = indicator_of(promise.indicator), tree().units.get(promise.unit_id)
    if indicator is None:
        raise Refused({"indicator": _("没有这个指标。")})
    if unit is None or unit.closed:
        raise Refused({"unit": _("没有这个单位，或者它已经撤销。")})
    if indicator.measure == Measure.SHARE and not 0 < promise.value <= 1:
        raise Refused({"value": _("目标值要大于 0，最多 100%。")})
    if promise.until is not None and promise.until <= promise.since:
        raise Refused({"until": _("结束的日子要晚于开始的日子。")})
    if not indicator.fits(area_of(unit)):
        words = _("“%(indicator)s”算不到%(unit)s：请选全区的单位，或者镇街分中心。")
        raise Refused({"unit": words % {"indicator": indicator.name, "unit": unit.name}})


def locked_target(goal_id: int, seen: int) -> Target:
    """The newest version of a goal, whose row is locked. `Goal.DoesNotExist`, `ChangedMeanwhile`, `Refused`."""
    goal = Goal.objects.select_for_update().get(pk=goal_id)
    newest = goal.targets.order_by("-version").first()
    if newest is None:
        raise Goal.DoesNotExist
    if newest.version != seen:
        raise ChangedMeanwhile(newest, newest.version)
    if newest.ended:
        raise Refused({"": _("这个目标已经撤销。")})
    return newest


def next_version(newest: Target, asked: Asked, action: str, **changes: Any) -> Target:
    """Write the next version; nothing where nothing is different."""
    values = {name: getattr(newest, name) for name in KEPT}
    if all(values[name] == value for name, value in changes.items()):
        return newest
    made = Target.objects.create(
        goal_id=newest.goal_id,
        version=newest.version + 1,
        reason=asked.reason,
        by=asked.actor,
        **{**values, **changes},
    )
    audit.record(action, actor=asked.actor, subject=f"goal:{newest.goal_id}", version=made.version)
    return made
