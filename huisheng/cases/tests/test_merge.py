"""Several who report one matter: the later follow the earliest, nobody is lost, and nothing is hidden by it."""

import threading
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.batch import Kind, Wish, do_batch
from huisheng.cases.actions.resident import add_words, confirm_case, send_back, withdraw_case
from huisheng.cases.actions.split_off import split_off
from huisheng.cases.models import Case, CaseParty
from huisheng.cases.models.batch import Why
from huisheng.cases.models.codes import DeskReason, Outcome
from huisheng.cases.models.transitions import NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.ends import pending_on
from huisheng.cases.tests.matters import answer_case, answered, asked, case_of, handling, token, viewer
from huisheng.cases.tests.several import LIT, acts, batch, fresh, lights, merged, seen
from huisheng.cases.tests.test_replay import check
from tests.cast import Cast, sign_in


def test_the_later_follow_the_earliest_and_their_clocks_stand_still(cast: Cast):
    head, second, third = merged(cast)
    assert (head.state, head.head_id, head.version) == (State.ASSIGNED, None, 3)
    for follower in (second, third):
        assert (follower.state, follower.head_id, follower.unit_id) == (State.MERGED, head.id, head.unit_id)
        assert (follower.due_at, follower.escalate_at, follower.closed_at) == (None, None, None)
        check(follower.id)


def test_whatever_is_chosen_first_the_earliest_is_the_head(cast: Cast):
    first, second = lights(cast, 2)
    done = batch(Kind.MERGE, [second, first], cast.wang_fang)
    assert done.cases == [second.id]
    assert fresh(first).state == State.ASSIGNED


def test_who_followed_a_case_follows_its_new_head(cast: Cast):
    first, second, third = lights(cast, 3)
    batch(Kind.MERGE, [second, third], cast.wang_fang)
    batch(Kind.MERGE, [first, fresh(second)], cast.wang_fang)
    assert {fresh(second).head_id, fresh(third).head_id} == {first.id}
    assert acts(third)[-2:] == ["merge", "merge"]


def refusal(cast: Cast, cases: list[Case], about: Case) -> str:
    return str(batch(Kind.MERGE, cases, cast.wang_fang).refused[str(about.id)])


def test_nothing_is_merged_into_what_follows_another_or_has_ended(cast: Cast):
    first, second, third = merged(cast)
    fourth = lights(cast, 1)[0]
    assert refusal(cast, [second, fourth], fourth) == Why.HEAD_FOLLOWS
    assert refusal(cast, [first, second], second) == Why.FOLLOWS
    withdraw_case(third.id, token())
    assert refusal(cast, [fresh(third), fourth], fourth) == Why.HEAD_ENDED
    assert fresh(fourth).state == State.ASSIGNED


def test_nothing_is_merged_into_an_answered_one(cast: Cast):
    head = answered(cast, **LIT)
    late = lights(cast, 1)[0]
    assert refusal(cast, [head, late], late) == Why.HEAD_ENDED


def test_one_alone_is_not_merged(cast: Cast):
    first = lights(cast, 1)[0]
    assert refusal(cast, [first], first) == Why.ALONE


def test_where_nothing_can_follow_the_earliest_is_not_said_to_be_merged(cast: Cast):
    head, other = lights(cast, 1)[0], send_back(answered(cast, **LIT).id, token(), "还黑着")
    client = sign_in(Client(), cast.wang_fang)
    page = client.get("/cases/batch", {"act": "merge", "n": [head.number, other.number]}).content.decode()
    assert "0 件会照办" in page and "别的都并不进来" in page and "撤销" not in page
    done = batch(Kind.MERGE, [head, other], cast.wang_fang)
    assert (done.cases, done.refused[str(head.id)]) == ([], Why.NOTHING_LEFT)


