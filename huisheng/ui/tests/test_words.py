"""How deadlines, moments, spans and figures are said."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from huisheng.ui import words

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=SHANGHAI)  # a Tuesday

moments = st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))
urgency = {"late": 2, "soon": 1, "in_time": 0}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("due", "said", "english"),
    [
        ("2026-11-24 16:30", "今天 16:30 前", "by 16:30 today"),
        ("2026-11-24 15:00", "还有 1 小时", "1 h left"),
        ("2026-11-24 15:59", "还有 1 小时 59 分", "1 h 59 min left"),
        ("2026-11-24 14:40", "还有 40 分", "40 min left"),
        ("2026-11-24 14:00", "马上到时", "due this minute"),
        ("2026-11-24 13:20", "超时 40 分", "40 min late"),
        ("2026-11-22 11:59", "超时 2 天 2 小时", "2 days 2 h late"),
        ("2026-11-25 10:00", "明天 10:00 前", "by 10:00 tomorrow"),
        ("2026-11-26 10:00", "后天 10:00 前", "by 10:00 in 2 days"),
        ("2026-11-28 10:00", "周六 10:00 前", "by 10:00 Sat"),
        ("2026-12-01 10:00", "下周二 10:00 前", "by 10:00 Tue next week"),
        ("2026-12-07 10:00", "12月7日 10:00 前", "by 10:00 7 Dec"),
        ("2027-01-05 10:00", "2027年1月5日 10:00 前", "by 10:00 5 Jan 2027"),
    ],
)
def test_a_deadline_is_said_as_a_person_says_it(due: str, said: str, english: str) -> None:
    assert words.say_due(at(due), NOW) == said
    with translation.override("en"):
        assert words.say_due(at(due), NOW) == english


def test_midnight_belongs_to_the_day_that_it_ends() -> None:
    assert words.say_due(at("2026-11-25 00:00"), NOW) == "今天 24:00 前"
    assert words.say_due(at("2026-11-26 00:00"), NOW) == "明天 24:00 前"


def test_the_district_s_day_counts_and_not_that_of_utc() -> None:
    seven_in_the_morning = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    assert words.say_due(datetime(2026, 11, 24, 8, 0, tzinfo=UTC), seven_in_the_morning) == "今天 16:00 前"


def test_less_than_a_minute_late_is_not_told_in_figures() -> None:
    assert words.say_due(NOW - timedelta(seconds=20), NOW) == "刚刚过时"


def test_a_deadline_that_strikes_now_is_not_yet_late() -> None:
    assert words.due_state(NOW, NOW) == "soon"
    assert words.due_state(NOW - timedelta(microseconds=1), NOW) == "late"


def test_soon_begins_under_four_hours() -> None:
    assert words.due_state(NOW + timedelta(hours=4), NOW) == "in_time"
    assert words.due_state(NOW + timedelta(hours=4) - timedelta(seconds=1), NOW) == "soon"


def test_a_reply_is_promised_by_the_hour_and_not_while_counting_down() -> None:
    assert words.say_reply_due(at("2026-11-24 16:30"), NOW) == "今天 16:30 前回复"
    assert words.say_reply_due(at("2026-11-24 15:00"), NOW) == "还有 1 小时"
    assert words.say_reply_due(at("2026-11-24 13:20"), NOW) == "超时 40 分"


@given(moments, moments)
def test_any_two_moments_can_be_said_in_both_languages(due: datetime, now: datetime) -> None:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert words.say_due(due, now)
            assert words.say_reply_due(due, now)
            assert words.say_time(due, now)
            assert words.say_exactly(due)
            assert words.say_kept(due, now)


@given(moments, moments, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_an_earlier_deadline_is_never_shown_as_less_urgent(
    due: datetime, now: datetime, gap: timedelta
) -> None:
    assert urgency[words.due_state(due, now)] >= urgency[words.due_state(due + gap, now)]


@given(moments, st.timedeltas(timedelta(0), timedelta(hours=2) - timedelta(microseconds=1)))
def test_never_more_time_is_promised_than_is_left(now: datetime, left: timedelta) -> None:
    said = words.say_due(now + left, now)
    figures = [int(part) for part in said.split() if part.isdigit()]
    promised = {0: 0, 1: figures[0] if figures else 0, 2: sum(figures)}[len(figures)]
    if "小时" in said:
        promised = figures[0] * 60 + (figures[1] if len(figures) == 2 else 0)
    assert timedelta(minutes=promised) <= left < timedelta(minutes=promised + 1)


@pytest.mark.parametrize(
    ("moment", "said", "english"),
    [
        ("2026-11-24 09:12", "今天 09:12", "today 09:12"),
        ("2026-11-23 17:31", "昨天 17:31", "yesterday 17:31"),
        ("2026-11-22 17:31", "前天 17:31", "2 days ago 17:31"),
        ("2026-11-02 17:31", "11月2日 17:31", "2 Nov 17:31"),
        ("2025-11-20 17:31", "2025年11月20日 17:31", "20 Nov 2025 17:31"),
        ("2026-11-25 08:00", "明天 08:00", "tomorrow 08:00"),
    ],
)
def test_a_moment_is_said_by_its_distance_from_today(moment: str, said: str, english: str) -> None:
    assert words.say_time(at(moment), NOW) == said
    with translation.override("en"):
        assert words.say_time(at(moment), NOW) == english


def test_the_exact_moment_bears_its_year_and_weekday() -> None:
    assert words.say_exactly(NOW) == "2026年11月24日 周二 14:00"
    with translation.override("en"):
        assert words.say_exactly(NOW) == "Tue 24 Nov 2026, 14:00"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=59), "不到 1 分"),
        (timedelta(minutes=59, seconds=59), "59 分"),
        (timedelta(hours=3), "3 小时"),
        (timedelta(hours=3, minutes=10), "3 小时 10 分"),
        (timedelta(hours=24), "1 天"),
        (timedelta(days=2, hours=3, minutes=59), "2 天 3 小时"),
        (timedelta(days=12, hours=23), "12 天"),
        (timedelta(minutes=-40), "40 分"),
    ],
)
def test_a_span_is_told_in_at_most_two_units_rounded_down(span: timedelta, said: str) -> None:
    assert words.say_duration(span) == said


def test_a_settled_deadline_says_whether_it_was_kept() -> None:
    assert words.say_kept(NOW, NOW) == "按时"
    assert words.say_kept(NOW, NOW + timedelta(hours=3)) == "晚了 3 小时"
    assert words.say_kept(NOW, NOW + timedelta(seconds=5)) == "晚了不到 1 分"


def test_days_are_said_without_a_clock() -> None:
    assert words.say_day(date(2026, 11, 23), date(2026, 11, 24)) == "昨天"
    assert words.say_day(date(2026, 3, 5), date(2026, 11, 24)) == "3月5日"


def test_the_published_check_values_come_out_as_published() -> None:
    assert words.say_share(911 / 972, 2) == "93.72%"
    assert words.say_share(737 / 972, 2) == "75.82%"


def test_halves_are_rounded_up_as_people_expect() -> None:
    assert words.say_share(0.0005) == "0.1%"
    assert words.say_share(1.0) == "100.0%"


def test_less_than_all_is_never_said_to_be_all():
    assert words.say_share(0.999999) == "99.9%"
    assert words.say_share(0.9999936, 4) == "99.9994%"
    assert words.say_share(1 - 1e-9, 4) == "99.9999%"
    assert words.say_count(12408) == "12,408"
