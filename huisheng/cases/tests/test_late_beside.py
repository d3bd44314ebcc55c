"""Clocks beside a case that run out: who is late is named, and level by level somebody watches."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from huisheng.cases.actions.course import Course, on_case, staff
from huisheng.cases.actions.escalate import escalate_overdue
from huisheng.cases.actions.late import call_late_beside
from huisheng.cases.actions.pending import decide_pending
from huisheng.cases.actions.resident import withdraw_case
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.side_clock import replay_side_clocks
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.tests.ends import pending_asked
from huisheng.cases.tests.matters import assigned, handling, token, viewer
from tests.cast import Cast


def owing(cast: Cast, case: Case, *clocks: tuple[Clock, int, timedelta]) -> Case:
    def steps(course: Course) -> None:
        course.step(Act.NOTE, starts=[(clock, unit, course.at + time) for clock, unit, time in clocks])

    return on_case(case.id, staff(viewer(cast.wang_fang)), token(), steps)


def test_each_day_a_level_more_watches_until_the_top(cast: Cast, later):
    case = owing(cast, handling(cast), (Clock.REPORT, cast.other_station.id, timedelta(hours=1)))
    watching = []
    for day in range(1, 6):
        later(days=day)
        call_late_beside()
        watching.append(SideClock.objects.get(case=case).supervisor_id)
    assert watching == [cast.other_street.id, cast.centre.id, *[cast.bureau.id] * 3]
    one = SideClock.objects.get(case=case)
    assert (one.escalate_at, one.ended_at) == (None, None)
    case.refresh_from_db()
    assert case.supervisor_id == cast.other_street.id


def test_the_event_names_who_is_late_with_what(cast: Cast, later):
    rule, report = (Clock.RULE, cast.street.id), (Clock.REPORT, cast.civil_affairs.id)
    case = owing(cast, handling(cast), (*rule, timedelta(hours=4)), (*report, timedelta(days=3)))
    later(hours=5)
    assert call_late_beside() == 1
    event = CaseEvent.objects.get(case=case, act=Act.LATE)
    assert event.codes["late"] == [["rule", cast.street.id]]
    assert event.who == "system"


def test_what_comes_after_closing_is_escalated_too_and_the_case_stays_closed(cast: Cast, later):
    case = owing(cast, handling(cast), (Clock.RECHECK, cast.station.id, timedelta(days=1)))
    withdraw_case(case.id, token())
    later(days=2)
    assert call_late_beside() == 1
    case.refresh_from_db()
    assert (case.state, case.supervisor_id, case.due_at) == ("withdrawn", None, None)


def test_a_watcher_who_is_there_stays(cast: Cast, later):
    case = assigned(cast)
    later(days=5)
    escalate_overdue()
    escalate_overdue()
    owing(cast, case, (Clock.RULE, cast.civil_affairs.id, timedelta(hours=1)))
    later(days=5, hours=2)
    call_late_beside()
    case.refresh_from_db()
    assert case.supervisor_id == cast.street.id


def test_history_rebuilds_what_the_sweep_changed(cast: Cast, later):
    case = owing(cast, handling(cast), (Clock.REPORT, cast.other_station.id, timedelta(hours=1)))
    later(days=1)
    call_late_beside()
    again = replay_side_clocks(CaseEvent.objects.filter(case=case).order_by("seq"))[0]
    one = SideClock.objects.get(case=case)
    assert (again.supervisor_id, again.escalate_at) == (one.supervisor_id, one.escalate_at)


def test_its_statements_do_not_grow_with_the_cases(cast: Cast, later, django_assert_max_num_queries):
    for _ in range(8):
        owing(cast, handling(cast), (Clock.RULE, cast.street.id, timedelta(hours=1)))
    later(hours=2)
    with django_assert_max_num_queries(9):
        assert call_late_beside() == 8


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_escalate_each_case_once(committed_cast: Cast, later):
    cases = [assigned(committed_cast) for _ in range(30)]
    later(days=4)
    done: list[int] = []

    def work() -> None:
        done.append(escalate_overdue())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    done.append(escalate_overdue())
    assert sum(done) == len(cases)
    assert CaseEvent.objects.filter(act=Act.ESCALATE).count() == len(cases)


def test_a_proposal_for_the_ledger_that_nobody_decided_goes_a_level_up_and_holds_up_nobody(cast: Cast, later):
    case = pending_asked(cast)
    other = owing(cast, handling(cast), (Clock.REPORT, cast.other_station.id, timedelta(hours=1)))
    later(days=7)
    assert call_late_beside() == 2
    waits = SideClock.objects.get(case=case, ended_at__isnull=True)
    assert (waits.clock, waits.unit_id) == ("approve", cast.centre.id)
    case.refresh_from_db()
    assert (case.pending, case.approver_id, case.asked_minutes) == ("asked", None, None)
    assert SideClock.objects.get(case=other).supervisor_id == cast.other_street.id
    assert decide_pending(case.id, viewer(cast.sun_li), token(), "同意。", agree=True).pending == "on"
