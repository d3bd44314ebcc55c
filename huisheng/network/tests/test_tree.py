"""The snapshot of the network that every request reads instead of the database."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from huisheng.core import clock
from huisheng.network import tree as snapshots
from huisheng.network.geometry import index
from huisheng.network.models import Plot, PlotHub, Unit
from huisheng.network.tree import tree
from tests.cast import Cast


def names(ids: Any) -> list[str]:
    return [tree().unit(id).name for id in ids]


def test_the_way_up_begins_with_the_unit_and_ends_at_the_root(cast: Cast) -> None:
    assert tree().ancestors(cast.studio.id) == (
        cast.studio.id, cast.station.id, cast.street.id, cast.centre.id, cast.bureau.id,
    )  # fmt: skip
    root = tree().root
    assert root is not None and root.id == cast.bureau.id
    assert tree().ancestors(cast.bureau.id) == (cast.bureau.id,)


def test_the_subtree_has_the_unit_and_all_below_and_nothing_else(cast: Cast) -> None:
    assert tree().subtree(cast.station.id) == {
        cast.station.id, cast.studio.id, cast.second_studio.id, cast.hub.id,
    }  # fmt: skip
    assert tree().subtree(cast.bureau.id) == {unit.id for unit in Unit.objects.all()}


def test_a_unit_is_found_on_each_level_above_it(cast: Cast) -> None:
    found = [tree().at_level(cast.hub.id, level) for level in range(1, 6)]
    assert found == [cast.centre.id, cast.street.id, cast.station.id, cast.studio.id, cast.hub.id]
    assert tree().at_level(cast.street.id, 3) is None


def test_above_the_centre_there_is_the_bureau_and_above_the_bureau_nobody(cast: Cast) -> None:
    assert tree().above(cast.centre.id) == cast.bureau.id
    assert tree().above(cast.bureau.id) is None


def test_a_closed_unit_is_passed_over_on_the_way_up(cast: Cast) -> None:
    cast.station.until = clock.today()
    cast.station.save()
    assert tree().unit(cast.station.id).closed
    assert tree().above(cast.studio.id) == cast.street.id


def test_the_chain_of_a_plot_names_all_five_levels(cast: Cast) -> None:
    PlotHub.objects.create(plot=cast.plots[0], unit=cast.hub, since=clock.today())
    chain = tree().chain(cast.plots[0].id)
    assert [[unit.id for unit in units] for _level, units in chain.rows] == [
        [cast.bureau.id, cast.centre.id],
        [cast.street.id],
        [cast.station.id],
        [cast.studio.id],
        [cast.hub.id],
    ]
    assert chain.responsible.id == cast.studio.id
    assert tree().chain(cast.plots[1].id).levels[4] == ()


def test_a_plot_knows_its_branch_and_is_found_by_code_and_by_sign(cast: Cast) -> None:
    plot = tree().plot(cast.plots[0].id)
    assert (plot.organisation_id, plot.organisation_name) == (cast.branch.id, cast.branch.name)
    assert tree().plot_by_code(f" {plot.code} ") == plot
    typed = f" {plot.sign_code[:3].lower()}-{plot.sign_code[3:]} "
    assert tree().plot_by_sign(typed) == plot
    assert tree().plot_by_sign("222222") is None


def test_the_sign_of_a_closed_plot_leads_nowhere(cast: Cast) -> None:
    plot = cast.plots[0]
    plot.until = clock.today()
    plot.save()
    assert tree().plot_by_sign(plot.sign_code) is None
    assert plot.id not in {each.id for each in tree().plots_of(cast.studio.id)}
    assert tree().plot(plot.id).closed


def test_plots_are_found_by_unit_and_by_area(cast: Cast) -> None:
    district = tree().district
    assert district is not None
    assert {plot.id for plot in tree().plots_of(cast.station.id)} == {
        plot.id for plot in [*cast.plots, *cast.second_plots]
    }
    assert len(tree().plots_in(district.id)) == 6
    assert [area.name for area in tree().area_path(cast.studio.area_id or 0)] == [
        "绿园区", "春城街道", "景阳社区", "锦江花园",
    ]  # fmt: skip


def test_between_two_checks_it_costs_no_statement(cast: Cast, django_assert_num_queries: Any) -> None:
    tree()
    with django_assert_num_queries(0):
        for _request in range(100):
            tree().ancestors(cast.hub.id)


def test_a_check_that_finds_no_change_costs_one_statement(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(snapshots, "CHECK_SECONDS", 0.0)
    first = tree()
    with django_assert_num_queries(1):
        assert tree() is first


def rename_as_another_process_would(unit: Unit) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_unit SET name = '改了' WHERE id = %s", [unit.id])


def test_a_change_by_another_process_is_seen_at_the_next_check(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree()
    rename_as_another_process_would(cast.station)
    assert tree().unit(cast.station.id).name == "景阳社区工作站"
    snapshots.forget()
    monkeypatch.setattr(snapshots, "CHECK_SECONDS", 0.0)
    tree()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_unit SET name = '又改' WHERE id = %s", [cast.station.id])
    assert tree().unit(cast.station.id).name == "又改"


def test_a_change_by_this_process_is_seen_at_once(cast: Cast) -> None:
    tree()
    cast.station.name = "改了"
    cast.station.save()
    assert tree().unit(cast.station.id).name == "改了"


def test_a_new_day_is_a_new_snapshot(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    cast.station.until = tomorrow
    cast.station.save()
    assert not tree().unit(cast.station.id).closed
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    assert tree().unit(cast.station.id).closed


def test_many_threads_share_one_snapshot(cast: Cast) -> None:
    held = tree()
    seen: list[object] = []
    threads = [threading.Thread(target=lambda: seen.append(tree())) for _at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found is held for found in seen) and len(seen) == 8


def test_an_empty_network_has_no_root_and_no_district(db: None) -> None:
    assert tree().root is None
    assert tree().district is None


def test_a_plot_is_not_there_before_its_day(cast: Cast) -> None:
    Plot.objects.filter(pk=cast.plots[0].pk).update(since=clock.today() + timedelta(days=1))
    snapshots.forget()
    assert tree().plot(cast.plots[0].pk).closed
    assert cast.plots[0].pk not in index().shapes
