"""Hub households come to a plot and leave it; the dwellings are never silently without one."""

from datetime import timedelta

import pytest

from huisheng.core import clock
from huisheng.network.actions.plot_team import add_hub, remove_hub
from huisheng.network.beside import mark_of_all
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.models import Dwelling, PlotHub, Unit
from huisheng.network.queries import gaps
from huisheng.network.tests.helpers import area_of
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.cast_network import LONG_AGO


def mark(cast: Cast) -> int:
    return mark_of_all(PlotHub.objects.filter(plot=cast.plots[0]))


def add(cast: Cast, unit: Unit, plot: int = 0) -> PlotHub:
    seen = mark_of_all(PlotHub.objects.filter(plot=cast.plots[plot]))
    return add_hub(cast.plots[plot].pk, unit.pk, day=clock.today() - timedelta(days=3), seen=seen, actor=7)


def second_hub(cast: Cast) -> Unit:
    return Unit.objects.create(
        code="春-1-01-02", name="锦江花园5号楼党员中心户", level=5, kind="hub", parent=cast.studio,
        area=cast.studio.area, since=LONG_AGO,
    )  # fmt: skip


def dwellings(cast: Cast) -> None:
    Dwelling.objects.bulk_create(
        Dwelling(area=area_of(cast.studio), label=f"{n}号", plot=cast.plots[0], hub=cast.hub, since=LONG_AGO)
        for n in range(3)
    )


def test_a_hub_is_added_once(cast: Cast) -> None:
    assert add(cast, cast.hub) == add(cast, cast.hub)
    assert tree().plot(cast.plots[0].pk).hub_ids == (cast.hub.pk,)


def test_a_hub_of_another_plot_stays_there(cast: Cast) -> None:
    add(cast, cast.hub)
    with pytest.raises(Refused) as refused:
        add(cast, cast.hub, plot=1)
    assert cast.plots[0].code in str(refused.value.problems["unit"])


def test_a_studio_is_no_hub(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        add(cast, cast.studio)
    assert list(refused.value.problems) == ["unit"]


def test_its_dwellings_go_to_another_hub_of_the_plot(cast: Cast) -> None:
    other = second_hub(cast)
    add(cast, cast.hub), add(cast, other)
    dwellings(cast)
    assert remove_hub(cast.plots[0].pk, cast.hub.pk, other.pk, seen=mark(cast), actor=7) == 3
    assert set(Dwelling.objects.values_list("hub", flat=True)) == {other.pk}
    assert tree().plot(cast.plots[0].pk).hub_ids == (other.pk,)


def test_without_another_hub_they_are_listed_as_lacking_one(cast: Cast) -> None:
    add(cast, cast.hub)
    dwellings(cast)
    remove_hub(cast.plots[0].pk, cast.hub.pk, None, seen=mark(cast), actor=7)
    assert [lone.dwellings for lone in gaps().buildings_without_hub] == [3]
    assert remove_hub(cast.plots[0].pk, cast.hub.pk, None, seen=0, actor=7) == 0


def test_they_cannot_go_to_a_hub_elsewhere(cast: Cast) -> None:
    add(cast, cast.hub)
    with pytest.raises(Refused) as refused:
        remove_hub(cast.plots[0].pk, cast.hub.pk, second_hub(cast).pk, seen=mark(cast), actor=7)
    assert list(refused.value.problems) == ["to"]


def test_who_comes_second_is_told(cast: Cast) -> None:
    seen = mark(cast)
    add(cast, cast.hub)
    with pytest.raises(ChangedMeanwhile):
        add_hub(cast.plots[0].pk, second_hub(cast).pk, day=clock.today(), seen=seen, actor=7)
