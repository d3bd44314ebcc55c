"""Ruling on an objection: upheld and charged to who assigned, or dismissed for good; at most two bounces."""

from datetime import timedelta
from typing import Any

import pytest

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.assign import NotThere, assign_case
from huisheng.cases.actions.object import Objection, object_to_case
from huisheng.cases.actions.rule import dismiss, uphold
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import Case, CaseEvent, CaseWords
from huisheng.cases.models.codes import Ground
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.permissions import Refused, visible
from huisheng.cases.queries.misroute import misroute
from huisheng.cases.tests.matters import asked, assigned, case_of, category_id, handling, token, viewer
from huisheng.cases.tests.test_object import NOT_OURS, objected, street_dispatcher
from huisheng.core import clock
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint


def handler_at(unit: Any, name: str) -> Person:
    person = add_person(name, name)
    appoint([(person, "department_handler", unit)])
    return person


def test_upheld_goes_to_whom_the_arbiter_names_with_the_promise_as_it_was(cast: Cast) -> None:
    case = objected(cast)
    after = uphold(case.id, viewer(cast.sun_li), token(), cast.housing.id, "查过职责，归住建。")
    assert (after.state, after.unit_id, after.clock) == (State.ASSIGNED, cast.housing.id, Clock.SIGN)
    assert (after.promised_at, after.first_promised_at) == (case.promised_at, case.first_promised_at)
    assert (after.bounces, after.arbiter_id, after.side_clocks_running) == (1, None, 0)
    assert CaseWords.objects.get(case_id=case.id, kind="ruling").text == "查过职责，归住建。"


def test_dismissed_stays_and_is_not_objected_to_again(cast: Cast) -> None:
    case = objected(cast)
    after = dismiss(case.id, viewer(cast.sun_li), token(), "目录写明由你们办。")
    assert (after.state, after.unit_id, after.no_return) == (State.HANDLING, cast.station.id, True)
    assert (after.bounces, after.arbiter_id, after.side_clocks_running) == (0, None, 0)
    with pytest.raises(NotOpen):
        objected(cast, case)


def test_another_unit_that_gets_it_afterwards_may_be_heard(cast: Cast) -> None:
    case = objected(cast)
    dismiss(case.id, viewer(cast.sun_li), token(), "归你们。")
    assign_case(case.id, viewer(cast.wang_fang), token(), cast.studio.id)
    after = object_to_case(case.id, viewer(cast.zhao_qiang), token(), NOT_OURS)
    assert after.arbiter_id == cast.centre.id  # not the station: 王芳 assigned it


def test_after_two_bounces_the_district_decides_and_finally(cast: Cast) -> None:
    street = street_dispatcher(cast)
    people = {
        unit.id: handler_at(unit, f"handler.{unit.pk}") for unit in (cast.next_station, cast.civil_affairs)
    }
    case = objected(cast)
    uphold(case.id, viewer(street), token(), cast.next_station.id, "归迎宾。")
    object_to_case(case.id, viewer(people[cast.next_station.id]), token(), NOT_OURS)
    again = uphold(case.id, viewer(cast.sun_li), token(), cast.civil_affairs.id, "归民政。")
    assert (again.bounces, again.no_return) == (2, False)
    third = object_to_case(case.id, viewer(people[cast.civil_affairs.id]), token(), NOT_OURS)
    assert third.arbiter_id == cast.bureau.id  # 孙丽 at the desk assigned it herself: the next up
    done = uphold(case.id, viewer(cast.qian_li), token(), cast.housing.id, "最后归住建。")
    assert (done.bounces, done.no_return) == (3, True)
    with pytest.raises(NotOpen):
        object_to_case(case.id, viewer(handler_at(cast.housing, "housing")), token(), NOT_OURS)
    moved = assign_case(case.id, viewer(cast.sun_li), token(), cast.centre.id)
    assert moved.no_return


def test_the_third_objection_of_a_station_goes_straight_to_the_district(cast: Cast) -> None:
    street_dispatcher(cast)
    case = handling(cast)
    Case.objects.filter(pk=case.id).update(bounces=2)
    assert objected(cast, case).arbiter_id == cast.centre.id


