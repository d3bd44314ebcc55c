"""A unit closes on a day, and what it had to do is announced to whoever reacts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions import close_unit as act
from huisheng.network.actions.close_unit import UnitStillNeeded, announce_closed_units, close_unit
from huisheng.network.events import UnitClosed
from huisheng.network.models import Plot, Unit
from huisheng.network.tree import tree
from tests.cast import Cast


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was announced."""
    events: list[Any] = []
    monkeypatch.setattr(act, "announce", events.append)
    return events


def test_a_unit_closes_and_says_so(cast: Cast, told: list[Any]) -> None:
    close_unit(cast.empty_street.id, until=clock.today(), actor=3)
    assert tree().unit(cast.empty_street.id).closed
    assert told == [UnitClosed(cast.empty_street.id)]
    entry = AuditEntry.objects.get(action="network.unit_closed")
    assert (entry.actor, entry.subject) == (3, f"unit:{cast.empty_street.id}")


def test_what_would_be_left_alone_goes_elsewhere_first(cast: Cast, told: list[Any]) -> None:
    with pytest.raises(UnitStillNeeded) as needed:
        close_unit(cast.second_studio.id, until=clock.today(), actor=3)
    assert (needed.value.units, needed.value.plots) == (0, 2)
    with pytest.raises(UnitStillNeeded) as needed:
        close_unit(cast.station.id, until=clock.today(), actor=3)
    assert (needed.value.units, needed.value.plots) == (2, 0)
    assert told == []
    Plot.objects.filter(unit=cast.second_studio).update(unit=cast.studio)
    close_unit(cast.second_studio.id, until=clock.today(), actor=3)
    assert told == [UnitClosed(cast.second_studio.id)]


def test_a_unit_that_closes_later_is_announced_when_its_day_comes(
    cast: Cast, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    day = clock.today() + timedelta(days=5)
    close_unit(cast.empty_street.id, until=day, actor=3)
    assert announce_closed_units() == 0
    assert told == []
    monkeypatch.setattr(clock, "today", lambda: day)
    assert announce_closed_units() == 1
    assert told == [UnitClosed(cast.empty_street.id)]
    monkeypatch.setattr(clock, "today", lambda: day + timedelta(days=29))
    assert announce_closed_units() == 1  # a worker that stood still misses nothing
    monkeypatch.setattr(clock, "today", lambda: day + timedelta(days=30))
    assert announce_closed_units() == 0


def test_an_unknown_unit_is_an_error(cast: Cast) -> None:
    with pytest.raises(Unit.DoesNotExist):
        close_unit(0, until=clock.today(), actor=3)
