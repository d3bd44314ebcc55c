"""A plot closes when nothing on it is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions import close_plot as act
from huisheng.network.actions.close_plot import close_plot
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.events import PlotClosed
from huisheng.network.geometry import locate
from huisheng.network.models import Dwelling, Plot, PlotHolding, PlotHub
from huisheng.network.tests.plots import at, building, press
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.cast_network import LONG_AGO

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was announced."""
    events: list[Any] = []
    monkeypatch.setattr(act, "announce", events.append)
    return events


def test_while_something_is_on_it_it_stays(cast: Cast, told: list[Any]) -> None:
    plot = cast.plots[0]
    building(cast, "3号楼", plot, 4)
    PlotHub.objects.create(plot=plot, unit=cast.hub, since=LONG_AGO)
    with pytest.raises(Refused) as refused:
        close_plot(plot.pk, to=None, **press(plot))
    assert "还有 4 户、1 个中心户、1 个党支部" in str(refused.value.problems["to"])
    assert told == [] and not tree().plot(plot.pk).closed


def test_another_takes_what_is_on_it(cast: Cast, told: list[Any]) -> None:
    plot, to = cast.plots
    building(cast, "3号楼", plot, 4)
    close_plot(plot.pk, to=to.pk, **press(plot))
    assert Dwelling.objects.filter(plot=to).count() == 4
    assert tree().plot(plot.pk).closed and tree().plot_by_sign(plot.sign_code) is None
    assert told == [PlotClosed(plot.pk, to.pk)]
    assert AuditEntry.objects.get(action="network.plot_closed").detail["to"] == to.pk


def test_an_empty_one_closes_and_its_land_is_a_gap(cast: Cast, told: list[Any]) -> None:
    plot = cast.plots[0]
    PlotHolding.objects.filter(plot=plot).delete()
    close_plot(plot.pk, to=None, **press(plot))
    assert locate(*at(0.5, 0.5)) is None
    close_plot(plot.pk, to=None, **press(plot))
    assert len(told) == 1


def test_it_does_not_go_over_to_itself_or_to_a_closed_one(cast: Cast, told: list[Any]) -> None:
    plot, other = cast.plots
    Plot.objects.filter(pk=other.pk).update(until="2026-01-01")
    for to in (plot.pk, other.pk):
        with pytest.raises(Refused) as refused:
            close_plot(plot.pk, to=to, **press(plot))
        assert "还在用" in str(refused.value.problems["to"])


def test_who_comes_second_is_told(cast: Cast, told: list[Any]) -> None:
    plot = cast.plots[0]
    late = press(plot)
    Plot.objects.filter(pk=plot.pk).update(name="别的名字")
    with pytest.raises(ChangedMeanwhile):
        close_plot(plot.pk, to=cast.plots[1].pk, **late)
