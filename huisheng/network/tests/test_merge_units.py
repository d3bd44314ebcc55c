"""One unit goes into another: what is below follows on the day, and the unit closes."""

from __future__ import annotations

from typing import Any

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions import close_unit as closing
from huisheng.network.actions.apply_changes import apply_changes
from huisheng.network.actions.close_unit import UnitStillNeeded, announce_closed_units
from huisheng.network.actions.merge_units import merge_units
from huisheng.network.actions.move_unit import move_unit
from huisheng.network.editing import Refused
from huisheng.network.events import UnitClosed
from huisheng.network.models import Dwelling, Plot, PlotHub, Unit
from huisheng.network.queries import responsible_on
from huisheng.network.tests.asking import asked, in_days
from huisheng.network.tests.helpers import area_of
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.cast_network import LONG_AGO


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    events: list[Any] = []
    monkeypatch.setattr(closing, "announce", events.append)
    return events


def test_units_and_plots_follow_and_the_unit_closes(cast: Cast, told: list[Any]) -> None:
    merge_units(cast.studio.pk, cast.second_studio.pk, asked(cast.studio))
    assert {plot.unit_id for plot in map(tree().plot, [plot.pk for plot in cast.plots])} == {
        cast.second_studio.pk
    }
    assert tree().above(cast.hub.pk) == cast.second_studio.pk
    assert tree().unit(cast.studio.pk).closed
    assert told == [UnitClosed(cast.studio.pk)]
    assert tree().heir(cast.studio.pk) == cast.second_studio.pk
    then = responsible_on(cast.plots[0].pk, in_days(-1))
    assert then is not None and then.unit == cast.studio
    assert AuditEntry.objects.get(action="network.units_merged").detail["into"] == cast.second_studio.pk


def test_on_a_coming_day_all_of_it_comes_then(
    cast: Cast, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    day = in_days(7)
    merge_units(cast.studio.pk, cast.second_studio.pk, asked(cast.studio, day))
    assert tree().plot(cast.plots[0].pk).unit_id == cast.studio.pk
    assert told == []
    monkeypatch.setattr(clock, "today", lambda: day)
    assert apply_changes() == 3
    assert announce_closed_units() == 1
    assert not Plot.objects.filter(unit=cast.studio).exists()
    assert tree().unit(cast.studio.pk).closed


def test_a_hub_household_hands_on_its_dwellings_and_its_place(cast: Cast) -> None:
    other = Unit.objects.create(
        code="春-1-01-02", name="5号楼中心户", kind="hub", level=5, parent=cast.studio, since=LONG_AGO
    )
    PlotHub.objects.create(plot=cast.plots[0], unit=cast.hub, since=LONG_AGO)
    dwelling = Dwelling.objects.create(
        area=area_of(cast.studio), label="1号", plot=cast.plots[0], hub=cast.hub, since=LONG_AGO
    )
    merge_units(cast.hub.pk, other.pk, asked(cast.hub))
    dwelling.refresh_from_db()
    assert dwelling.hub == other
    assert tree().plot(cast.plots[0].pk).hub_ids == (other.pk,)


def test_only_another_of_its_kind_takes_over(cast: Cast, told: list[Any]) -> None:
    for into in (cast.station, cast.studio):
        with pytest.raises(Refused) as refused:
            merge_units(cast.studio.pk, into.pk, asked(cast.studio))
        assert "同类" in str(refused.value.problems["into"])
    assert told == []


@pytest.mark.parametrize(("own_since", "day"), [(-100, 0), (-3, -10), (20, 0)])
def test_a_hub_household_that_has_a_plot_of_its_own_takes_no_second(
    cast: Cast, own_since: int, day: int
) -> None:
    other = Unit.objects.create(
        code="春-1-01-02", name="5号楼中心户", kind="hub", level=5, parent=cast.studio, since=LONG_AGO
    )
    PlotHub.objects.create(plot=cast.plots[0], unit=cast.hub, since=LONG_AGO)
    own = PlotHub.objects.create(plot=cast.plots[1], unit=other, since=in_days(own_since))
    merge_units(cast.hub.pk, other.pk, asked(cast.hub, in_days(day)))
    assert list(PlotHub.objects.filter(unit=other)) == [own]
    assert not PlotHub.objects.on(in_days(day)).filter(plot=cast.plots[0]).exists()


def test_not_into_what_closes_nor_into_what_stands_below_it(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.housing.pk).update(parent=cast.civil_affairs)
    with pytest.raises(Refused) as refused:
        merge_units(cast.civil_affairs.pk, cast.housing.pk, asked(cast.civil_affairs))
    assert "在它下面" in str(refused.value.problems["into"])
    Unit.objects.filter(pk=cast.second_studio.pk).update(until=in_days(20))
    with pytest.raises(Refused):
        merge_units(cast.studio.pk, cast.second_studio.pk, asked(cast.studio))


def test_what_is_to_come_to_it_later_is_called_off_first(cast: Cast) -> None:
    move_unit(cast.other_studio.pk, cast.station.pk, asked(cast.other_studio, in_days(30)))
    with pytest.raises(UnitStillNeeded) as needed:
        merge_units(cast.station.pk, cast.next_station.pk, asked(cast.station))
    assert (needed.value.units, needed.value.plots) == (1, 0)
    cast.studio.refresh_from_db()
    assert cast.studio.parent == cast.station


def test_what_came_to_it_after_the_day_is_not_left_alone(cast: Cast) -> None:
    move_unit(cast.other_studio.pk, cast.station.pk, asked(cast.other_studio, in_days(-3)))
    with pytest.raises(UnitStillNeeded):
        merge_units(cast.station.pk, cast.next_station.pk, asked(cast.station, in_days(-10)))
