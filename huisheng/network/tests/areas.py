"""The cast's areas for tests of the acts on them."""

from __future__ import annotations

from datetime import date

from huisheng.network.actions.create_area import NewArea, create_area
from huisheng.network.models import Area
from huisheng.network.tests.asking import CLERK, in_days


def area(key: str) -> Area:
    return Area.objects.get(code=f"A-{key}")


def create(code: str, kind: str, parent: Area, since: date | None = None) -> Area:
    new = NewArea(code, "西环社区", "Xihuan Community", kind, parent.pk)
    return create_area(new, since=since or in_days(0), actor=CLERK)
