"""Who may keep which part of the network."""

import pytest

from huisheng.desk import permissions
from huisheng.network.tree import tree
from huisheng.people.models import Person
from huisheng.people.viewer import Viewer, viewer_for
from tests.cast import Cast, add_person, appoint

pytestmark = pytest.mark.django_db


def viewer(person: Person) -> Viewer:
    return viewer_for(person.account)


def test_a_station_clerk_keeps_the_station_and_what_is_below_it(cast: Cast) -> None:
    clerk = viewer(cast.wang_fang)
    kept = [cast.station, cast.studio, cast.hub]
    others = [cast.street, cast.next_station, cast.other_station]
    assert [permissions.may_keep_unit(clerk, unit.pk) for unit in kept] == [True] * 3
    assert [permissions.may_keep_unit(clerk, unit.pk) for unit in others] == [False] * 3
    assert permissions.may_keep_plot(clerk, cast.plots[0].pk)
    assert not permissions.may_keep_plot(clerk, cast.other_plots[0].pk)


def test_nobody_closes_or_moves_the_unit_that_they_keep(cast: Cast) -> None:
    clerk = viewer(cast.wang_fang)
    assert permissions.may_restructure_unit(clerk, cast.studio.pk)
    assert not permissions.may_restructure_unit(clerk, cast.station.pk)
    assert not permissions.may_restructure_unit(clerk, cast.bureau.pk)


def test_a_clerk_keeps_the_areas_of_the_station_and_not_those_beside_it(cast: Cast) -> None:
    clerk = viewer(cast.wang_fang)
    assert permissions.may_keep_area(clerk, cast.station.area_id)
    assert not permissions.may_keep_area(clerk, cast.other_station.area_id)
    assert not permissions.may_keep_area(clerk, cast.district.pk)
    assert not permissions.may_keep_area(clerk, None)


def test_a_field_worker_keeps_nothing(cast: Cast) -> None:
    worker = viewer(cast.zhao_qiang)
    assert not permissions.may_keep_unit(worker, cast.studio.pk)
    assert not permissions.may_keep_area(worker, cast.studio.area_id)


def test_a_department_keeps_nothing_of_the_district_but_itself(cast: Cast) -> None:
    person = add_person("部门调度员", "bu.men")
    appoint([(person, "dispatcher", cast.civil_affairs)])
    keeper = viewer(person)
    assert permissions.may_keep_unit(keeper, cast.civil_affairs.pk)
    assert not permissions.may_keep_all(keeper)
    assert not permissions.may_keep_area(keeper, cast.district.pk)
    assert not permissions.may_keep_area(keeper, cast.station.area_id)


@pytest.mark.parametrize("name", ["wang_fang", "sun_li", "he_san", "qian_li"])
def test_all_kept_areas_at_once_are_those_that_may_be_kept_one_by_one(cast: Cast, name: str) -> None:
    keeper = viewer(getattr(cast, name))
    one_by_one = {area for area in tree().areas if permissions.may_keep_area(keeper, area)}
    assert permissions.kept_areas(keeper) == one_by_one
