"""What the database refuses, whoever writes (domain.md D5–D16)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huisheng.network.models import (
    LEVEL_OF_KIND,
    Area,
    Dwelling,
    MassOrg,
    Organisation,
    Plot,
    PlotHolding,
    PlotHub,
    Team,
    Unit,
)
from huisheng.network.models.outline import outline
from huisheng.network.tests.helpers import area_of
from tests.cast import Cast
from tests.cast_network import LONG_AGO, square

BOUNDARY = square(125.3, 43.9)
NEXT_YEAR = date(2027, 1, 1)


def broken(write: Callable[[], object], rule: str) -> None:
    """The write is refused by this rule, and the transaction goes on."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    diagnosis = error.value.__cause__.diag  # type: ignore[union-attr]
    assert diagnosis.constraint_name == rule


def unit(cast: Cast, **changes: Any) -> Callable[[], Unit]:
    values: dict[str, Any] = {
        "code": "新",
        "name": "新站",
        "level": 3,
        "kind": "station",
        "parent": cast.street,
        "since": LONG_AGO,
    }
    return lambda: Unit.objects.create(**values | changes)


def plot(cast: Cast, **changes: Any) -> Callable[[], Plot]:
    values: dict[str, Any] = {
        "code": "新-1",
        "name": "新田",
        "area": cast.station.area,
        "unit": cast.studio,
        "drawn_from": "estate",
        "boundary": BOUNDARY,
        "since": LONG_AGO,
    }
    values |= changes
    derived = outline(BOUNDARY)
    return lambda: Plot.objects.bulk_create([Plot(**derived | values)])[0]


def test_a_unit_of_each_kind_is_on_the_level_of_its_kind(cast: Cast) -> None:
    parents = {1: cast.centre, 2: cast.centre, 3: cast.street, 4: cast.station, 5: cast.studio}
    for kind, level in LEVEL_OF_KIND.items():
        unit(cast, code=f"新-{kind}", kind=kind, level=level, parent=parents[level])()
        for other in {1, 2, 3, 4, 5} - {level}:
            broken(unit(cast, kind=kind, level=other, parent=parents[other]), "network_unit_kind_fits_level")


