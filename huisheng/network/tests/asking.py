"""What the tests of acts that keep the tree ask with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from huisheng.core import clock
from huisheng.network.actions.asked import Asked
from huisheng.network.editing import mark_of

CLERK = 3


def asked(row: models.Model, effective: date | None = None, key: UUID | None = None, **more: Any) -> Asked:
    """Asked by somebody who has just seen the row, for today unless said otherwise."""
    return Asked(CLERK, mark_of(row), effective or clock.today(), key, **more)


def in_days(days: int) -> date:
    """The day in so many days; before today when negative."""
    return clock.today() + timedelta(days=days)
