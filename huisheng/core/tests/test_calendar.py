"""Working time: 08:30–12:00 and 13:00–17:30 on the days on which China works."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.core import calendar
from huisheng.core.calendar import WorkingCalendar, working_calendar
from huisheng.core.holidays import load_announced, load_file

HERE = ZoneInfo("Asia/Shanghai")
PLAIN = WorkingCalendar()
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(HERE))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HERE)  # 23 November 2026 is a Monday


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (at(23, 9), 60, at(23, 10)),
        (at(23, 11, 30), 60, at(23, 13, 30)),
        (at(23, 17), 60, at(24, 9)),
        (at(23, 10), 480, at(24, 10)),
        (at(27, 17), 60, at(30, 9)),
        (at(28, 12), 60, at(30, 9, 30)),
        (at(23, 8, 30), 480, at(23, 17, 30)),
        (at(23, 20), 0, at(24, 8, 30)),
    ],
    ids=["morning", "over lunch", "over night", "a day", "weekend", "from Saturday", "whole day", "nothing"],
)
def test_working_minutes_pass_only_in_working_time(start, minutes, end):
    assert PLAIN.add_minutes(start, minutes) == end


def test_a_holiday_is_skipped_and_a_make_up_saturday_is_worked():
    calendar = WorkingCalendar({date(2026, 11, 24): False, date(2026, 11, 28): True}, frozenset({2026}))
    assert calendar.add_minutes(at(23, 17), 60) == at(25, 9)
    assert calendar.add_minutes(at(27, 17), 60) == at(28, 9)


@given(start=MOMENTS, minutes=st.integers(1, 5000), more=st.integers(1, 5000))
def test_time_added_is_time_counted(start, minutes, more):
    start = start.replace(second=0, microsecond=0)
    end = PLAIN.add_minutes(start, minutes)
    assert PLAIN.minutes_between(start, end) == minutes
    assert PLAIN.add_minutes(end, more) == PLAIN.add_minutes(start, minutes + more)


@given(start=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=3)), minutes=st.integers(0, 3000))
def test_a_later_start_never_ends_earlier(start, later, minutes):
    assert PLAIN.add_minutes(start, minutes) <= PLAIN.add_minutes(start + later, minutes)


def test_time_does_not_run_backwards():
    with pytest.raises(ValueError, match="forward"):
        PLAIN.add_minutes(at(23, 9), -1)


def test_the_end_is_given_in_utc():
    assert PLAIN.add_minutes(at(23, 9), 1).tzinfo is UTC


@pytest.mark.django_db
def test_announced_years_are_loaded_and_a_missing_year_is_named():
    years = load_announced()
    calendar.forget()
    known = working_calendar()
    assert not known.is_working_day(date(2026, 10, 1))
    assert known.is_working_day(date(2026, 10, 10)) == (known.exceptions.get(date(2026, 10, 10), False))
    assert known.unannounced_years([date(2026, 1, 1), date(2027, 1, 1)]) == {2027} - years


@pytest.mark.django_db
def test_a_day_from_a_file_replaces_what_stood_there():
    load_file([(date(2027, 1, 4), False, "调休")])
    load_file([(date(2027, 1, 4), True, "")])
    assert working_calendar().is_working_day(date(2027, 1, 4))
    calendar.forget()
