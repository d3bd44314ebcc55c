"""The demo district is loaded in bulk, says what it invented, and lacks only what was planted."""

from __future__ import annotations

from collections import Counter

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions.load_demo import load_demo_district
from huisheng.network.demo.bundle import invent
from huisheng.network.demo.figures import Figures, read_figures
from huisheng.network.models import (
    Area,
    Dwelling,
    Organisation,
    Plot,
    PlotHolding,
    PlotHub,
    Revision,
    Unit,
)
from huisheng.network.queries import Standing, entities, gaps, unregistered
from huisheng.network.rows import Bundle
from huisheng.network.tree import tree


@pytest.fixture(scope="module")
def figures() -> Figures:
    """The demo as it ships, with fewer dwellings."""
    return read_figures().smaller(dwellings=6_000)


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    """The demo as it ships."""
    return invent(read_figures())


def test_the_figures_are_the_models(bundle: Bundle) -> None:
    assert len(bundle.plots) == 554
    assert len(bundle.organisations) == 566
    assert len(bundle.dwellings) == 200_000
    levels = Counter(unit.level for unit in bundle.units)
    assert levels[1] == 1 + 1 + 14
    assert levels[2] == 14
    assert levels[3] == 90
    assert levels[4] > 200 and levels[5] > 1_000


def test_the_tree_is_the_official_one_and_its_differences_are_listed(bundle: Bundle) -> None:
    found = Counter(area.kind for area in bundle.areas)
    listed = read_figures().differences
    assert (found["street"], found["town"], found["zone"], found["village"]) == tuple(
        listed[kind][1] for kind in ("street", "town", "zone", "village")
    )
    assert found["community"] == listed["community"][1] + 2  # and a placeholder in each zone


def test_all_that_is_invented_says_so(bundle: Bundle) -> None:
    for kind, rows in bundle.kinds():
        official = {"district", "zone", "town", "street", "village", "community"}
        for row in rows:
            assert row.illustrative != (kind == "areas" and row.kind in official), row


def test_no_invented_telephone_can_be_anybodys(bundle: Bundle) -> None:
    assert all(unit.office_phone[:6] in ("", "0431-0") for unit in bundle.units)


def test_the_same_figures_invent_the_same_district(figures: Figures) -> None:
    assert invent(figures) == invent(figures)


def test_what_is_missing_is_what_was_planted(db: None, figures: Figures) -> None:
    load_demo_district(figures)
    planted = figures.missing
    found = gaps()
    assert len(found.plots_without_branch) == planted["plots_without_branch"] == 3
    assert len(found.plots_without_team) == planted["plots_without_team"] == 2
    assert len(found.buildings_without_plot) == planted["buildings_without_plot"] == 1
    assert len(found.stations_without_studio) == planted["villages_without_studios"] == 1
    assert len(found.offices_without_phone) == planted["stations_without_phone"] == 1
    village = found.stations_without_studio[0]
    without = {lone.area_id for lone in found.buildings_without_hub}
    hamlets = {area.id for area in tree().area_children(village.area_id or 0)}
    assert len(without - hamlets) == planted["buildings_without_hub"] == 2
    assert {plot.unit_id for plot in tree().plots_in(village.area_id or 0)} == {village.id}


def test_everything_else_is_whole(db: None, figures: Figures) -> None:
    load_demo_district(figures)
    assert Dwelling.objects.count() == 6_000
    assert PlotHolding.objects.open().count() == 551
    assert PlotHolding.objects.exclude(until=None).count() > 20
    assert Unit.objects.filter(kind="hub").count() == PlotHub.objects.count()
    assert Organisation.objects.filter(kind="branch", superior=None).count() == 0
    for plot in tree().plots.values():
        chain = tree().chain(plot.id)
        assert [len(units) > 0 for units in chain.levels[:3]] == [True] * 3


def test_where_branches_are_due_is_planted(db: None, figures: Figures) -> None:
    load_demo_district(figures)
    found = Counter(row.standing for row in entities())
    assert found == {
        Standing.DUE: 7,
        Standing.MAY_END: 2,
        Standing.OWN_IS_DUE: 1,
        Standing.SENT: 10,
        Standing.OWN: 10,
    }
    assert unregistered() == []


def test_a_second_load_changes_nothing(db: None, figures: Figures) -> None:
    first = load_demo_district(figures)
    assert first.tallies["plots"].added == 554
    revisions, entries = Revision.objects.count(), AuditEntry.objects.count()
    signs = set(Plot.objects.values_list("sign_code", flat=True))
    second = load_demo_district(figures)
    assert second.is_nothing
    assert second.tallies["dwellings"].same == 6_000
    assert (Revision.objects.count(), AuditEntry.objects.count()) == (revisions, entries)
    assert set(Plot.objects.values_list("sign_code", flat=True)) == signs
    assert Area.objects.filter(kind="district").count() == 1