def test_it_is_not_given_again_to_a_unit_that_was_relieved(cast: Cast) -> None:
    case = objected(cast)
    uphold(case.id, viewer(cast.sun_li), token(), cast.housing.id, "归住建。")
    with pytest.raises(NotThere):
        assign_case(case.id, viewer(cast.sun_li), token(), cast.station.id)


def test_outsiders_and_the_parties_do_not_rule(cast: Cast) -> None:
    case = objected(cast)
    for person in (cast.wang_fang, cast.he_san, cast.zhou_min, cast.chen_jing):
        with pytest.raises(Refused):
            uphold(case.id, viewer(person), token(), cast.housing.id, "归住建。")
    appoint([(cast.sun_li, "field_worker", cast.station)])  # she would be a judge in her own cause
    with pytest.raises(Refused):
        dismiss(case.id, viewer(cast.sun_li), token(), "归你们。")


def test_an_arbiter_who_is_late_makes_room_for_the_level_above(cast: Cast, later: Any) -> None:
    case = objected(cast)
    with pytest.raises(Refused):
        dismiss(case.id, viewer(cast.qian_li), token(), "归你们。")
    later(days=10)
    assert dismiss(case.id, viewer(cast.qian_li), token(), "归你们。").no_return


def test_a_unit_that_the_case_is_about_never_rules(cast: Cast) -> None:
    street = street_dispatcher(cast)
    case = case_of(asked(cast, category=None, about_a_unit=True, accused_unit_id=cast.street.id))
    assign_case_anew(cast, case)
    handler = handler_at(cast.housing, "housing")
    after = object_to_case(case.id, viewer(handler), token(), NOT_OURS)
    assert after.arbiter_id == cast.bureau.id
    assert not visible(viewer(street)).filter(pk=case.id).exists()


def assign_case_anew(cast: Cast, case: Case) -> None:
    """孙丽 triages it and gives it to 住建."""
    decision = Decision(category_id("noise"), plot_id=case.plot_id, assign_to=cast.housing.id)
    triage_case(case.id, viewer(cast.sun_li), token(), decision)


def test_a_ruling_ends_with_an_accusation(cast: Cast) -> None:
    case = objected(cast)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    case.refresh_from_db()
    assert (case.arbiter_id, case.side_clocks_running) == (None, 0)


def test_the_arbiter_sees_the_case_by_ruling_on_it(cast: Cast) -> None:
    case = assigned(cast)
    Case.objects.filter(pk=case.id).update(arbiter=cast.other_street)
    person = add_person("别街道调度", "other.dispatcher")
    appoint([(person, "dispatcher", cast.other_street)])
    assert visible(viewer(person)).filter(pk=case.id).exists()


def test_misroute_is_upheld_by_assignments_charged_to_who_assigned(cast: Cast) -> None:
    by_catalogue = objected(cast)
    uphold(by_catalogue.id, viewer(cast.sun_li), token(), cast.housing.id, "归住建。")
    handling(cast)
    by_person = handling(cast)
    assign_case(by_person.id, viewer(cast.wang_fang), token(), cast.studio.id)
    object_to_case(by_person.id, viewer(cast.zhao_qiang), token(), Objection(Ground.PLACE, "不在我们这里"))
    uphold(by_person.id, viewer(cast.sun_li), token(), cast.second_studio.id, "归南湖。")
    since = clock.now() - timedelta(days=1)
    found = {(line.by, line.person_id, line.unit_id): line for line in misroute(since, clock.now())}
    catalogue_line = found["catalogue", None, None]
    assert (catalogue_line.upheld, catalogue_line.assignments) == (1, 3)
    clerk = found["person", cast.wang_fang.id, cast.station.id]
    assert (clerk.upheld, clerk.assignments) == (1, 1)
    ruling = found["ruling", cast.sun_li.id, cast.centre.id]
    assert (ruling.upheld, ruling.assignments) == (0, 2)


def test_the_rulings_event_says_who_is_charged(cast: Cast) -> None:
    case = objected(cast)
    uphold(case.id, viewer(cast.sun_li), token(), cast.housing.id, "归住建。")
    codes = CaseEvent.objects.get(case_id=case.id, act=Act.UPHOLD).codes
    assert (codes["charged_to"], codes["charged_edition"]) == ("catalogue", case.catalogue)
    assert (codes["from_unit_id"], codes["ground"]) == (cast.station.id, "remit")
