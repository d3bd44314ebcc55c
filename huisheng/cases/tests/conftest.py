"""What the tests of cases share."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.actions.load_demo_cases import LoadedCases, load_demo_cases
from huisheng.core import clock
from huisheng.core.holidays import load_announced
from tests.cast import Cast, add_person, appoint

MATTERS, RECORDS = 500, 20


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`later(days=3)`: from here on it is so much later than when the test began."""
    start = clock.now()

    def pass_time(**time: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(**time))

    return pass_time


@pytest.fixture
def loaded(moment: datetime, cast: Cast, settings: Any) -> LoadedCases:
    """A small year of the demo up to `moment`, on the cast's network, with two identity officers."""
    settings.DEMO = True
    load_announced()
    load_catalogue()
    officers = [add_person("林密", "lin.mi"), add_person("高封", "gao.feng")]
    appoint([(person, "identity_officer", cast.centre) for person in officers])
    return load_demo_cases(MATTERS, RECORDS)
