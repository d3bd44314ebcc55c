"""Assigning, re-assigning and taking over: the promise to the resident stays."""

import pytest

from huisheng.cases.actions.assign import NotThere, assign_case
from huisheng.cases.actions.escalate import escalate_overdue
from huisheng.cases.actions.give import NotForThem, give_case
from huisheng.cases.actions.take_over import take_over
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import Case, Route
from huisheng.cases.models.codes import DeskReason, Outcome
from huisheng.cases.models.transitions import State
from huisheng.cases.permissions import Refused, visible
from huisheng.cases.queries.catalogue import forget
from huisheng.cases.tests.matters import (
    answer_case,
    asked,
    assigned,
    case_of,
    category_id,
    handling,
    token,
    viewer,
)
from huisheng.core import clock
from huisheng.people.models import Appointment
from tests.cast import Cast, add_person, appoint


def test_the_dispatcher_gives_a_running_case_to_another_unit(cast: Cast):
    case = handling(cast)
    moved = assign_case(case.id, viewer(cast.sun_li), token(case), cast.next_station.id)
    assert (moved.state, moved.unit_id) == (State.ASSIGNED, cast.next_station.id)
    assert (moved.promised_at, moved.first_promised_at) == (case.promised_at, case.first_promised_at)


def test_whoever_had_it_personally_has_it_no_longer(cast: Cast):
    case = handling(cast)
    Case.objects.filter(pk=case.id).update(handler_id=cast.zhao_qiang.id)
    moved = assign_case(case.id, viewer(cast.sun_li), token(), cast.next_station.id)
    assert moved.handler_id is None


def test_a_station_does_not_move_the_cases_of_another_street(cast: Cast):
    case = handling(cast)
    with pytest.raises(Refused):
        assign_case(case.id, viewer(cast.he_san), token(case), cast.other_station.id)


def test_a_supervisor_takes_the_duty_only_by_its_own_act(cast: Cast):
    case = handling(cast)
    with pytest.raises(Refused):
        take_over(case.id, viewer(cast.sun_li), token(case))
    Case.objects.filter(pk=case.id).update(supervisor=cast.street)
    taken = take_over(case.id, viewer(cast.sun_li), token(case))
    assert (taken.unit_id, taken.state, taken.supervisor_id) == (cast.street.id, State.HANDLING, None)
    assert taken.due_at == case.promised_at


def test_the_handling_unit_cannot_take_over_from_itself(cast: Cast):
    case = assigned(cast)
    Case.objects.filter(pk=case.id).update(supervisor=cast.street)
    with pytest.raises(Refused):
        take_over(case.id, viewer(cast.wang_fang), token(case))


def test_passing_a_late_case_on_neither_makes_it_look_in_time_nor_sends_the_supervisor_away(
    cast: Cast, later
):
    case = handling(cast)
    later(days=20)
    escalate_overdue()
    moved = assign_case(case.id, viewer(cast.wang_fang), token(), cast.studio.id)
    assert moved.due_at == case.promised_at
    assert moved.supervisor_id == cast.street.id


def test_a_unit_cannot_be_given_what_it_has(cast: Cast):
    case = handling(cast)
    with pytest.raises(NotThere):
        assign_case(case.id, viewer(cast.wang_fang), token(case), cast.station.id)


def test_what_the_supervisor_took_over_the_supervisor_can_answer(cast: Cast):
    dispatcher = add_person("街道调度", "street.dispatcher")
    appoint([(dispatcher, "dispatcher", cast.street)])
    case = handling(cast)
    Case.objects.filter(pk=case.id).update(supervisor=cast.street)
    take_over(case.id, viewer(dispatcher), token(case))
    done = answer_case(case.id, viewer(dispatcher), token(), "街道已经请供热公司修好。", Outcome.FIXED)
    assert done.state == State.ANSWERED


def test_a_case_that_was_given_to_somebody_who_left_is_theirs_no_longer(cast: Cast):
    case = handling(cast)
    give_case(case.id, viewer(cast.wang_fang), token(case), cast.zhao_qiang.id)
    Appointment.objects.filter(person=cast.zhao_qiang).update(until=clock.today())
    appoint([(cast.zhao_qiang, "field_worker", cast.other_studio)])
    assert not visible(viewer(cast.zhao_qiang)).filter(pk=case.id).exists()


@pytest.mark.parametrize("somebody", ["wu_shen", "zheng_guan", "he_san", "qian_li"])
def test_a_case_is_given_only_to_those_who_handle_cases_there(cast: Cast, somebody):
    case = handling(cast)
    with pytest.raises(NotForThem):
        give_case(case.id, viewer(cast.wang_fang), token(case), getattr(cast, somebody).id)


def test_a_plot_that_was_wrong_can_be_taken_off(cast: Cast):
    case = case_of(asked(cast, category=None))
    off = triage_case(
        case.id, viewer(cast.wang_fang), token(case), Decision(category_id("heating"), plot_id=None)
    )
    assert off.plot_id is None


def test_a_closed_department_gets_nothing_by_the_catalogue(cast: Cast):
    category = category_id("employment")
    Route.objects.filter(category=category).update(level=None, department=cast.civil_affairs)
    cast.civil_affairs.until = cast.civil_affairs.since.replace(year=2021)
    cast.civil_affairs.save()
    forget()
    assert case_of(asked(cast, "employment")).desk_reason == DeskReason.NO_UNIT
