"""A unit that went into another takes what is said of it along: neither it nor its heir learns of a complaint."""

import pytest

from huisheng.cases.actions.assign import NotThere, assign_case
from huisheng.cases.actions.hand_over import hand_over_cases
from huisheng.cases.actions.resident import send_back
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome
from huisheng.cases.permissions import is_barred, visible
from huisheng.cases.tests.matters import answer_case, asked, case_of, category_id, token, viewer
from huisheng.cases.tests.test_replay import check
from huisheng.network import tree as network
from tests.cast import Cast, add_person, appoint


def merge(cast: Cast) -> None:
    """The station goes into the next one; its studios are below that one from now on."""
    for studio in (cast.studio, cast.second_studio):
        studio.parent = cast.next_station
        studio.save()
    cast.station.until = cast.station.since.replace(year=2021)
    cast.station.successor = cast.next_station
    cast.station.save()
    network.forget()


def complaint(cast: Cast) -> Case:
    """About the station, at the street; the place is a plot of its studio."""
    return case_of(asked(cast, about_a_unit=True, accused_unit_id=cast.station.id))


def sees(person, case: Case) -> bool:
    found = visible(viewer(person)).filter(pk=case.id).exists()
    assert not (found and is_barred(viewer(person), case))
    return found


def test_what_was_below_the_accused_unit_and_whoever_took_it_over_go_on_seeing_nothing(cast: Cast):
    case, at_the_plot, both = complaint(cast), add_person("田里", "tian"), add_person("两头", "liang")
    appoint(
        [
            (at_the_plot, "field_worker", cast.plots[0]),
            (both, "dispatcher", cast.street),
            (both, "volunteer", cast.next_station),
        ]
    )
    assert not sees(at_the_plot, case)
    assert sees(both, case)
    merge(cast)
    assert not sees(at_the_plot, case)
    assert not sees(both, case)
    assert sees(cast.sun_li, case)


def test_a_complaint_is_not_given_to_the_heir_of_the_unit_that_it_is_about(cast: Cast):
    case = complaint(cast)
    merge(cast)
    triage_case(case.id, viewer(cast.sun_li), token(), Decision(category_id("other")))
    for unit in (cast.next_station, cast.studio):
        with pytest.raises(NotThere):
            assign_case(case.id, viewer(cast.sun_li), token(), unit.id)


def test_one_that_the_heir_had_answered_and_that_is_sent_back_goes_above_it(cast: Cast):
    case, over = complaint(cast), viewer(cast.sun_li)
    clerk = add_person("邻站", "lin.zhan")
    appoint([(clerk, "station_clerk", cast.next_station)])
    triage_case(case.id, over, token(), Decision(category_id("other")))
    assign_case(case.id, over, token(), cast.next_station.id)
    answer_case(case.id, viewer(clerk), token(), "查过了，没有这回事。", Outcome.NOT_UPHELD)
    merge(cast)
    back = send_back(case.id, token(), "没有人来问过我。")
    assert (back.unit_id, back.handler_id) == (cast.street.id, None)
    check(case.id)


def test_one_that_the_heir_had_already_goes_above_it(cast: Cast):
    case = complaint(cast)
    triage_case(case.id, viewer(cast.sun_li), token(), Decision(category_id("other")))
    assign_case(case.id, viewer(cast.sun_li), token(), cast.next_station.id)
    merge(cast)
    assert hand_over_cases(cast.station.id) == 1
    assert hand_over_cases(cast.station.id) == 0
    case.refresh_from_db()
    assert case.unit_id == cast.street.id
    assert sees(cast.sun_li, case)
    check(case.id)