def test_levels_run_from_one_to_five(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        unit(cast, level=6)()
    with pytest.raises(IntegrityError), transaction.atomic():
        unit(cast, level=0)()


@pytest.mark.parametrize("parent", ["centre", "studio", "hub"])
def test_a_parent_is_on_the_same_level_or_one_above(cast: Cast, parent: str) -> None:
    broken(unit(cast, parent=getattr(cast, parent)), "network_unit_levels")
    unit(cast, parent=cast.next_station)()


def test_a_unit_cannot_leave_its_children_on_a_wrong_level(cast: Cast) -> None:
    def lift() -> None:
        Unit.objects.filter(id=cast.station.id).update(level=2, kind="subcentre", parent=cast.centre)

    broken(lift, "network_unit_levels")


def test_only_one_open_unit_has_nobody_above_it(cast: Cast) -> None:
    broken(unit(cast, level=1, kind="bureau", parent=None), "network_unit_one_root")
    broken(unit(cast, parent=None), "network_unit_has_parent")
    unit(cast, level=1, kind="bureau", parent=None, until=date(2021, 1, 1))()


def test_no_tree_can_be_bent_into_a_circle(cast: Cast) -> None:
    sibling = Organisation.objects.create(
        code="DW-2",
        name="二",
        kind="committee",
        sector="agency",
        superior=cast.branch.superior,
        since=LONG_AGO,
    )
    district, street = cast.district, area_of(cast.street)

    def bend(row: Any, **above: Any) -> Callable[[], object]:
        return lambda: type(row).objects.filter(id=row.id).update(**above)

    broken(bend(district, parent=street), "network_area_no_cycle")
    broken(bend(cast.bureau, parent=cast.civil_affairs), "network_unit_no_cycle")
    broken(bend(cast.branch.superior, superior=sibling), "network_organisation_no_cycle")
    broken(bend(street, parent=street), "network_area_not_own_parent")


def test_a_circle_is_found_however_many_rows_close_it_at_once(cast: Cast) -> None:
    first, second = (
        Unit.objects.create(
            code=code, name=code, level=1, kind="specialty", parent=cast.centre, since=LONG_AGO
        )
        for code in ("甲", "乙")
    )
    first.parent, second.parent = second, first
    broken(lambda: Unit.objects.bulk_update([first, second], ["parent"]), "network_unit_no_cycle")


def test_a_plot_has_one_branch_at_a_time(cast: Cast) -> None:
    first = cast.plots[0]
    broken(
        lambda: PlotHolding.objects.create(
            plot=first, organisation=cast.other_branch, since=date(2024, 1, 1)
        ),
        "network_plotholding_one_branch_at_a_time",
    )
    PlotHolding.objects.filter(plot=first).update(until=date(2024, 1, 1))
    PlotHolding.objects.create(plot=first, organisation=cast.other_branch, since=date(2024, 1, 1))


def test_a_branch_may_hold_many_plots(cast: Cast) -> None:
    assert PlotHolding.objects.filter(organisation=cast.branch).count() == 4


def test_only_a_branch_holds_a_plot_and_stays_one_while_it_does(cast: Cast) -> None:
    bare, committee = plot(cast)(), cast.branch.superior
    assert committee is not None
    broken(
        lambda: PlotHolding.objects.create(plot=bare, organisation=committee, since=LONG_AGO),
        "network_holder_is_branch",
    )
    broken(
        lambda: Organisation.objects.filter(id=cast.branch.id).update(kind="general_branch"),
        "network_holder_is_branch",
    )


def test_a_plot_has_one_team_and_a_hub_one_plot_at_a_time(cast: Cast) -> None:
    first, second = cast.plots
    Team.objects.create(plot=first, name="一队", since=LONG_AGO)
    broken(
        lambda: Team.objects.create(plot=first, name="二队", since=NEXT_YEAR),
        "network_team_one_team_at_a_time",
    )
    PlotHub.objects.create(plot=first, unit=cast.hub, since=LONG_AGO)
    broken(
        lambda: PlotHub.objects.create(plot=second, unit=cast.hub, since=NEXT_YEAR),
        "network_plothub_one_plot_at_a_time",
    )


def test_only_a_hub_household_is_the_hub_of_a_plot(cast: Cast) -> None:
    broken(
        lambda: PlotHub.objects.create(plot=cast.plots[0], unit=cast.studio, since=LONG_AGO),
        "network_hub_is_hub",
    )


@pytest.mark.parametrize("name", ["street", "centre", "hub"])
def test_a_plot_is_kept_by_a_station_or_a_studio(cast: Cast, name: str) -> None:
    broken(plot(cast, unit=getattr(cast, name)), "network_plot_unit_on_the_spot")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"boundary": {"type": "Point", "coordinates": [125, 43]}}, "network_plot_boundary_is_polygon"),
        ({"west": 126.0}, "network_plot_box_is_a_box"),
        ({"sign_code": "ABC10O"}, "network_plot_sign_code_readable"),
        ({"drawn_from": "river"}, "network_plot_drawn_from_known"),
        ({"until": LONG_AGO}, "network_plot_until_after_since"),
    ],
)
def test_a_plot_is_sound(cast: Cast, changes: dict[str, Any], rule: str) -> None:
    broken(plot(cast, **changes), rule)


def test_codes_and_labels_are_not_used_twice(cast: Cast) -> None:
    broken(unit(cast, code=cast.station.code), "network_unit_code_key")
    broken(plot(cast, code=cast.plots[0].code), "network_plot_code_key")
    estate = area_of(cast.studio)
    Dwelling.objects.create(area=estate, label="1单元101", since=LONG_AGO)
    broken(
        lambda: Dwelling.objects.create(area=estate, label="1单元101", since=NEXT_YEAR),
        "network_dwelling_label_once",
    )


def test_every_area_but_a_district_lies_in_another(cast: Cast) -> None:
    broken(
        lambda: Area.objects.create(code="孤", name="孤", kind="street", since=LONG_AGO),
        "network_area_has_parent",
    )


def test_saving_a_plot_derives_its_box_and_a_point_inside_it(cast: Cast) -> None:
    saved = plot(cast)()
    saved.boundary = square(125.4, 43.8, 0.01)
    saved.save()
    assert (saved.west, saved.south, saved.east, saved.north) == pytest.approx((125.4, 43.8, 125.41, 43.81))
    assert 125.4 < saved.lon < 125.41 and 43.8 < saved.lat < 43.81


def test_a_polygon_that_crosses_itself_is_not_saved(cast: Cast) -> None:
    bow_tie = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    cast.plots[0].boundary = bow_tie
    with pytest.raises(ValueError, match="Self-intersection"):
        cast.plots[0].save()


def test_a_mass_organisation_is_registered_once(cast: Cast) -> None:
    MassOrg.objects.create(organisation=cast.branch, kind="women", name="妇联", since=LONG_AGO)
    broken(
        lambda: MassOrg.objects.create(organisation=cast.branch, kind="women", name="妇联", since=NEXT_YEAR),
        "network_massorg_once",
    )


def test_every_unit_and_team_stands_for_one_of_the_five_parties(cast: Cast) -> None:
    broken(unit(cast, stands_for="owner"), "network_unit_party_known")
    broken(
        lambda: Team.objects.create(plot=cast.plots[0], name="一队", stands_for="", since=LONG_AGO),
        "network_team_party_known",
    )
