"""The resident has the last word: confirms, sends back, stays silent, withdraws, rates."""

import pytest

from huisheng.cases.actions.course import call_back_clerk
from huisheng.cases.actions.escalate import let_fall_silent
from huisheng.cases.actions.resident import Rating, confirm_case, rate_case, send_back, withdraw_case
from huisheng.cases.models import Case, CaseEvent, CaseRating
from huisheng.cases.models.transitions import Act, NotOpen, State, Who
from huisheng.cases.tests.matters import answered, assigned, token, viewer
from huisheng.core import clock
from tests.cast import Cast


def test_a_confirmed_case_was_closed_when_it_was_answered(cast: Cast):
    case = answered(cast)
    closed = confirm_case(case.id, token())
    assert (closed.state, closed.closed_at, closed.due_at) == (State.CONFIRMED, case.answered_at, None)
    assert (closed.confirmed_by_telephone, closed.call_back_due) == (False, False)


def test_a_confirmation_by_telephone_comes_from_outside_the_unit_and_is_counted_apart(cast: Cast):
    case = answered(cast)
    closed = confirm_case(case.id, token(), actor=call_back_clerk(viewer(cast.chen_jing)))
    assert closed.confirmed_by_telephone is True
    event = CaseEvent.objects.get(case=case, act=Act.CONFIRM)
    assert (event.who, event.actor_id) == (Who.CALL_BACK, cast.chen_jing.id)


def test_not_done_goes_back_to_the_same_unit_with_a_fresh_clock_and_one_level_up_watching(cast: Cast, later):
    case = answered(cast)
    later(days=3)
    back = send_back(case.id, token(), "还是不热。")
    assert (back.state, back.unit_id, back.supervisor_id) == (State.RETURNED, cast.station.id, cast.street.id)
    assert back.due_at is not None
    assert back.due_at > clock.now()
    assert back.first_promised_at == case.first_promised_at
    assert (back.send_backs, back.outcome) == (1, "")


def test_what_a_closed_unit_had_answered_comes_back_to_the_level_above(cast: Cast):
    case = answered(cast)
    cast.station.until = cast.station.since.replace(year=2021)
    cast.station.save()
    back = send_back(case.id, token(), "还是不热。")
    assert (back.unit_id, back.supervisor_id) == (cast.street.id, cast.centre.id)


def test_the_centres_own_cases_are_called_back_too(cast: Cast):
    case = answered(cast)
    Case.objects.filter(pk=case.id).update(unit=cast.centre)
    assert (
        confirm_case(case.id, token(), actor=call_back_clerk(viewer(cast.chen_jing))).state == State.CONFIRMED
    )


def test_a_confirmed_case_can_be_reopened_for_thirty_days(cast: Cast, later):
    case = answered(cast)
    confirm_case(case.id, token())
    later(days=29)
    back = send_back(case.id, token(), "又不热了。")
    assert (back.state, back.closed_at) == (State.RETURNED, None)


def test_after_thirty_days_a_new_matter_is_needed(cast: Cast, later):
    case = answered(cast)
    confirm_case(case.id, token())
    later(days=31)
    with pytest.raises(NotOpen):
        send_back(case.id, token())


def test_silence_for_seven_days_is_a_state_of_its_own(cast: Cast, later):
    case = answered(cast)
    later(days=6, hours=23)
    assert let_fall_silent() == 0
    later(days=7, minutes=1)
    assert let_fall_silent() == 1
    silent = Case.objects.get(pk=case.id)
    assert (silent.state, silent.closed_at) == (State.SILENT, case.answered_at)
    assert let_fall_silent() == 0


def test_a_silent_resident_may_still_speak(cast: Cast, later):
    case = answered(cast)
    later(days=8)
    let_fall_silent()
    assert confirm_case(case.id, token()).state == State.CONFIRMED


def test_a_withdrawn_case_is_over_and_nothing_runs_on(cast: Cast):
    case = withdraw_case(assigned(cast).id, token())
    assert (case.state, case.due_at, case.escalate_at) == (State.WITHDRAWN, None, None)
    with pytest.raises(NotOpen):
        send_back(case.id, token())


def test_what_is_not_answered_cannot_be_confirmed(cast: Cast):
    with pytest.raises(NotOpen):
        confirm_case(assigned(cast).id, token())


def test_a_rating_splits_what_the_unit_can_help_from_what_it_cannot(cast: Cast):
    case = answered(cast)
    rate_case(case.id, token(), Rating(attitude="5", effort="4", outcome="2", policy_limit=True))
    rate_case(case.id, token(), Rating(attitude="4"))
    rating = CaseRating.objects.get(case=case)
    assert (rating.attitude, rating.effort, rating.policy_limit) == ("4", "", False)
    codes = [event.codes for event in CaseEvent.objects.filter(case=case, act=Act.RATE)]
    assert codes == [{}, {}]


def test_the_same_tap_twice_confirms_once(cast: Cast):
    case, once = answered(cast), token()
    confirm_case(case.id, once)
    again = confirm_case(case.id, once)
    assert again.state == State.CONFIRMED
    assert CaseEvent.objects.filter(case=case, act=Act.CONFIRM).count() == 1