def test_what_is_about_a_unit_is_never_merged_in_either_direction(cast: Cast):
    first = lights(cast, 1)[0]
    about = case_of(asked(cast, **LIT, about_a_unit=True, accused_unit_id=cast.studio.id))
    last = lights(cast, 1)[0]
    assert refusal(cast, [first, about], about) in (Why.ABOUT_A_UNIT, Why.GONE)
    done = batch(Kind.MERGE, [about, last], cast.sun_li)
    assert set(done.refused.values()) == {Why.ABOUT_A_UNIT}
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=about.pk).update(head_id=first.id)


def test_a_case_that_was_sent_back_is_not_hidden_behind_a_fresh_one(cast: Cast):
    head = lights(cast, 1)[0]
    sent_back = send_back(answered(cast, **LIT).id, token(), "还黑着")
    other = send_back(answered(cast, **LIT).id, token(), "我家门口也黑着")
    assert refusal(cast, [head, sent_back], sent_back) == Why.SENT_BACK
    assert batch(Kind.MERGE, [sent_back, other], cast.wang_fang).cases == [other.id]


def test_an_outsider_merges_nothing(cast: Cast):
    cases = lights(cast, 2)
    done = batch(Kind.MERGE, cases, cast.he_san)
    assert set(done.refused.values()) == {Why.HEAD_NOT_YOURS}
    assert fresh(cases[1]).state == State.ASSIGNED


def test_a_page_that_is_out_of_date_merges_nothing_of_that_case(cast: Cast):
    first, second, third = lights(cast, 3)
    add_words(second.id, token(), "现在更黑了")
    done = do_batch(Wish(Kind.MERGE, seen([first, second, third])), viewer(cast.wang_fang), uuid4())
    assert (done.cases, done.refused) == ([third.id], {str(second.id): Why.STALE})


def test_the_resident_still_adds_and_withdraws_by_themselves(cast: Cast):
    head, second, third = merged(cast)
    add_words(second.id, token(), "第二盏也不亮")
    assert withdraw_case(third.id, token()).state == State.WITHDRAWN
    assert fresh(second).state == State.MERGED
    assert fresh(head).state == State.ASSIGNED
    check(second.id)
    check(third.id)


def test_a_wrong_merge_is_split_off_to_the_desk_and_keeps_its_promise(cast: Cast):
    head, second, _third = merged(cast)
    split = split_off(second.id, viewer(cast.wang_fang), token(second))
    assert (split.state, split.head_id, split.desk_reason) == (State.RECEIVED, None, DeskReason.SPLIT_OFF)
    assert split.first_promised_at == second.first_promised_at
    check(split.id)
    with pytest.raises(NotOpen):
        split_off(head.id, viewer(cast.wang_fang), token())


def test_who_came_with_a_case_is_split_off_with_it(cast: Cast):
    first, second, third = lights(cast, 3)
    batch(Kind.MERGE, [second, third], cast.wang_fang)
    batch(Kind.MERGE, [first, fresh(second)], cast.wang_fang)
    split_off(second.id, viewer(cast.wang_fang), token())
    assert (fresh(second).head_id, fresh(third).head_id) == (None, second.id)
    check(third.id)


def test_after_the_answer_nothing_is_split_off(cast: Cast):
    head, second, _third = merged(cast)
    answer_case(head.id, viewer(cast.wang_fang), token(), "换了灯泡。", Outcome.FIXED)
    with pytest.raises((NotOpen, Refused)):
        split_off(second.id, viewer(cast.wang_fang), token())


def test_when_the_head_is_withdrawn_the_first_follower_takes_its_place(cast: Cast):
    head = handling(cast, **LIT)
    CaseParty.objects.create(case=head, unit=cast.civil_affairs, since=head.received_at)
    second, third = lights(cast, 2)
    batch(Kind.MERGE, [head, second, third], cast.wang_fang)
    withdraw_case(head.id, token())
    second, third = fresh(second), fresh(third)
    assert (second.state, second.head_id, second.unit_id) == (State.HANDLING, None, cast.station.id)
    assert (second.due_at, second.clock) == (head.due_at, head.clock)
    assert (third.state, third.head_id) == (State.MERGED, second.id)
    assert list(CaseParty.objects.filter(case=second).values_list("unit_id", "until")) == [
        (cast.civil_affairs.id, None)
    ]
    for case in (second, third):
        check(case.id)


