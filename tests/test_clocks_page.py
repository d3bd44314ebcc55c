"""The page of clocks is what the defaults say."""

from huisheng.cases.models.transitions import Clock
from huisheng.config.clocks import STARTS, clocks
from huisheng.config.env import CHECKOUT


def test_the_page_is_what_the_code_says() -> None:
    page = (CHECKOUT / "docs" / "reference" / "clocks.md").read_text(encoding="utf-8")
    assert page == clocks(), "run bin/huisheng states"


def test_every_clock_says_when_it_begins() -> None:
    assert set(Clock) <= set(STARTS)


def test_the_figures_of_the_indicators_are_there() -> None:
    page = clocks()
    for line in (
        "| Handling | `handle`",
        "5 working days | 2 hours | 15 working days",
        "24 hours | 24 hours | 24 hours",
    ):
        assert line in page
