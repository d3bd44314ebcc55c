"""A year's holidays are announced: what was left of working time is left, and no promise becomes worse."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from huisheng.cases.actions.calendar_year import announce_year
from huisheng.cases.actions.course import Course, on_case, staff
from huisheng.cases.actions.retime import retime_cases
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.projection import FACTS, replay
from huisheng.cases.models.side_clock import replay_side_clocks
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.matters import handling, token, viewer
from huisheng.core import calendar, clock
from huisheng.core.holidays import Day, save_year
from tests.cast import Cast

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 28, 9, 0, tzinfo=HERE)
HOLIDAYS: list[Day] = [(date(2027, 1, 1), False, "元旦"), (date(2027, 1, 4), False, "元旦")]
WORKED: list[Day] = [(date(2027, 1, 2), True, "元旦"), (date(2027, 1, 3), True, "元旦")]


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    calendar.forget()
    yield
    calendar.forget()


def known(days: list[Day]) -> int:
    save_year(2027, days)
    return retime_cases(2027, uuid4(), [])


def test_a_holiday_moves_the_unit_s_clock_and_not_the_promise(cast: Cast):
    case = handling(cast, category="refuse")
    assert case.due_at == case.promised_at == datetime(2027, 1, 4, 9, 0, tzinfo=HERE)
    assert known(HOLIDAYS) == 1
    promised = case.promised_at
    case.refresh_from_db()
    assert case.due_at == datetime(2027, 1, 6, 9, 0, tzinfo=HERE)
    assert case.escalate_at == case.due_at
    assert (case.promised_at, case.first_promised_at) == (promised, promised)


def test_a_make_up_day_makes_both_earlier_and_the_first_promise_stays(cast: Cast):
    case = handling(cast, category="refuse")
    first = case.first_promised_at
    assert known(WORKED) == 1
    case.refresh_from_db()
    assert case.due_at == case.promised_at == datetime(2027, 1, 2, 9, 0, tzinfo=HERE)
    assert case.first_promised_at == first


def test_what_runs_day_and_night_or_ends_before_stays(cast: Cast):
    elapsed = handling(cast, urgency=Urgency.URGENT)
    Case.objects.filter(pk=elapsed.pk).update(
        due_at=NOW + timedelta(days=9), promised_at=NOW + timedelta(days=9)
    )
    assert known(HOLIDAYS) == 0
    assert not CaseEvent.objects.filter(act=Act.RETIME).exists()


def test_clocks_beside_the_case_move_too_and_history_rebuilds_all(cast: Cast):
    case = handling(cast, category="refuse")

    def steps(course: Course) -> None:
        report = datetime(2027, 1, 4, 10, 0, tzinfo=HERE)
        course.step(Act.NOTE, starts=[(Clock.REPORT, cast.street.id, report)])

    on_case(case.id, staff(viewer(cast.wang_fang)), token(), steps)
    known(HOLIDAYS)
    one = SideClock.objects.get(case=case)
    assert one.due_at == one.escalate_at == datetime(2027, 1, 6, 10, 0, tzinfo=HERE)
    events = list(CaseEvent.objects.filter(case=case).order_by("seq"))
    assert replay_side_clocks(events)[0].due_at == one.due_at
    case.refresh_from_db()
    facts = {name: getattr(case, name) for name in FACTS}
    again = replay(events, facts)
    for name in ("due_at", "escalate_at", "warn_at", "promised_at"):
        assert getattr(again, name) == getattr(case, name)


def test_delivered_twice_it_happens_once(cast: Cast):
    handling(cast, category="refuse")
    save_year(2027, HOLIDAYS)
    change = uuid4()
    assert (retime_cases(2027, change, []), retime_cases(2027, change, [])) == (1, 0)


def test_only_who_keeps_the_catalogue_of_the_district_writes_it_down(cast: Cast):
    for stranger in (cast.wang_fang, cast.zhao_qiang, cast.qian_li):
        with pytest.raises(Refused):
            announce_year(viewer(stranger), uuid4(), 2027, HOLIDAYS)
    announce_year(viewer(cast.sun_li), uuid4(), 2027, HOLIDAYS)
    assert not calendar.working_calendar().is_working_day(date(2027, 1, 4))
    announce_year(viewer(cast.sun_li), uuid4(), 2027, WORKED)
    assert calendar.working_calendar().is_working_day(date(2027, 1, 4))
