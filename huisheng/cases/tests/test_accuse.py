"""A case about a unit or a worker: above it, and invisible to it, to what lies below and to its people."""

import pytest

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.assign import NotThere, assign_case
from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.course import NoSuchCase
from huisheng.cases.actions.escalate import escalate_overdue
from huisheng.cases.actions.lift import lift_accusation
from huisheng.cases.actions.report import write_note
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import NotOpen, State
from huisheng.cases.permissions import Refused, visible
from huisheng.cases.queries.routing import NobodyAbove
from huisheng.cases.tests.matters import (
    answered,
    asked,
    assigned,
    case_of,
    category_id,
    handling,
    token,
    viewer,
)
from tests.cast import Cast, add_person, appoint


def sees(person, case) -> bool:
    return visible(viewer(person)).filter(pk=case.id).exists()


def test_marked_at_triage_it_leaves_the_accused_unit_at_once(cast: Cast):
    case = assigned(cast)
    assert sees(cast.wang_fang, case)
    accused = accuse_unit(case.id, viewer(cast.sun_li), token(case), cast.station.id)
    assert (accused.state, accused.unit_id) == (State.RECEIVED, cast.street.id)
    assert not sees(cast.wang_fang, case)
    assert sees(cast.sun_li, case)


def test_what_lies_below_the_accused_unit_sees_it_no_more_than_the_unit(cast: Cast):
    case = case_of(asked(cast, about_a_unit=True, accused_unit_id=cast.street.id))
    Case.objects.filter(pk=case.id).update(handler_id=cast.zhao_qiang.id)
    assert not sees(cast.zhao_qiang, case)  # in a studio below, even when it was given to him
    assert not sees(cast.wang_fang, case)
    assert sees(cast.sun_li, case)


def test_an_appointee_of_the_accused_unit_does_not_see_it_by_a_second_post(cast: Cast):
    both = add_person("双岗", "both")
    appoint([(both, "dispatcher", cast.centre), (both, "volunteer", cast.station)])
    plain, accusing = assigned(cast), case_of(asked(cast, about_a_unit=True, accused_unit_id=cast.station.id))
    assert sees(both, plain)
    assert not sees(both, accusing)


def test_the_accused_worker_does_not_see_it_even_from_above(cast: Cast):
    case = assigned(cast)
    accuse_unit(case.id, viewer(cast.sun_li), token(case), cast.station.id, cast.qian_li.id)
    assert not sees(cast.qian_li, case)


def test_units_beside_the_accused_one_are_not_concerned(cast: Cast):
    case = case_of(asked(cast, about_a_unit=True, accused_unit_id=cast.other_station.id))
    assert not sees(cast.he_san, case)
    assert not sees(cast.wang_fang, case)  # not hers at all


def test_it_can_neither_be_assigned_nor_called_back_into_the_accused_subtree(cast: Cast):
    case = case_of(asked(cast, about_a_unit=True, accused_unit_id=cast.station.id))
    clerk = viewer(cast.sun_li)
    triaged = triage_case(case.id, clerk, token(case), Decision(category_id("heating")))
    for unit in (cast.station, cast.studio, cast.hub):
        with pytest.raises(NotThere):
            assign_case(case.id, clerk, token(triaged), unit.id)
    Case.objects.filter(pk=case.id).update(state=State.HANDLING, unit=cast.centre)
    with pytest.raises((NotThere, Refused)):
        call_unit(case.id, clerk, token(), cast.studio.id)


def test_the_accused_can_do_nothing_to_it_by_its_id(cast: Cast):
    case = case_of(asked(cast, about_a_unit=True, accused_unit_id=cast.station.id))
    with pytest.raises(NoSuchCase):
        write_note(case.id, viewer(cast.wang_fang), token(), "与我们无关。")


def test_escalation_never_comes_near_the_accused(cast: Cast, monkeypatch):
    from datetime import timedelta

    from huisheng.core import clock

    case = case_of(asked(cast, about_a_unit=True, accused_unit_id=cast.station.id))
    start = clock.now()
    for day in range(4, 9):
        monkeypatch.setattr(clock, "now", lambda day=day: start + timedelta(days=day))
        escalate_overdue()
        case.refresh_from_db()
        assert case.supervisor_id in (cast.centre.id, cast.bureau.id)


def test_while_nobody_is_named_whoever_works_at_the_spot_sees_nothing(cast: Cast):
    spot = add_person("田埂", "spot")
    appoint([(spot, "field_worker", cast.plots[0])])
    plain, unclear = assigned(cast), case_of(asked(cast, about_a_unit=True))
    assert sees(spot, plain)
    assert not sees(spot, unclear)
    Case.objects.filter(pk=unclear.id).update(handler_id=spot.id)
    assert not sees(spot, unclear)


def test_while_nobody_is_named_it_stays_with_the_district(cast: Cast):
    case = case_of(asked(cast, about_a_unit=True))
    clerk = viewer(cast.sun_li)
    triaged = triage_case(case.id, clerk, token(case), Decision(category_id("heating")))
    with pytest.raises(NotThere):
        assign_case(case.id, clerk, token(triaged), cast.station.id)
    assert assign_case(case.id, clerk, token(triaged), cast.civil_affairs.id).unit_id == cast.civil_affairs.id


def test_the_desk_may_say_that_nobody_is_meant_after_all(cast: Cast):
    case = case_of(asked(cast, about_a_unit=True))
    lifted = lift_accusation(case.id, viewer(cast.sun_li), token(case))
    assert (lifted.about_a_unit, lifted.accused_unit_id) == (False, None)
    with pytest.raises(NotOpen):
        lift_accusation(case.id, viewer(cast.sun_li), token())


def test_accusing_anew_forgets_the_person_named_before(cast: Cast):
    case = assigned(cast)
    accuse_unit(case.id, viewer(cast.sun_li), token(case), cast.station.id, cast.wang_fang.id)
    again = accuse_unit(case.id, viewer(cast.sun_li), token(), cast.other_station.id)
    assert again.accused_person_id is None


def test_a_page_that_the_accused_had_open_tells_them_nothing(cast: Cast):
    case = assigned(cast)
    old = token(case)
    accuse_unit(case.id, viewer(cast.sun_li), token(case), cast.station.id)
    with pytest.raises(NoSuchCase):
        accept_case(case.id, viewer(cast.wang_fang), old)


def test_a_matter_already_answered_may_turn_out_to_be_about_the_unit(cast: Cast):
    case = answered(cast)
    accused = accuse_unit(case.id, viewer(cast.sun_li), token(case), cast.station.id)
    assert (accused.state, accused.call_back_due) == (State.RECEIVED, False)
    assert not sees(cast.wang_fang, case)


def test_about_the_top_there_is_nobody_above(cast: Cast):
    case = assigned(cast)
    with pytest.raises(NobodyAbove):
        accuse_unit(case.id, viewer(cast.sun_li), token(case), cast.bureau.id)


def test_whoever_was_called_or_had_it_personally_loses_it(cast: Cast):
    case = handling(cast)
    call_unit(case.id, viewer(cast.wang_fang), token(case), cast.civil_affairs.id)
    assert sees(cast.zhou_min, case)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    assert not sees(cast.zhou_min, case)
