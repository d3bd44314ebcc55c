"""A clock warns once, at the share of its time that the policy names; a warning makes no page out of date."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.escalate import warn_in_time
from huisheng.cases.actions.pause import Pause, pause_case, resume_case
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import Outcome, PauseReason
from huisheng.cases.models.transitions import Act
from huisheng.cases.tests.matters import answer_case, asked, assigned, case_of, handling, token, viewer
from huisheng.core import clock
from tests.cast import Cast

HERE = ZoneInfo("Asia/Shanghai")


def test_at_three_quarters_of_its_time_by_day_and_night(cast: Cast):
    case = handling(cast)
    assert case.warn_at and case.due_at
    signed = CaseEvent.objects.get(case=case, act=Act.ACCEPT).at
    assert case.warn_at == signed + (case.due_at - signed) * 0.75


def test_at_three_quarters_of_its_working_time(cast: Cast, monkeypatch):
    monday = datetime(2026, 11, 23, 8, 30, tzinfo=HERE)
    monkeypatch.setattr(clock, "now", lambda: monday)
    case = handling(cast, category="refuse")
    assert case.due_at == datetime(2026, 11, 27, 17, 30, tzinfo=HERE)
    assert case.warn_at == datetime(2026, 11, 26, 15, 30, tzinfo=HERE)  # 30 of 40 working hours


def test_it_warns_once(cast: Cast, later):
    case = assigned(cast)
    later(days=10)
    assert (warn_in_time(), warn_in_time()) == (1, 0)
    event = CaseEvent.objects.get(case=case, act=Act.WARN)
    assert (event.who, event.codes["timed"]) == ("system", "sign")


def test_the_next_clock_warns_anew(cast: Cast, later):
    case = assigned(cast, category="refuse")
    later(hours=70)
    warn_in_time()
    assert accept_case(case.id, viewer(cast.wang_fang), token()).warn_at is not None


def test_a_warning_makes_no_page_out_of_date(cast: Cast, later):
    case = assigned(cast)
    shown = token(case)
    later(days=3)
    warn_in_time()
    assert accept_case(case.id, viewer(cast.wang_fang), shown).state == "handling"


def test_the_resident_s_silence_is_not_warned_of(cast: Cast):
    case = answer_case(handling(cast).id, viewer(cast.wang_fang), token(), "好了", Outcome.FIXED)
    assert case.warn_at is None


@pytest.mark.parametrize("warned", [False, True])
def test_a_pause_carries_the_warning_along_and_brings_none_back(cast: Cast, later, warned):
    case = handling(cast)
    if warned:
        later(hours=19)
        assert warn_in_time() == 1
    wanted = Pause(PauseReason.MATERIALS, clock.now() + timedelta(days=5), "等阀门")
    before = Case.objects.get(pk=case.id)
    stopped = pause_case(case.id, viewer(cast.wang_fang), token(), wanted)
    later(days=2)
    running = resume_case(case.id, viewer(cast.wang_fang), token())
    if warned:
        assert stopped.warn_at is running.warn_at is None
    else:
        assert before.warn_at and before.due_at and running.warn_at and running.due_at
        assert abs((running.due_at - running.warn_at) - (before.due_at - before.warn_at)) < timedelta(
            seconds=1
        )


def test_a_desk_is_warned_too(cast: Cast, later):
    case_of(asked(cast, category=None))
    later(days=3)
    assert warn_in_time() == 1