def test_what_waits_on_the_ledger_goes_on_waiting_there_under_the_first_follower(cast: Cast):
    head = pending_on(cast)
    second = lights(cast, 1)[0]
    batch(Kind.MERGE, [fresh(head), second], cast.wang_fang)
    withdraw_case(head.id, token())
    second = fresh(second)
    assert (second.pending, second.pending_reason, second.clock) == ("on", head.pending_reason, "review")
    check(second.id)


def test_what_waits_on_the_ledger_is_not_merged_into_another(cast: Cast):
    first = lights(cast, 1)[0]
    pending = pending_on(cast)
    assert refusal(cast, [first, fresh(pending)], pending) == Why.BUSY


def test_when_the_head_turns_out_to_be_about_a_unit_the_others_stay_in_sight(cast: Cast):
    head, second, third = merged(cast)
    accuse_unit(head.id, viewer(cast.sun_li), token(), cast.station.id)
    assert (fresh(second).state, fresh(second).head_id) == (State.ASSIGNED, None)
    assert fresh(third).head_id == second.id


def test_a_follower_that_turns_out_to_be_about_a_unit_leaves_the_others(cast: Cast):
    head, second, _third = merged(cast)
    answer_case(head.id, viewer(cast.wang_fang), token(), "换了灯泡。", Outcome.FIXED)
    accused = accuse_unit(second.id, viewer(cast.sun_li), token(), cast.station.id)
    assert (accused.head_id, accused.state) == (None, State.RECEIVED)
    check(accused.id)


def test_a_confirmed_follower_is_not_asked_again(cast: Cast):
    head, second, third = merged(cast)
    over = viewer(cast.wang_fang)
    answer_case(head.id, over, token(), "换了灯泡。", Outcome.FIXED)
    confirm_case(second.id, token())
    send_back(head.id, token(), "还不亮")
    answer_case(head.id, over, token(), "换了线路。", Outcome.FIXED)
    assert (fresh(second).state, fresh(third).state) == (State.CONFIRMED, State.ANSWERED)
    assert acts(second).count("relay") == 1
    assert acts(third).count("relay") == 2


@pytest.mark.django_db(transaction=True)
def test_two_people_merge_in_opposite_directions_at_once(committed_cast: Cast):
    first, second, third = lights(committed_cast, 3)
    ready, outcomes = threading.Barrier(2), []

    def merge(chosen: list[Case]) -> None:
        ready.wait()
        outcomes.append(batch(Kind.MERGE, chosen, committed_cast.wang_fang))
        connection.close()

    # One merges the second into the first, the other the third and the first, from the other side.
    pairs = ([second, first, third], [third, second, first])
    threads = [threading.Thread(target=merge, args=(pair,)) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(outcome.cases) for outcome in outcomes) == [0, 2]
    assert {fresh(second).head_id, fresh(third).head_id} == {first.id}
    assert fresh(first).head_id is None


@pytest.mark.django_db(transaction=True)
def test_a_chain_is_never_made_by_two_merges_at_once(committed_cast: Cast):
    first, second, third = lights(committed_cast, 3)
    ready = threading.Barrier(2)

    def merge(chosen: list[Case]) -> None:
        ready.wait()
        batch(Kind.MERGE, chosen, committed_cast.wang_fang)
        connection.close()

    threads = [threading.Thread(target=merge, args=(pair,)) for pair in ([first, second], [second, third])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    heads = {case.id: case.head_id for case in map(fresh, (first, second, third))}
    followed = {head for head in heads.values() if head is not None}
    assert followed
    assert all(heads[head] is None for head in followed)


def test_merging_many_takes_as_many_statements_as_merging_few(cast: Cast, django_assert_max_num_queries):
    few, many = lights(cast, 3), lights(cast, 12)
    by = viewer(cast.wang_fang)
    for cases in (few, many):
        with django_assert_max_num_queries(11):
            do_batch(Wish(Kind.MERGE, seen(cases)), by, uuid4())
