"""Goals with what they come to now (domain.md D1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import get_language

from huisheng.goals.indicators.registry import Figures, Indicator, indicator_of
from huisheng.goals.models import Goal, Reading, Target
from huisheng.network.models import AreaKind
from huisheng.network.nodes import AreaNode, UnitNode
from huisheng.network.tree import tree


class Standing(StrEnum):
    """Where a goal stands on a day."""

    COMING = "coming"
    RUNNING = "running"
    REACHED = "reached"
    MISSED = "missed"
    UNKNOWN = "unknown"
    ENDED = "ended"


@dataclass(frozen=True)
class GoalNow:
    """A goal by its newest version. `value`: what it comes to, at the end of its last day when that is over; None
    where it is not known. `area`: of which it is measured, None for the district."""

    goal: Goal
    target: Target
    indicator: Indicator | None
    unit: UnitNode
    area: AreaNode | None
    value: float | None
    lacking: Sequence[str]
    standing: Standing

    @property
    def aim(self) -> float:
        """The target value."""
        return float(self.target.value)

    @property
    def name(self) -> str:
        """What the goal is called, in the reader's language where it has a name there."""
        return name_of(self.target)

    @property
    def said_value(self) -> str:
        """What it comes to, as people read it."""
        return self.indicator.say(self.value) if self.indicator else "—"

    @property
    def said_aim(self) -> str:
        """The target value, as people read it."""
        return say_aim(self.target)


def name_of(target: Target) -> str:
    """What a goal is called by one version."""
    return target.name_en if target.name_en and get_language() != "zh-hans" else target.name


def say_aim(target: Target) -> str:
    """The value that a version promises, as people read it."""
    indicator, value = indicator_of(target.indicator), float(target.value)
    return indicator.say(value) if indicator else f"{value:g}"


def newest_targets() -> QuerySet[Target]:
    """The newest version of every goal: standing goals first, then by number. One statement."""
    newest = Target.objects.order_by("goal_id", "-version").distinct("goal_id").values("id")
    return Target.objects.filter(id__in=newest).select_related("goal").order_by("-goal__standing", "goal__id")


def goals_now(targets: Iterable[Target], figures: Figures | None = None) -> list[GoalNow]:
    """These versions with their values. Statements: those of the indicators, and one where a period is over."""
    chosen, figures, today = list(targets), figures or Figures(), tree().day
    over = {each.goal_id: each.until for each in chosen if each.until and each.until <= today}
    last = _last_readings(over)
    return [_now(target, figures, today, last) for target in chosen]


def area_of(unit: UnitNode) -> AreaNode | None:
    """The area by which a unit's goal is measured: its own; None for the district's units."""
    area = tree().areas.get(unit.area_id or 0)
    return None if area is None or area.kind == AreaKind.DISTRICT else area


def _now(target: Target, figures: Figures, today: date, last: dict[int, float]) -> GoalNow:
    unit, indicator = tree().unit(target.unit_id), indicator_of(target.indicator)
    area, is_over = area_of(unit), target.until is not None and target.until <= today
    value = last.get(target.goal_id) if is_over else indicator.value(figures, area) if indicator else None
    lacking = indicator.lacking(figures, area) if indicator and not is_over else []
    return GoalNow(
        target.goal, target, indicator, unit, area, value, lacking, _standing(target, value, today, is_over)
    )


def _standing(target: Target, value: float | None, today: date, is_over: bool) -> Standing:
    if target.ended:
        return Standing.ENDED
    if target.since > today:
        return Standing.COMING
    if value is None:
        return Standing.UNKNOWN
    if value >= float(target.value):
        return Standing.REACHED
    return Standing.MISSED if is_over else Standing.RUNNING


def _last_readings(over: dict[int, date]) -> dict[int, float]:
    """The last reading of each goal within its period."""
    if not over:
        return {}
    rows = (
        Reading.objects.filter(goal__in=over)
        .order_by("goal_id", "day")
        .values_list("goal_id", "day", "value")
    )
    return {goal: value for goal, day, value in rows if day < over[goal]}
