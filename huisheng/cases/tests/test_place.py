"""A unit that moves in the tree takes its cases along: its new station sees them, the old one does not any longer."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.place import place_cases
from huisheng.cases.jobs import place as place_by_night
from huisheng.cases.models import Case
from huisheng.cases.queries.case import find_case, still_visible
from huisheng.cases.tests.matters import answered, asked, assigned, case_of, token, viewer
from huisheng.cases.tests.pages import at, signed_in
from huisheng.cases.tests.several import fresh
from huisheng.core import clock
from huisheng.network import tree as network
from huisheng.network.actions.asked import Asked
from huisheng.network.actions.move_unit import move_unit
from huisheng.network.editing import mark_of
from huisheng.network.models import Unit
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint
from tests.support.worker import work


@pytest.fixture(autouse=True)
def tree_of_before() -> Iterator[None]:
    """What a test moved is not held for the next one."""
    yield
    network.forget()


def move(unit: Unit, under: Unit) -> None:
    """From today on, and the worker has done what follows."""
    move_unit(unit.pk, under.pk, Asked(None, mark_of(unit), clock.today()))
    work()


def finds(person: Person, case: Case) -> bool:
    """By its number, as a page does and as after an act, with what this process has kept of earlier requests."""
    by_page = signed_in(person).get(at(case)).status_code == 200
    who = viewer(person)
    assert by_page == (find_case(who, case.number) is not None) == still_visible(who, case.id)
    return by_page


def test_its_new_station_sees_its_cases_and_the_old_one_no_longer(cast: Cast):
    clerk = add_person("迎宾", "ying.bin")
    appoint([(clerk, "station_clerk", cast.next_station)])
    case, closed = assigned(cast, category="refuse"), answered(cast, category="refuse")
    assert case.unit_id == cast.studio.id
    assert [finds(cast.wang_fang, case), finds(clerk, case)] == [True, False]
    move(cast.studio, cast.next_station)
    assert [finds(cast.wang_fang, case), finds(clerk, case)] == [False, True]
    assert [finds(cast.wang_fang, closed), finds(clerk, closed)] == [False, True]
    assert finds(cast.zhao_qiang, case)


def test_moved_to_another_street_it_is_seen_from_there(cast: Cast):
    near, far = add_person("近街", "jin.jie"), add_person("远街", "yuan.jie")
    appoint([(near, "dispatcher", cast.street), (far, "dispatcher", cast.other_street)])
    case = assigned(cast, category="refuse")
    assert [finds(near, case), finds(far, case)] == [True, False]
    move(cast.station, cast.other_street)
    assert [finds(near, case), finds(far, case)] == [False, True]
    assert (fresh(case).station_id, fresh(case).subcentre_id) == (cast.station.id, cast.other_street.id)


def test_what_lies_below_a_studio_is_seen_by_the_tree_of_today(cast: Cast):
    """Reach from a studio down is a list of units in the kept query: another tree is another query."""
    first, second = add_person("锦江", "jin.jiang"), add_person("南湖", "nan.hu")
    appoint([(first, "dispatcher", cast.studio), (second, "dispatcher", cast.second_studio)])
    case = assigned(cast, category="refuse")
    Case.objects.filter(pk=case.pk).update(unit=cast.hub)
    assert [finds(first, case), finds(second, case)] == [True, False]
    move(cast.hub, cast.second_studio)
    assert [finds(first, case), finds(second, case)] == [False, True]


def test_whoever_comes_under_an_accused_unit_sees_the_case_no_longer(cast: Cast):
    helper = add_person("两处", "liang.chu")
    appoint([(helper, "dispatcher", cast.centre), (helper, "volunteer", cast.other_studio)])
    case = assigned(cast)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    assert finds(helper, case)
    move(cast.other_studio, cast.station)
    assert not finds(helper, case)


def test_every_night_what_slipped_by_is_put_in_place_in_one_statement(cast: Cast):
    case, other = assigned(cast), case_of(asked(cast, plot_id=cast.other_plots[0].id))
    Case.objects.filter(pk=case.pk).update(station=cast.other_station, subcentre=None)
    network.tree()
    with CaptureQueriesContext(connection) as seen:
        place_by_night(0)
    assert sum("cases_case" in query["sql"] for query in seen) == 1
    assert (fresh(case).station_id, fresh(case).subcentre_id) == (cast.station.id, cast.street.id)
    assert fresh(other).station_id == cast.other_station.id
    assert place_cases() == 0
