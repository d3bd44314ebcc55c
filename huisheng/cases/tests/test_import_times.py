"""Times of files: date cells, and three ways of writing them, each in the zone of the file."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from huisheng.cases.importing.faults import RowRefused
from huisheng.cases.importing.times import read_time

HERE = ZoneInfo("Asia/Shanghai")


def said(*parts: int) -> datetime:
    """Year, month, day, hour, minute, second, as far as they are given."""
    return datetime(*parts, tzinfo=HERE)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2019-02-28 11:25:05", said(2019, 2, 28, 11, 25, 5)),
        ("2019-02-28T11:25", said(2019, 2, 28, 11, 25)),
        ("2019/2/8 9:05", said(2019, 2, 8, 9, 5)),
        ("2019.2.8", said(2019, 2, 8)),
        ("20190228", said(2019, 2, 28)),
        ("04/12/2018 11:11:26 AM", said(2018, 4, 12, 11, 11, 26)),
        ("04/12/2018 12:05:00 AM", said(2018, 4, 12, 0, 5)),
        ("04/12/2018 12:05:00 PM", said(2018, 4, 12, 12, 5)),
        ("4/12/2018 3:25 p.m.", said(2018, 4, 12, 15, 25)),
        ("2019年2月28日", said(2019, 2, 28)),
        ("2019年2月28日 11时25分05秒", said(2019, 2, 28, 11, 25, 5)),
        ("2019年2月28日下午3点25分", said(2019, 2, 28, 15, 25)),
        ("2019年2月28日 星期四 上午9点半", said(2019, 2, 28, 9, 30)),
        ("２０１９年２月２８日晚上８点", said(2019, 2, 28, 20)),
        ("2019年12月1号 凌晨12:30", said(2019, 12, 1, 0, 30)),
        (datetime(2019, 2, 28, 11, 25), said(2019, 2, 28, 11, 25)),
        (date(2019, 2, 28), said(2019, 2, 28)),
        ("2019-02-28T03:25:05Z", datetime(2019, 2, 28, 3, 25, 5, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_as_its_writer_meant_it(cell: object, moment: datetime):
    assert read_time(cell, HERE) == moment  # type: ignore[arg-type]


def test_an_empty_cell_says_no_time():
    assert read_time("  ", HERE) is None


def test_the_day_comes_first_where_the_mapping_says_so():
    assert read_time("04/12/2018 11:00", HERE, day_first=True) == said(2018, 12, 4, 11)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("明天", "看不懂时间“明天”"),
        ("2019-02-30 10:00", "没有“2019-02-30 10:00”这个时间"),
        ("13/12/2018 11:00", "没有“13/12/2018 11:00”这个时间"),
        ("2019年2月28日晚上12点", "没有“2019年2月28日晚上12点”这个时间"),
        ("1899-12-31", "时间太早了"),
        (45000.5, "看不懂时间“45000.5”"),
    ],
)
def test_what_cannot_be_read_is_said_and_never_guessed(cell: object, words: str):
    with pytest.raises(RowRefused, match=words):
        read_time(cell, HERE)  # type: ignore[arg-type]
