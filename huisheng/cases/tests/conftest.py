"""What the tests of cases share."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from huisheng.core import clock


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`later(days=3)`: from here on it is so much later than when the test began."""
    start = clock.now()

    def pass_time(**time: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(**time))

    return pass_time
