"""The diagram of a case's course is what the transition table says."""

import re

from huisheng.cases.models.transitions import TRANSITIONS, State
from huisheng.config.env import CHECKOUT
from huisheng.config.states import states


def test_the_page_is_what_the_table_says() -> None:
    page = (CHECKOUT / "docs" / "reference" / "states.md").read_text(encoding="utf-8")
    assert page == states(), "run bin/huisheng states"


def test_every_change_of_state_is_an_arrow_and_no_arrow_is_more() -> None:
    drawn = set(re.findall(r"^    (\S+) --> ([a-z_]+) :", states(), re.MULTILINE))
    changes = {
        (str(source), str(row.target))
        for row in TRANSITIONS
        if row.target
        for source in (row.sources or ("[*]",))
        if source != row.target
    }
    assert drawn == changes
    assert {state for pair in drawn for state in pair} - {"[*]"} == {str(state) for state in State}
