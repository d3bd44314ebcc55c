"""After 28 days the resident is asked again; silence is never "still fixed"; what came back opens again."""

import pytest

from huisheng.cases.actions.answer import Reply, reply_to_case
from huisheng.cases.actions.recheck import ask_rechecks, came_back, still_fixed
from huisheng.cases.actions.resident import confirm_case, send_back
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.ends import Recheck
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.tests.ends import fallen_silent, referred
from huisheng.cases.tests.matters import answered, token, viewer
from huisheng.core import clock
from tests.cast import Cast


@pytest.fixture
def asked_again(cast: Cast, later) -> Case:
    """Confirmed, and asked again on the 28th day."""
    case = confirm_case(answered(cast).id, token())
    later(days=28, minutes=1)
    ask_rechecks()
    return Case.objects.get(pk=case.id)


def test_nobody_is_asked_before_28_days_and_everybody_once(cast: Cast, later):
    confirmed = confirm_case(answered(cast).id, token())
    silent = fallen_silent(answered(cast), later)
    assert ask_rechecks() == 0
    later(days=28, minutes=1)
    assert ask_rechecks() == 2
    assert ask_rechecks() == 0
    for case in (confirmed, silent):
        assert Case.objects.get(pk=case.id).recheck == Recheck.ASKED
        assert CaseEvent.objects.filter(case_id=case.id, act=Act.ASK_RECHECK).count() == 1


def test_only_what_was_fixed_can_last(cast: Cast, later):
    case = fallen_silent(referred(cast), later)
    assert case.recheck_at is None


@pytest.mark.parametrize(("sure", "verdict"), [(True, Recheck.FIXED), (False, Recheck.UNSURE)])
def test_one_tap_says_how_it_is(asked_again, sure, verdict):
    case = still_fixed(asked_again.id, token(), sure=sure)
    assert (case.recheck, case.state) == (verdict, State.CONFIRMED)
    with pytest.raises(NotOpen):
        came_back(case.id, token())


def test_what_came_back_opens_the_same_case_again_also_past_thirty_days(cast: Cast, asked_again, later):
    later(days=33)
    back = came_back(asked_again.id, token(), "又不热了。")
    assert (back.state, back.clock, back.supervisor_id) == (State.RETURNED, Clock.HANDLE, cast.street.id)
    assert (back.closed_at, back.recheck, back.recheck_at, back.reopens) == (None, Recheck.BACK, None, 0)
    assert back.first_promised_at == asked_again.first_promised_at


def test_unasked_nothing_comes_back_by_that_way(cast: Cast):
    case = confirm_case(answered(cast).id, token())
    with pytest.raises(NotOpen):
        came_back(case.id, token())


def test_fixed_a_second_time_it_is_asked_about_a_second_time(cast: Cast, asked_again, later):
    back = came_back(asked_again.id, token())
    words = "今天换了整组暖气片，室温 22 度。"
    done = reply_to_case(back.id, viewer(cast.wang_fang), token(), Reply(words, Outcome.FIXED))
    closed = confirm_case(done.id, token())
    assert (closed.recheck, closed.recheck_at is not None) == ("", True)
    later(days=57)
    assert ask_rechecks() == 1


def test_sent_back_before_nobody_is_asked(cast: Cast, later):
    case = confirm_case(answered(cast).id, token())
    later(days=5)
    back = send_back(case.id, token(), "又坏了。")
    assert (back.recheck_at, back.reopens) == (None, 1)
    later(days=40)
    assert ask_rechecks() == 0


def test_a_send_back_before_closing_is_no_reopening(cast: Cast):
    assert send_back(answered(cast).id, token(), "没好。").reopens == 0


def test_the_day_is_28_days_after_the_answer(cast: Cast):
    case = confirm_case(answered(cast).id, token())
    assert case.recheck_at is not None
    assert case.answered_at is not None
    assert (case.recheck_at - case.answered_at).days == 28
    assert case.recheck_at > clock.now()
