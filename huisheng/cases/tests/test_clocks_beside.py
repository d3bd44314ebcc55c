"""What others owe to a case besides the running clock: started and stopped by acts, never left running."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from huisheng.cases.actions.beside import of
from huisheng.cases.actions.course import Course, on_case, staff
from huisheng.cases.actions.resident import withdraw_case
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.side_clock import replay_side_clocks
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.tests.matters import handling, token, viewer
from tests.cast import Cast


def act(cast: Cast, case: Case, **beside) -> Case:
    return on_case(case.id, staff(viewer(cast.wang_fang)), token(), note(**beside))


def note(**beside) -> Callable[[Course], None]:
    def steps(course: Course) -> None:
        starts = [(clock, unit, course.at + later) for clock, unit, later in beside.get("starts", ())]
        course.step(Act.NOTE, starts=starts, stops=beside.get("stops"))

    return steps


def check(case: Case) -> list[SideClock]:
    rows = list(SideClock.objects.filter(case=case).order_by("n"))
    again = replay_side_clocks(CaseEvent.objects.filter(case=case).order_by("seq"))
    told = ("case_id", "n", "clock", "unit_id", "started_at", "due_at", "ended_at", "escalate_at")
    assert [[getattr(one, name) for name in told] for one in rows] == [
        [getattr(one, name) for name in told] for one in again
    ]
    running = [one for one in rows if one.ended_at is None]
    assert Case.objects.get(pk=case.id).side_clocks_running == len(running)
    return running


def test_a_clock_runs_for_the_unit_that_owes_it_until_an_act_stops_it(cast: Cast):
    case = handling(cast)
    rule = (Clock.RULE, cast.street.id, timedelta(hours=8))
    report = (Clock.REPORT, cast.civil_affairs.id, timedelta(days=3))
    act(cast, case, starts=[rule, report])
    running = check(case)
    assert [(one.clock, one.unit_id) for one in running] == [
        ("rule", cast.street.id),
        ("report", cast.civil_affairs.id),
    ]
    assert [one.due_at - one.started_at for one in running] == [timedelta(hours=8), timedelta(days=3)]
    act(cast, case, stops=of(Clock.RULE))
    assert [one.clock for one in check(case)] == ["report"]


def test_of_two_units_that_owe_the_same_one_may_be_done(cast: Cast):
    case = handling(cast)
    units = (cast.civil_affairs.id, cast.next_station.id)
    act(cast, case, starts=[(Clock.REPORT, unit, timedelta(days=3)) for unit in units])
    act(cast, case, stops=of(Clock.REPORT, unit_id=units[0]))
    assert [one.unit_id for one in check(case)] == [units[1]]


def test_a_case_that_is_closed_leaves_none_running_but_what_comes_after_closing(cast: Cast):
    case = handling(cast)
    owed = [Clock.RULE, Clock.RECHECK, Clock.REPORT]
    act(cast, case, starts=[(clock, cast.station.id, timedelta(days=1)) for clock in owed])
    withdraw_case(case.id, token())
    assert [one.clock for one in check(case)] == ["recheck"]


def test_one_that_stops_in_the_same_course_in_which_it_started_is_kept_as_ended(cast: Cast):
    case = handling(cast)

    def steps(course: Course) -> None:
        course.step(Act.NOTE, starts=[(Clock.RULE, cast.station.id, course.at)])
        course.step(Act.NOTE, stops=of(Clock.RULE))

    on_case(case.id, staff(viewer(cast.wang_fang)), token(), steps)
    assert check(case) == []
    assert SideClock.objects.get(case=case).ended_at is not None


def test_a_case_without_such_clocks_pays_no_statement_for_them(cast: Cast, django_assert_num_queries):
    course = Course(handling(cast), staff(viewer(cast.wang_fang)))
    with django_assert_num_queries(0):
        assert course.beside.running == []
        course.beside.write()


@pytest.mark.parametrize("late", [False, True])
def test_the_database_keeps_ended_ones_quiet(cast: Cast, late: bool):
    case = handling(cast)
    act(cast, case, starts=[(Clock.RULE, cast.station.id, timedelta(0))])
    row = SideClock.objects.filter(case=case)
    start = row.get().started_at
    ended = {"ended_at": start} if late else {"ended_at": start - timedelta(seconds=1), "escalate_at": None}
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(**ended)
