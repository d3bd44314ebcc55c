"""A time that stands still: what a test loads then is the same at every hour and on every day that it runs."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

MORNING = datetime(2026, 11, 24, 10, 17, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Tuesday


@pytest.fixture
def moment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A working morning, or the moment that a test names as the fixture's parameter, in UTC.

    Ask for it with `pytest.mark.usefixtures`, so that it comes before the cast.
    """
    at: datetime = getattr(request, "param", MORNING).astimezone(UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)
    return at
