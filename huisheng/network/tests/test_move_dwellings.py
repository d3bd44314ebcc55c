"""Dwellings go to another plot in batches, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huisheng.core.models import AuditEntry
from huisheng.network.actions.move_dwellings import Moved, move_dwellings
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.models import Dwelling, Plot, PlotHub
from huisheng.network.tests.plots import building, press
from tests.cast import Cast
from tests.cast_network import LONG_AGO

pytestmark = pytest.mark.django_db


def move(rows: Collection[Dwelling], source: Plot | None, to: Plot, **changes: Any) -> Moved:
    pressed = press(to)
    seen = {plot.pk: mark_of(plot) for plot in (source, to) if plot is not None}
    values = {**pressed, "seen": seen, "hub": None, **changes}
    return move_dwellings([row.pk for row in rows], source=source.pk if source else None, to=to.pk, **values)


def test_a_thousand_go_in_as_many_statements_as_two(cast: Cast) -> None:
    first, north = cast.plots
    counts = []
    for name, doors in (("小楼", 2), ("大楼", 1_000)):
        rows = building(cast, name, first, doors)
        with CaptureQueriesContext(
            connection,
        ) as done:
            assert move(rows, first, north) == Moved(doors, doors)
        counts.append(len(done))
    assert counts[0] == counts[1] <= 16
    assert Dwelling.objects.filter(plot=north).count() == 1_002
    entry = AuditEntry.objects.filter(action="network.dwellings_moved").latest("id")
    assert (entry.subject, entry.detail["dwellings"]) == (f"plot:{north.pk}", 1_000)


def test_they_keep_their_hub_only_where_it_serves_the_plot(cast: Cast) -> None:
    first, north = cast.plots
    PlotHub.objects.create(plot=first, unit=cast.hub, since=LONG_AGO)
    rows = building(cast, "3号楼", first, 3, hub=cast.hub)
    assert move(rows, first, north) == Moved(3, 3)
    assert move(rows, north, first) == Moved(3, 3)  # nothing tells to whom they should go
    assert move(rows, first, first, hub=cast.hub.pk) == Moved(3, 0)
    assert Dwelling.objects.filter(plot=first, hub=cast.hub).count() == 3


def test_a_hub_of_another_plot_is_refused(cast: Cast) -> None:
    first, north = cast.plots
    PlotHub.objects.create(plot=first, unit=cast.hub, since=LONG_AGO)
    rows = building(cast, "3号楼", first, 3)
    with pytest.raises(Refused) as told:
        move(rows, first, north, hub=cast.hub.pk)
    assert set(told.value.problems) == {"hub"}


def test_dwellings_without_a_plot_are_taken_in(cast: Cast) -> None:
    rows = building(cast, "3号楼", None, 3)
    assert move(rows, None, cast.plots[0]).dwellings == 3


def test_the_same_again_changes_nothing(cast: Cast) -> None:
    first, north = cast.plots
    rows = building(cast, "3号楼", first, 3)
    move(rows, first, north)
    assert move(rows, first, north) == Moved(0, 0)
    assert AuditEntry.objects.filter(action="network.dwellings_moved").count() == 1


def test_what_somebody_else_moved_meanwhile_is_not_moved_back(cast: Cast) -> None:
    first, north = cast.plots
    rows = building(cast, "3号楼", first, 3)
    Dwelling.objects.filter(pk=rows[0].pk).update(plot=cast.second_plots[0])
    with pytest.raises(Refused) as told:
        move(rows, first, north)
    assert "有 1 户刚才被移到别处了" in str(told.value.problems["dwellings"])
    assert Dwelling.objects.filter(plot=first).count() == 2


def test_a_plot_that_changed_meanwhile_is_looked_at_again(cast: Cast) -> None:
    first, north = cast.plots
    rows = building(cast, "3号楼", first, 1)
    seen = {north.pk: mark_of(north)}
    Plot.objects.filter(pk=north.pk).update(name="别的名字")
    with pytest.raises(ChangedMeanwhile):
        move(rows, first, north, seen=seen)


def test_nobody_moves_into_a_closed_plot(cast: Cast) -> None:
    first, north = cast.plots
    Plot.objects.filter(pk=north.pk).update(until="2026-01-01")
    with pytest.raises(Refused) as told:
        move(building(cast, "3号楼", first, 1), first, north)
    assert set(told.value.problems) == {"to"}
