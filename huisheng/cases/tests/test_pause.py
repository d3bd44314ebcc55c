"""A pause stops the handling clock, never the promise, and what was left of it is left."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huisheng.cases.actions.escalate import escalate_overdue
from huisheng.cases.actions.extension import ask_extension
from huisheng.cases.actions.pause import CannotPause, Pause, pause_case, resume_case, resume_in_time
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.resident import add_words, send_back
from huisheng.cases.models import Case, CaseWords
from huisheng.cases.models.codes import Outcome, PauseReason, Urgency, WordsKind
from huisheng.cases.tests.matters import answer_case, handling, token, viewer
from huisheng.core import clock
from huisheng.core.calendar import working_calendar
from tests.cast import Cast

HERE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 9, 7, 12, 345678, tzinfo=HERE)


@pytest.fixture
def at(monkeypatch):
    """`at(hours=3)`: so long after a Monday morning."""

    def pass_time(**time: float) -> datetime:
        now = MONDAY + timedelta(**time)
        monkeypatch.setattr(clock, "now", lambda: now)
        return now

    pass_time()
    return pass_time


def between(start: datetime | None, end: datetime | None) -> timedelta:
    """Working time between two moments that are there."""
    assert start and end
    return working_calendar().between(start, end)


def paused(cast: Cast, case: Case, reason: PauseReason = PauseReason.SEASON, **until: float) -> Case:
    wanted = Pause(reason, clock.now() + timedelta(**(until or {"days": 7})), "路面要等开春才能铺。")
    return pause_case(case.id, viewer(cast.wang_fang), token(), wanted)


def resumed(cast: Cast, case: Case) -> Case:
    return resume_case(case.id, viewer(cast.wang_fang), token())


def test_all_pauses_together_are_no_longer_than_one_may_be(cast: Cast, at):
    case = handling(cast, category="refuse")
    resumed_at = 0
    for days in (50, 39):
        paused(cast, case, days=days)
        resumed_at += days
        at(days=resumed_at - 1)
        case = resumed(cast, case)
    with pytest.raises(CannotPause, match="too_long"):
        paused(cast, case, days=5)
    assert paused(cast, case, days=1).is_paused


def test_a_matter_that_came_back_may_pause_anew(cast: Cast, at):
    case = handling(cast, category="refuse")
    paused(cast, case, days=89)
    at(days=88)
    answer_case(resumed(cast, case).id, viewer(cast.wang_fang), token(), "铺好了。", Outcome.FIXED)
    assert paused(cast, send_back(case.id, token()), days=30).is_paused


def test_what_was_left_in_working_time_is_left_and_the_promise_stays(cast: Cast, at):
    case = handling(cast, category="refuse")
    promised, now = case.promised_at, at(days=1, hours=2)
    rest = between(now, case.due_at)
    stopped = paused(cast, case)
    assert (stopped.promised_at, stopped.first_promised_at) == (promised, promised)
    assert stopped.is_paused and stopped.pause_reason == "season"
    later = at(days=4, hours=3)
    running = resumed(cast, case)
    assert abs(between(later, running.due_at) - rest) < timedelta(seconds=1)
    assert not running.is_paused
    assert (running.promised_at, running.first_promised_at) == (promised, promised)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(waits=st.lists(st.tuples(st.integers(1, 600), st.integers(1, 6000)), min_size=1, max_size=3))
def test_however_often_it_pauses_no_working_time_is_won_or_lost(cast: Cast, waits):
    with pytest.MonkeyPatch.context() as time:
        now = MONDAY
        time.setattr(clock, "now", lambda: now)
        case = handling(cast, category="refuse")
        total = between(now, case.due_at)
        used = timedelta()
        for works, stands in waits:
            start = now
            now = start + timedelta(minutes=works)
            used += between(start, now)
            paused(cast, case)
            now += timedelta(minutes=stands)
            case = resumed(cast, case)
        assert abs(used + between(now, case.due_at) - total) < timedelta(seconds=4)


def test_while_it_pauses_nothing_escalates_and_it_goes_on_by_itself_at_the_end(cast: Cast, at):
    case = paused(cast, handling(cast, category="refuse"), days=30)
    at(days=29)
    assert (escalate_overdue(), resume_in_time()) == (0, 0)
    at(days=30, minutes=1)
    assert resume_in_time() == 1
    case.refresh_from_db()
    assert not case.is_paused and between(clock.now(), case.due_at)
    at(days=60)
    assert escalate_overdue() == 1


def test_the_resident_s_answer_lets_it_go_on(cast: Cast, at):
    case = handling(cast, category="refuse")
    ask_resident(case.id, viewer(cast.wang_fang), token(), "几号楼？")
    stopped = paused(cast, case, PauseReason.RESIDENT)
    at(days=2)
    add_words(case.id, token(), "三号楼")
    case.refresh_from_db()
    assert not case.is_paused
    assert between(case.due_at, stopped.due_at)


def test_waiting_for_something_else_goes_on_when_the_resident_writes(cast: Cast, at):
    case = paused(cast, handling(cast, category="refuse"))
    add_words(case.id, token(), "还有一堆在后门")
    case.refresh_from_db()
    assert case.is_paused


@pytest.mark.parametrize(
    ("why", "reason", "until"),
    [
        ("no_question", PauseReason.RESIDENT, timedelta(days=2)),
        ("past", PauseReason.SEASON, timedelta(0)),
        ("too_long", PauseReason.SEASON, timedelta(days=91)),
    ],
)
def test_a_pause_without_ground_is_refused(cast: Cast, at, why, reason, until):
    case = handling(cast, category="refuse")
    with pytest.raises(CannotPause) as refused:
        pause_case(case.id, viewer(cast.wang_fang), token(), Pause(reason, clock.now() + until, "等"))
    assert refused.value.why == why
    case.refresh_from_db()
    assert not case.is_paused


def test_what_is_urgent_late_paused_or_asked_for_cannot_pause(cast: Cast, at):
    urgent = handling(cast, category="refuse", urgency=Urgency.URGENT)
    twice, asked, late = (handling(cast, category="refuse") for _ in range(3))
    paused(cast, twice)
    ask_extension(asked.id, viewer(cast.wang_fang), token(), 480, "等零件")
    for case, why in ((urgent, "policy"), (twice, "paused"), (asked, "asked")):
        with pytest.raises(CannotPause, match=why):
            paused(cast, case)
    at(days=30)
    with pytest.raises(CannotPause, match="late"):
        paused(cast, late)


def test_an_answer_ends_the_pause_and_on_time_is_by_the_promise(cast: Cast, at):
    case = paused(cast, handling(cast, category="refuse"), days=60)
    at(days=20)
    case = answer_case(case.id, viewer(cast.wang_fang), token(), "铺好了", Outcome.FIXED)
    assert not case.is_paused
    assert case.answered_at and case.on_time_until and case.answered_at > case.on_time_until


def test_the_resident_reads_why(cast: Cast, at):
    case = paused(cast, handling(cast, category="refuse"))
    assert CaseWords.objects.get(case=case, kind=WordsKind.PAUSE).text == "路面要等开春才能铺。"
