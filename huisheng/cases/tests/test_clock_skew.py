"""A machine whose clock is wrong: no event is dated before the one before it, and clocks still run forward."""

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.escalate import escalate_overdue
from huisheng.cases.actions.report import report_progress
from huisheng.cases.actions.resident import withdraw_case
from huisheng.cases.models import CaseEvent
from huisheng.cases.tests.matters import assigned, token, viewer
from tests.cast import Cast


def test_set_back_by_an_hour_acts_are_dated_as_the_last_one(cast: Cast, later):
    case = assigned(cast)
    later(hours=-1)
    accept_case(case.id, viewer(cast.wang_fang), token())
    later(hours=-2)
    report_progress(case.id, viewer(cast.wang_fang), token(), "看过了")
    later(minutes=5)
    closed = withdraw_case(case.id, token())
    times = list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)
    assert set(times[:-1]) == {times[0]}
    assert closed.closed_at == times[-1] > times[0]


def test_a_worker_whose_clock_goes_ahead_and_back_escalates_once(cast: Cast, later):
    case = assigned(cast)
    later(days=4)
    assert escalate_overdue() == 1
    later(hours=1)
    assert escalate_overdue() == 0
    accepted = accept_case(case.id, viewer(cast.wang_fang), token())
    assert accepted.acted_at == CaseEvent.objects.get(case=case, act="escalate").at
