"""One act on several cases: each by its own rules, once a key, written in sets, and undone where nobody acted since."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.batch import Kind, Wish, do_batch, try_out
from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.report import report_progress, write_note
from huisheng.cases.actions.resident import add_words
from huisheng.cases.actions.several import CannotBe
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.actions.undo import MINUTES, undo_acts, undo_batch
from huisheng.cases.models import Batch, Case, CaseEvent, CaseParty
from huisheng.cases.models.batch import Why
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import asked, case_of, category_id, handling, token, viewer
from huisheng.cases.tests.several import LIT, acts, batch, fresh, lights, merged, seen
from huisheng.cases.tests.test_replay import check
from huisheng.core.models import AuditEntry
from tests.cast import Cast

UNSAID = ("version", "resident_spoke", "acted_at")


def triaged(cast: Cast, count: int) -> list[Case]:
    """Triaged at the station and not assigned yet."""
    decision = Decision(category_id("refuse"), plot_id=cast.plots[0].id)
    cases = [case_of(asked(cast, category=None)) for _each in range(count)]
    return [triage_case(case.id, viewer(cast.wang_fang), token(), decision) for case in cases]


def test_several_are_assigned_each_by_an_event_of_its_own(cast: Cast):
    cases = triaged(cast, 3)
    key = uuid4()
    done = batch(Kind.ASSIGN, cases, cast.wang_fang, key, unit_id=cast.studio.id)
    assert (sorted(done.cases), done.refused) == (sorted(case.id for case in cases), {})
    for case in map(fresh, cases):
        assert (case.state, case.unit_id, case.station_id) == (
            State.ASSIGNED,
            cast.studio.id,
            cast.station.id,
        )
        assert CaseEvent.objects.get(case=case, seq=case.version).client_key == key
        check(case.id)
    assert AuditEntry.objects.filter(action="case.assign", subject=f"case:{cases[0].id}").count() == 1


def test_what_cannot_go_is_left_out_with_its_reason_and_the_others_go(cast: Cast):
    first, second, third = triaged(cast, 3)
    foreign = case_of(asked(cast, "property", plot_id=cast.other_plots[0].id))
    write_note(second.id, viewer(cast.wang_fang), token(), "等一等")
    done = batch(Kind.ASSIGN, [first, second, third, foreign], cast.wang_fang, unit_id=cast.studio.id)
    assert sorted(done.cases) == sorted([first.id, third.id])
    assert done.refused == {str(second.id): Why.STALE, str(foreign.id): Why.NOT_YOURS}
    assert fresh(second).state == State.TRIAGED


def test_a_closed_unit_gets_nothing(cast: Cast):
    cases = handling(cast), handling(cast)
    done = batch(Kind.ASSIGN, cases, cast.wang_fang, unit_id=cast.station.id)
    assert set(done.refused.values()) == {Why.NOT_THERE}


def test_a_key_counts_once(cast: Cast):
    cases, key = triaged(cast, 2), uuid4()
    first = batch(Kind.ASSIGN, cases, cast.wang_fang, key, unit_id=cast.studio.id)
    again = batch(Kind.ASSIGN, cases, cast.wang_fang, key, unit_id=cast.station.id)
    assert (again.cases, again.at) == (first.cases, first.at)
    assert fresh(cases[0]).unit_id == cast.studio.id


def test_trying_it_out_says_the_same_and_changes_nothing(cast: Cast):
    first, second = triaged(cast, 2)
    write_note(second.id, viewer(cast.wang_fang), token(), "等一等")
    wish = Wish(Kind.ASSIGN, seen([first, second]), cast.studio.id)
    outcome = try_out(wish, viewer(cast.wang_fang), uuid4())
    assert [course.case.id for course in outcome.courses] == [first.id]
    assert outcome.refused == {second.id: Why.STALE}
    assert fresh(first).state == State.TRIAGED
    assert not Batch.objects.exists()


def test_many_take_as_many_statements_as_few(cast: Cast, django_assert_max_num_queries):
    by, few, many = viewer(cast.wang_fang), triaged(cast, 2), triaged(cast, 20)
    for cases in (few, many):
        with django_assert_max_num_queries(10):
            do_batch(Wish(Kind.ASSIGN, seen(cases), cast.studio.id), by, uuid4())


def test_a_reminder_stays_in_view_until_the_unit_does_something(cast: Cast):
    case, other = handling(cast), handling(cast)
    batch(Kind.REMIND, [case, other], cast.sun_li)
    assert fresh(case).reminded_at is not None
    assert fresh(case).due_at == case.due_at
    report_progress(case.id, viewer(cast.wang_fang), token(), "明天去换。")
    assert fresh(case).reminded_at is None
    assert fresh(other).reminded_at is not None
    check(case.id)


def test_who_assigns_nothing_reminds_nobody(cast: Cast):
    case = handling(cast)
    done = batch(Kind.REMIND, [case], cast.zhao_qiang)
    assert done.refused == {str(case.id): Why.NOT_YOURS}


def undo(done: Batch, person) -> Batch | None:
    return undo_batch(done.key, viewer(person), uuid4())


@pytest.mark.parametrize("state", ["triaged", "handling"])
def test_undone_everything_stands_as_before_and_no_clock_begins_anew(cast: Cast, state: str):
    cases = triaged(cast, 2) if state == "triaged" else [handling(cast), handling(cast)]
    if state == "handling":
        call_unit(cases[1].id, viewer(cast.wang_fang), token(), cast.civil_affairs.id)
    cases = [fresh(case) for case in cases]
    done = batch(Kind.ASSIGN, cases, cast.wang_fang, unit_id=cast.studio.id)
    undone = undo(done, cast.wang_fang)
    assert undone is not None
    assert undone.undone_at is not None
    for before, after in zip(cases, map(fresh, cases), strict=True):
        for field in Case._meta.concrete_fields:
            if field.name not in (*UNSAID, "first_promised_at"):
                assert getattr(after, field.attname) == getattr(before, field.attname), field.name
        assert after.first_promised_at is not None, "what was promised once is judged by"
        assert after.first_promised_at == before.first_promised_at or before.first_promised_at is None
        assert after.version == before.version + 2
        check(after.id)
    assert not CaseParty.objects.filter(until__isnull=False).exists()


def test_a_merge_is_undone_with_those_who_were_brought_along(cast: Cast):
    first, second, third = lights(cast, 3)
    batch(Kind.MERGE, [second, third], cast.wang_fang)
    done = batch(Kind.MERGE, [first, fresh(second)], cast.wang_fang)
    undo(done, cast.wang_fang)
    assert (fresh(second).state, fresh(second).head_id, fresh(second).due_at) == (
        State.ASSIGNED,
        None,
        second.due_at,
    )
    assert fresh(third).head_id == second.id
    for case in (second, third):
        check(case.id)


def test_what_the_resident_said_before_is_said_again_after_undoing(cast: Cast):
    case = handling(cast)
    case = add_words(case.id, token(), "现在漏水了")
    done = batch(Kind.ASSIGN, [case], cast.wang_fang, unit_id=cast.studio.id)
    assert not fresh(case).resident_spoke
    undo(done, cast.wang_fang)
    assert fresh(case).resident_spoke


def test_where_somebody_acted_since_nothing_at_all_is_undone(cast: Cast):
    cases = triaged(cast, 2)
    done = batch(Kind.ASSIGN, cases, cast.wang_fang, unit_id=cast.studio.id)
    accept_case(cases[0].id, viewer(cast.zhao_qiang), token())
    with pytest.raises(CannotBe) as refused:
        undo(done, cast.wang_fang)
    assert refused.value.why == Why.ACTED_SINCE
    assert fresh(cases[1]).state == State.ASSIGNED
    assert Batch.objects.get(pk=done.key).undone_at is None


def test_after_some_minutes_and_for_others_it_stays(cast: Cast, later):
    cases = triaged(cast, 1)
    done = batch(Kind.ASSIGN, cases, cast.wang_fang, unit_id=cast.studio.id)
    assert undo(done, cast.sun_li) is None
    later(minutes=MINUTES + 1)
    with pytest.raises(CannotBe) as refused:
        undo(done, cast.wang_fang)
    assert refused.value.why == Why.TOO_LATE


def test_undone_twice_it_is_undone_once(cast: Cast):
    cases = triaged(cast, 1)
    done = batch(Kind.ASSIGN, cases, cast.wang_fang, unit_id=cast.studio.id)
    undo(done, cast.wang_fang)
    undo(done, cast.wang_fang)
    assert acts(cases[0])[-2:] == ["assign", "undo"]


def test_triage_with_its_assignment_is_undone_in_one(cast: Cast):
    case = case_of(asked(cast, category=None, **{"words": LIT["words"]}))
    form = token(case)
    decision = Decision(category_id("refuse"), plot_id=cast.plots[0].id, assign_to=cast.station.id)
    triage_case(case.id, viewer(cast.wang_fang), form, decision)
    undo_acts([case.id], form.key, viewer(cast.wang_fang), uuid4())
    again = fresh(case)
    assert (again.state, again.category_id, again.due_at, again.promised_at) == (
        State.RECEIVED,
        None,
        case.due_at,
        None,
    )
    check(case.id)


def test_undoing_many_takes_as_many_statements_as_few(cast: Cast, django_assert_max_num_queries):
    by = viewer(cast.wang_fang)
    for count in (2, 20):
        done = batch(Kind.ASSIGN, triaged(cast, count), cast.wang_fang, unit_id=cast.studio.id)
        with django_assert_max_num_queries(14):
            undo_batch(done.key, by, uuid4())


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_once_makes_one_batch(committed_cast: Cast):
    cases, key = triaged(committed_cast, 3), uuid4()
    ready, outcomes = threading.Barrier(2), []

    def click() -> None:
        ready.wait()
        outcomes.append(
            batch(Kind.ASSIGN, cases, committed_cast.wang_fang, key, unit_id=committed_cast.studio.id)
        )
        connection.close()

    threads = [threading.Thread(target=click) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(outcome.cases) for outcome in outcomes] == [3, 3]
    assert acts(cases[0]).count("assign") == 1


def test_a_reminder_of_a_merged_case_is_refused(cast: Cast):
    _head, second = merged(cast, 2)
    assert batch(Kind.REMIND, [second], cast.wang_fang).refused == {str(second.id): Why.STATE}
