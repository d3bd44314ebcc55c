"""Moving dwellings: whole buildings in one tick, single doors, and those that belong to no plot."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.network.editing import mark_of
from huisheng.network.models import Dwelling, Plot, PlotHub
from huisheng.network.tests.plots import building
from tests.cast import Cast, sign_in
from tests.cast_network import LONG_AGO


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.wang_fang)


def page(plot: Plot, words: str = "") -> str:
    return reverse("desk:keep_dwellings", args=[plot.code]) + words


def typed(plot: Plot, to: Plot, **changes: Any) -> dict[str, Any]:
    return {"key": uuid4(), "seen": mark_of(plot), "to": to.pk, "hub": "", **changes}


def test_a_whole_building_goes_in_one_tick(clerk: Client, cast: Cast) -> None:
    first, north = cast.plots
    rows = building(cast, "3号楼", first, 30)
    building(cast, "4号楼", first, 2)
    answer = clerk.post(page(first), typed(first, north, buildings=[rows[0].area_id]), follow=True)
    assert "移好了 30 户。其中 30 户还没有中心户。" in answer.content.decode()
    assert Dwelling.objects.filter(plot=north).count() == 30
    assert Dwelling.objects.filter(plot=first).count() == 2


def test_single_doors_of_a_building_get_another_hub(clerk: Client, cast: Cast) -> None:
    first = cast.plots[0]
    PlotHub.objects.create(plot=first, unit=cast.hub, since=LONG_AGO)
    rows = building(cast, "3号楼", first, 3)
    opened = page(first, f"?building={rows[0].area_id}")
    assert "1室（没有中心户）" in clerk.get(opened).content.decode()
    sent = typed(first, first, dwellings=[rows[0].pk, rows[2].pk], hub=cast.hub.pk)
    assert clerk.post(opened, sent).status_code == 302
    assert list(Dwelling.objects.filter(hub=cast.hub).values_list("label", flat=True)) == ["1室", "3室"]


def test_dwellings_of_no_plot_are_taken_in(clerk: Client, cast: Cast) -> None:
    first = cast.plots[0]
    rows = building(cast, "3号楼", None, 3)
    loose = page(first, "?of=none")
    assert "3号楼" in clerk.get(loose).content.decode()
    clerk.post(loose, typed(first, first, buildings=[rows[0].area_id]))
    assert Dwelling.objects.filter(plot=first).count() == 3


def test_nothing_ticked_says_so(clerk: Client, cast: Cast) -> None:
    first, north = cast.plots
    building(cast, "3号楼", first, 3)
    answer = clerk.post(page(first), typed(first, north))
    assert answer.status_code == 422 and "请选要移的楼或住户" in answer.content.decode()


def test_nobody_moves_dwellings_to_a_plot_that_others_keep(clerk: Client, cast: Cast) -> None:
    first = cast.plots[0]
    rows = building(cast, "3号楼", first, 3)
    sent = typed(first, cast.other_plots[0], buildings=[rows[0].area_id])
    assert clerk.post(page(first), sent).status_code == 422
    assert Dwelling.objects.filter(plot=first).count() == 3


def test_more_buildings_take_no_more_statements(
    clerk: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    first = cast.plots[0]
    for number in range(3):
        building(cast, f"{number}号楼", first, 3)
    clerk.get(page(first))
    with django_assert_max_num_queries(6):
        clerk.get(page(first))
    for number in range(3, 9):
        building(cast, f"{number}号楼", first, 3)
    clerk.get(page(first))
    with django_assert_max_num_queries(6):
        clerk.get(page(first))
