"""A pasted list of holidays: read line by line, with what is wrong said of each line."""

import pytest

from huisheng.core.holidays import read_days

LIST = """
# 国办发明电〔2026〕
2027-01-01~2027-01-03 休 元旦
2027-02-14 班 春节
2027-5-1,0,劳动节
"""


def test_ranges_single_days_and_rows_of_a_spreadsheet_are_read():
    days, faults = read_days(LIST, 2027)
    assert faults == []
    assert [(day.isoformat(), works, name) for day, works, name in days] == [
        ("2027-01-01", False, "元旦"),
        ("2027-01-02", False, "元旦"),
        ("2027-01-03", False, "元旦"),
        ("2027-02-14", True, "春节"),
        ("2027-05-01", False, "劳动节"),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("元旦放假一天", "form"),
        ("2027-02-30 休", "date"),
        ("2027-02-03 半天", "kind"),
        ("2026-12-31 休", "year"),
        ("2027-12-30~2028-01-02 休", "year"),
        ("2027-02-05~2027-02-01 休", "order"),
        ("2027-02-05~2027-09-01 休", "long"),
        ("2027-01-01 班", "twice"),
    ],
)
def test_a_line_that_is_none_is_named_with_its_number(line: str, why: str):
    _days, faults = read_days(f"2027-01-01 休\n{line}\n", 2027)
    assert [(fault.number, fault.line, fault.why) for fault in faults] == [(2, line, why)]


def test_nothing_is_nothing():
    assert read_days("\n \n", 2027) == ([], [])
