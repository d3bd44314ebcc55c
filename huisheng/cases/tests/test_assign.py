"""Assigning, re-assigning, handing back and taking over: the promise to the resident stays."""

import pytest

from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.hand_back import hand_back
from huisheng.cases.actions.take_over import take_over
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import Case, CaseWords
from huisheng.cases.models.codes import DeskReason, WordsKind
from huisheng.cases.models.transitions import State
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.matters import assigned, category_id, handling, token, viewer
from tests.cast import Cast


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


def test_not_ours_goes_one_level_up_with_the_reason(cast: Cast):
    case = handling(cast)
    back = hand_back(case.id, viewer(cast.wang_fang), token(case), "这栋楼的暖气由供热公司直管。")
    assert (back.state, back.unit_id, back.hand_backs) == (State.RECEIVED, cast.street.id, 1)
    assert back.desk_reason == DeskReason.HANDED_BACK
    assert CaseWords.objects.get(case=case, kind=WordsKind.HAND_BACK).text.startswith("这栋楼")
    assert back.promised_at == case.promised_at


def test_after_a_hand_back_the_first_promise_still_counts(cast: Cast):
    case = handling(cast)
    back = hand_back(case.id, viewer(cast.wang_fang), token(case), "不归我们。")
    again = triage_case(
        back.id,
        viewer(cast.sun_li),
        token(back),
        Decision(category_id("heating"), assign_to=cast.next_station.id),
    )
    assert again.first_promised_at == case.first_promised_at
    assert again.promised_at == case.promised_at


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
