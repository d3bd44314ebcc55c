"""One answer reaches all, privately, and each is asked: what one says decides for nobody else."""

import pytest

from huisheng.cases.actions.batch import Kind
from huisheng.cases.actions.escalate import let_fall_silent
from huisheng.cases.actions.resident import Rating, confirm_case, rate_case, send_back
from huisheng.cases.models import Case, CaseRating, CaseWords
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.cases.tests.several import acts, batch, fresh, merged
from huisheng.cases.tests.test_replay import check
from huisheng.core import clock
from tests.cast import Cast

ANSWER = "换了灯泡，昨晚亮了。"


@pytest.fixture
def told(cast: Cast) -> list[Case]:
    """Three reports of one light, answered at the head."""
    cases = merged(cast)
    answer_case(cases[0].id, viewer(cast.wang_fang), token(), ANSWER, Outcome.FIXED)
    return [fresh(case) for case in cases]


def test_each_follower_is_asked_with_a_period_of_their_own(told):
    head, *followers = told
    for follower in followers:
        assert (follower.state, follower.outcome, follower.call_back_due) == (State.ANSWERED, "fixed", True)
        assert follower.due_at is not None
        assert follower.answered_at == head.answered_at
        assert follower.head_id == head.id
        check(follower.id)


def test_the_answer_is_written_once_and_no_words_are_copied(told):
    assert CaseWords.objects.filter(text=ANSWER).count() == 1


def test_nobodys_yes_covers_anothers_no(cast: Cast, told):
    head, second, third = told
    confirm_case(head.id, token())
    confirm_case(second.id, token())
    send_back(third.id, token(), "我家门口还黑着")
    head, second, third = map(fresh, told)
    assert (head.state, second.state) == (State.CONFIRMED, State.CONFIRMED)
    assert (third.state, third.head_id, third.unit_id) == (State.RETURNED, None, cast.station.id)
    assert (third.send_backs, third.supervisor_id) == (1, cast.street.id)
    assert third.due_at is not None
    check(third.id)


def test_the_heads_no_leaves_the_followers_asked(told):
    head, second, _third = told
    send_back(head.id, token(), "还不亮")
    assert fresh(second).state == State.ANSWERED


def test_each_falls_silent_and_rates_by_themselves(told, monkeypatch):
    _head, second, third = told
    confirm_case(second.id, token())
    rate_case(second.id, token(), Rating(outcome="5"))
    assert list(CaseRating.objects.values_list("case_id", flat=True)) == [second.id]
    assert third.reply_delivered_at == third.answered_at, "who left nothing has the page"
    end = fresh(third).due_at
    monkeypatch.setattr(clock, "now", lambda: end)
    let_fall_silent()
    assert fresh(third).state == State.SILENT
    assert fresh(third).closed_at == third.answered_at
    check(third.id)


def test_who_said_no_waits_at_the_same_person_as_the_head(cast: Cast):
    head, second = merged(cast, 2)
    Case.objects.filter(pk=head.pk).update(handler_id=cast.zhao_qiang.id)
    answer_case(head.id, viewer(cast.wang_fang), token(), ANSWER, Outcome.FIXED)
    send_back(second.id, token())
    assert fresh(second).handler_id == cast.zhao_qiang.id


def test_an_answer_takes_as_many_statements_for_many_as_for_few(cast: Cast, django_assert_max_num_queries):
    by = viewer(cast.wang_fang)
    for count, words in ((2, ANSWER), (12, "线路断了，李师傅上午接好，中午通了电。")):
        head = merged(cast, count)[0]
        with django_assert_max_num_queries(18):
            answer_case(head.id, by, token(), words, Outcome.FIXED)


def test_those_who_said_no_can_be_merged_among_themselves(cast: Cast, told):
    _head, second, third = told
    for case in (second, third):
        send_back(case.id, token(), "还不亮")
    done = batch(Kind.MERGE, [fresh(second), fresh(third)], cast.wang_fang)
    assert done.cases == [third.id]
    assert acts(third)[-1] == "merge"
