"""What changed from version to version of a goal, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from huisheng.goals.actions.versions import KEPT
from huisheng.goals.indicators.registry import indicator_of
from huisheng.goals.models import Target
from huisheng.goals.queries.goals import say_aim
from huisheng.network.tree import tree


@dataclass(frozen=True)
class Step:
    """One version: when, by whom ("" where nobody in particular did), why, and each field with old and new value."""

    version: int
    at: datetime
    by: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]


def story_of(versions: Sequence[Target], names: Mapping[int, str]) -> list[Step]:
    """The versions of one goal, the newest first, as they were given; `names` of accounts."""
    pairs = zip(versions, [*versions[1:], None], strict=True)
    return [
        Step(new.version, new.at, names.get(new.by or 0, ""), new.reason, _changes(old, new))
        for new, old in pairs
    ]


def _changes(old: Target | None, new: Target) -> tuple[tuple[str, str, str], ...]:
    if old is None:
        return ((_label("value"), "", say_aim(new)),)
    return tuple(
        (_label(name), _said(old, name), _said(new, name))
        for name in KEPT
        if getattr(old, name) != getattr(new, name)
    )


def _label(name: str) -> str:
    column: Any = Target._meta.get_field(name.removesuffix("_id"))
    return str(column.verbose_name)


def _said(target: Target, name: str) -> str:
    value: Any = getattr(target, name)
    if name == "value":
        return say_aim(target)
    if name == "indicator":
        indicator = indicator_of(value)
        return str(indicator.name) if indicator else str(value)
    if name == "unit_id":
        return tree().unit(value).name
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    return str(value or "")
