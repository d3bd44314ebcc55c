"""What several tests of the network need."""

from __future__ import annotations

from typing import Any

from huisheng.network.models import Area, Revision, Unit


def area_of(unit: Unit) -> Area:
    """The area of a unit that has one."""
    assert unit.area is not None
    return unit.area


def before_and_after(revision: Revision) -> tuple[dict[str, Any], dict[str, Any]]:
    """The row before a change and after it; empty where it was not there."""
    return revision.old or {}, revision.data or {}
