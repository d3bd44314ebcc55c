"""Closure and on-time closure from openings, on the check values of indicators.md."""

import json
from collections.abc import Iterable

import pytest

from huisheng.verify.figures import figures
from huisheng.verify.openings import OpenedCase, read_file, write_case, write_header
from huisheng.verify.tests.building import STREET, TOWN, Story, built


def opened(stories: Iterable[Story]) -> tuple[OpenedCase, ...]:
    log = built(stories)
    lines = [
        write_header("2026-10", ["2026-10"], len(log.entries), len(log.lines)),
        *map(write_case, log.lines),
    ]
    return read_file("\n".join(lines).encode()).cases


def test_the_check_values() -> None:
    """911 of 972 closed = 93.72 %, 737 of 972 closed on time = 75.82 %."""
    stories = [Story()] * 737 + [Story(on_time=False)] * (911 - 737) + [Story(end="")] * (972 - 911)
    found = figures(opened(stories), "2026-10", "2026-10")
    assert (found.due, found.closed, found.on_time) == (972, 911, 737)
    assert f"{found.closure:.2%} {found.on_time_closure:.2%}" == "93.72% 75.82%"
    assert len(found.late) == 972 - 737


def test_what_was_withdrawn_is_neither_due_nor_closed_but_counted() -> None:
    found = figures(opened([Story(), Story(end="withdrawn"), Story(end="merged")]))
    assert (found.due, found.closed) == (1, 1)
    assert found.taken_out == {"withdrawn": 1, "merged": 1}


def test_silence_is_closed_and_a_reopened_case_is_not() -> None:
    found = figures(opened([Story(end="silent"), Story(reopened=True)]))
    assert (found.due, found.closed, found.on_time) == (2, 1, 1)


def test_the_period_goes_by_the_first_deadline_and_the_place_by_what_was_opened() -> None:
    stories = [
        Story(due="2026-11"),
        Story(due="", end=""),
        Story(area=TOWN),
        Story(coarse=True),
        Story(on_time=False),
    ]
    cases = opened(stories)
    here = figures(cases, "2026-10", "2026-10", STREET)
    assert (here.due, here.closed, here.on_time, here.elsewhere) == (1, 1, 0, 2)
    assert figures(cases, "2026-10", "2026-10").due == 4
    assert figures(cases, "2026-11", "2026-11").due == 1
    assert figures(cases).due == 5


def test_a_case_that_waits_at_a_desk_is_due_when_the_desk_s_time_is_over() -> None:
    """So that nothing escapes by waiting."""
    found = figures(opened([Story(due="", end="", desk="2026-11")]), "2026-11", "2026-11")
    assert (found.due, found.closed) == (1, 0)


def test_nothing_due_is_no_rate() -> None:
    assert figures([]).closure is None


@pytest.mark.parametrize("line", [[], [[0, 1, "00"]], [[0, 9, "00"]], [["x"]], 5])
def test_a_line_that_is_none_is_refused(line: object) -> None:
    with pytest.raises(ValueError, match="openings"):
        read_file((write_header("a", ["a"], 0, 1) + "\n" + json.dumps(line)).encode())
