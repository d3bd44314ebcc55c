"""A unit closes on a day, and what it had to do is announced to whoever reacts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions import close_unit as act
from huisheng.network.actions.call_off_closing import call_off_closing
from huisheng.network.actions.close_unit import UnitStillNeeded, announce_closed_units, close_unit
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.events import UnitClosed
from huisheng.network.models import Dwelling, Plot, PlotHub, Unit
from huisheng.network.tests.asking import asked, in_days
from huisheng.network.tests.helpers import area_of
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.cast_network import LONG_AGO


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


def test_who_saw_an_older_state_is_told_and_the_key_counts_once(cast: Cast, told: list[Any]) -> None:
    seen, key = mark_of(cast.empty_street), uuid4()
    Unit.objects.filter(id=cast.empty_street.id).update(name="别的名字")
    with pytest.raises(ChangedMeanwhile):
        close_unit(cast.empty_street.id, until=clock.today(), actor=3, seen=seen)
    close_unit(cast.empty_street.id, until=clock.today(), actor=3, seen=mark_of(cast.empty_street), key=key)
    with pytest.raises(DoneAlready):
        close_unit(cast.empty_street.id, until=clock.today(), actor=3, seen=seen, key=key)
    assert told == [UnitClosed(cast.empty_street.id)]


def test_a_hub_household_with_dwellings_is_needed_and_its_place_ends_with_it(cast: Cast) -> None:
    place = PlotHub.objects.create(plot=cast.plots[0], unit=cast.hub, since=LONG_AGO)
    dwelling = Dwelling.objects.create(
        area=area_of(cast.studio), label="1号", plot=cast.plots[0], hub=cast.hub, since=LONG_AGO
    )
    with pytest.raises(UnitStillNeeded) as needed:
        close_unit(cast.hub.id, until=clock.today(), actor=3)
    assert needed.value.dwellings == 1
    Dwelling.objects.filter(id=dwelling.id).update(hub=None)
    close_unit(cast.hub.id, until=clock.today(), actor=3)
    place.refresh_from_db()
    assert place.until == clock.today()


def test_a_planned_closing_is_called_off_until_its_day(cast: Cast) -> None:
    close_unit(cast.empty_street.id, until=in_days(5), actor=3)
    call_off_closing(cast.empty_street.id, asked(cast.empty_street))
    cast.empty_street.refresh_from_db()
    assert cast.empty_street.until is None
    close_unit(cast.empty_street.id, until=clock.today(), actor=3)
    with pytest.raises(Refused):
        call_off_closing(cast.empty_street.id, asked(cast.empty_street))
