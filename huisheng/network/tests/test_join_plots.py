"""Several plots become one; nothing and nobody of them is left alone."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions import join_plots as act
from huisheng.network.actions.join_plots import join_plots
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.actions.split_plot import GoesAlong, Part, split_plot
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.events import PlotClosed
from huisheng.network.geometry import locate
from huisheng.network.models import Dwelling, OwnersCommittee, Plot, PlotHolding, PlotHub, Team
from huisheng.network.tests.lands import is_seamless
from huisheng.network.tests.plots import at, building, land, new_plot, press, ring, square
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


def join(into: Plot, *others: Plot, **changes: Any) -> Plot:
    seen = {plot.pk: mark_of(plot) for plot in others}
    return join_plots(into.pk, seen, **{**press(into), **changes})


def test_one_takes_the_land_and_the_others_close_today(cast: Cast, told: list[Any]) -> None:
    first, north = cast.plots
    join(first, north)
    assert land(first).equals(square(0, 0).union(square(0, 1)))
    assert tree().plot(north.pk).closed
    assert Plot.objects.get(pk=north.pk).until == clock.today()
    assert locate(*at(0.5, 1.5)) == first.pk
    assert is_seamless([land(plot) for plot in (first, *cast.second_plots, *cast.other_plots)])
    assert told == [PlotClosed(north.pk, first.pk)]
    assert AuditEntry.objects.get(action="network.plots_joined").detail["plots"] == [north.pk]


def test_everything_that_belongs_to_them_goes_over(cast: Cast, told: list[Any]) -> None:
    first, north = cast.plots
    PlotHub.objects.create(plot=north, unit=cast.hub, since=LONG_AGO)
    building(cast, "3号楼", north, 4, hub=cast.hub)
    Team.objects.create(plot=north, name="锦江服务队", since=LONG_AGO)
    OwnersCommittee.objects.create(plot=north, name="锦江业委会", since=LONG_AGO)
    PlotHolding.objects.filter(plot=first).delete()
    join(first, north)
    assert Dwelling.objects.filter(plot=first, hub=cast.hub).count() == 4
    node = tree().plot(first.pk)
    assert (node.hub_ids, node.organisation_id) == ((cast.hub.pk,), cast.branch.pk)
    today = clock.today()
    assert [team.name for team in Team.objects.on(today).filter(plot=first)] == ["锦江服务队"]
    assert [each.name for each in OwnersCommittee.objects.on(today)] == ["锦江业委会"]
    for kind in (PlotHub, PlotHolding, Team, OwnersCommittee, Dwelling):
        assert not kind.objects.on(today).filter(plot=north).exists()


def test_the_plots_own_branch_and_team_stay(cast: Cast, told: list[Any]) -> None:
    first = cast.plots[0]
    PlotHolding.objects.filter(plot=cast.plots[1]).update(organisation=cast.other_branch)
    join(first, cast.plots[1])
    assert tree().plot(first.pk).organisation_id == cast.branch.pk


def test_what_was_split_today_can_be_joined_again(cast: Cast) -> None:
    first = cast.plots[0]
    line, along = ring((0.5, -1), (0.5, 2)), GoesAlong(same_branch=True)
    made = split_plot(first.pk, line, new_plot(cast), part=Part.SMALLER, along=along, **press(first)).plot
    join(first, made)
    assert land(first).equals(square(0, 0))
    assert tree().plot(made.pk).closed
    assert not PlotHolding.objects.on(clock.today()).filter(plot=made).exists()


def test_they_must_share_an_edge_and_leave_no_hole(cast: Cast) -> None:
    first = cast.plots[0]
    for other in (cast.second_plots[1], cast.other_plots[0]):
        with pytest.raises(Refused) as told:
            join(first, other)
        assert "没有公共的边" in str(told.value.problems["others"])
    with pytest.raises(Refused):
        join(first)
    with pytest.raises(Refused):
        join(first, first)


def test_whoever_changed_one_of_them_is_not_overruled(cast: Cast) -> None:
    first, north = cast.plots
    seen = {north.pk: mark_of(north)}
    Plot.objects.filter(pk=north.pk).update(name="别的名字")
    with pytest.raises(ChangedMeanwhile) as changed:
        join_plots(first.pk, seen, **press(first))
    assert changed.value.row == north


def test_pressed_twice_it_counts_once(cast: Cast, told: list[Any]) -> None:
    first, north = cast.plots
    pressed, seen = press(first), {north.pk: mark_of(north)}
    join_plots(first.pk, seen, **pressed)
    with pytest.raises(DoneAlready):
        join_plots(first.pk, seen, **pressed)
    assert len(told) == 1


def test_an_unknown_plot_is_not_there(cast: Cast) -> None:
    with pytest.raises(Plot.DoesNotExist):
        join_plots(cast.plots[0].pk, {0: 0}, seen=mark_of(cast.plots[0]), key=uuid4(), actor=3)
