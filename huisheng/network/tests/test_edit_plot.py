"""What a plot is called and where it belongs."""

from __future__ import annotations

from typing import Any

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions.edit_plot import edit_plot
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.models import DrawnFrom, Plot, Revision
from huisheng.network.tests.plots import press
from huisheng.network.tree import tree
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def values(plot: Plot, **changes: Any) -> dict[str, Any]:
    held = {"name": plot.name, "area_id": plot.area_id, "unit_id": plot.unit_id}
    return {**held, "drawn_from": DrawnFrom(plot.drawn_from), **changes}


def test_it_gets_another_name_and_unit_and_keeps_its_code(cast: Cast) -> None:
    plot = cast.plots[0]
    edit_plot(plot.pk, **values(plot, name="锦江花园南区", unit_id=cast.station.pk), **press(plot))
    node = tree().plot(plot.pk)
    assert (node.name, node.unit_id, node.code) == ("锦江花园南区", cast.station.pk, plot.code)
    entry = AuditEntry.objects.get(action="network.plot_edited")
    assert entry.detail["fields"] == ["name", "unit_id"]
    assert "南区" not in str(entry.detail)


def test_what_is_as_it_was_is_refused_and_leaves_no_trace(cast: Cast) -> None:
    plot, before = cast.plots[0], Revision.objects.count()
    with pytest.raises(Refused) as told:
        edit_plot(plot.pk, **values(plot), **press(plot))
    assert str(told.value.problems[""]) == "没有改动。"
    assert Revision.objects.count() == before
    assert not AuditEntry.objects.filter(action__startswith="network.plot").exists()


def test_who_comes_second_is_told(cast: Cast) -> None:
    plot = cast.plots[0]
    first, second = press(plot), press(plot)
    edit_plot(plot.pk, **values(plot, name="一"), **first)
    with pytest.raises(DoneAlready):
        edit_plot(plot.pk, **values(plot, name="一"), **first)
    with pytest.raises(ChangedMeanwhile):
        edit_plot(plot.pk, **values(plot, name="二"), **second)
    assert tree().plot(plot.pk).name == "一"


def test_it_does_not_go_to_a_unit_that_is_not_on_the_spot(cast: Cast) -> None:
    plot = cast.plots[0]
    with pytest.raises(Refused) as told:
        edit_plot(plot.pk, **values(plot, unit_id=cast.hub.pk), **press(plot))
    assert set(told.value.problems) == {"unit"}
