"""`{% due %}`, `{% when %}` and `{% lasted %}`."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from huisheng.core import clock
from huisheng.ui.components import times

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_late_deadline_has_words_a_colour_and_the_exact_moment() -> None:
    html = times.due(NOW - timedelta(minutes=40), NOW)
    assert html == (
        '<time class="tag due late" datetime="2026-11-24T13:20:00+08:00"'
        ' title="2026年11月24日 周二 13:20">超时 40 分</time>'
    )


def test_a_deadline_that_was_kept_is_not_late_however_long_ago() -> None:
    html = times.due(NOW - timedelta(days=3), NOW, met=NOW - timedelta(days=4))
    assert 'class="tag due"' in html
    assert "按时" in html


def test_a_deadline_that_was_missed_stays_marked() -> None:
    html = times.due(NOW, NOW, met=NOW + timedelta(hours=3))
    assert 'class="tag due late"' in html
    assert "晚了 3 小时" in html


def test_without_a_deadline_nothing_is_shown() -> None:
    assert times.due(None) == ""
    assert times.when(None) == ""
    assert times.lasted(None) == ""


def test_the_present_moment_comes_from_the_one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert "还有 30 分" in times.due(NOW + timedelta(minutes=30))
    assert "今天 13:00" in times.when(NOW - timedelta(hours=1))


def test_a_day_is_said_without_a_clock() -> None:
    assert times.when(date(2026, 11, 23), NOW) == '<time datetime="2026-11-23" title="2026-11-23">昨天</time>'
