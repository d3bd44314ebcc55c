"""Sixty matters are cleared at the desk with the keyboard only, and the keys leave those alone who write."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from huisheng.cases.models import Case
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import asked, case_of, category_id
from huisheng.cases.tests.pages import signed_in
from huisheng.cases.tests.several import LIT, fresh, lights
from huisheng.people.models import Person
from tests.cast import Cast

COUNT = 60


@pytest.fixture
def open_for(new_context: Any, live_server: Any) -> Callable[..., Any]:
    """`open_for(person)`: a page of a browser in which this person is signed in."""

    def opened(person: Person, **options: Any) -> Any:
        context = new_context(**options)
        session = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        context.add_cookies([cookie])
        return context.new_page()

    return opened


def waiting_at_desk(cast: Cast, count: int, **fields: Any) -> list[Case]:
    """Received without a category, in the order in which they fall due."""
    category_id("heating")
    cases = [case_of(asked(cast, category=None, **fields)) for _each in range(count)]
    return sorted(cases, key=lambda case: (case.due_at, case.id))


PACE = 40
"""Milliseconds between keys: a quick typist."""


def at_desk(page: Any, case: Case) -> None:
    """Wait until this case is on the screen with the focus where Enter decides."""
    page.wait_for_url(f"**/cases/{quote(case.number)}/triage*")
    page.locator(f"[data-desk*='{quote(case.number)}'] button[value=next]:focus").wait_for()
    page.wait_for_load_state("networkidle")


IS_PROPOSED = """() => ["category", "plot"].every(
    (name) => document.getElementById("assign").dataset[name] === document.getElementById(`id_${name}`).value)"""


def press_and_see(page: Any, key: str) -> None:
    """A key that changes what the case is, and a look at the proposal that comes anew."""
    page.keyboard.press(key)
    page.wait_for_function(IS_PROPOSED)


def test_sixty_matters_are_cleared_by_keyboard_only(open_for, committed_cast: Cast):
    cases = waiting_at_desk(committed_cast, COUNT)
    page = open_for(committed_cast.wang_fang)
    page.goto("/cases/triage/next")
    page.wait_for_load_state("networkidle")
    for n, case in enumerate(cases):
        at_desk(page, case)
        if n % 10 == 3:
            page.keyboard.press("w")
        if n % 10 == 5:
            press_and_see(page, "2")
        page.keyboard.press("Enter")
    page.wait_for_url("**/cases/")
    done = [fresh(case) for case in cases]
    assert {case.state for case in done} == {State.ASSIGNED}
    assert [n for n, case in enumerate(done) if case.urgency == Urgency.URGENT] == list(range(3, COUNT, 10))
    assert sum(case.category_id != category_id("heating") for case in done) == len(range(5, COUNT, 10))


def test_a_plot_by_typing_is_looked_at_before_it_is_decided(open_for, committed_cast: Cast):
    [case] = waiting_at_desk(committed_cast, 1, plot_id=None, desk_unit_id=committed_cast.station.id)
    page = open_for(committed_cast.wang_fang)
    page.goto(f"/cases/{quote(case.number)}/triage")
    at_desk(page, case)
    page.keyboard.press("p")
    page.locator("#id_plot:focus").wait_for()
    page.keyboard.type(committed_cast.plots[0].code, delay=PACE)
    press_and_see(page, "Enter")
    assert fresh(case).state == State.RECEIVED
    page.locator("button[value=next]:focus").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/")
    assert (fresh(case).state, fresh(case).plot_id) == (State.ASSIGNED, committed_cast.plots[0].id)


def test_enter_before_the_proposal_has_come_decides_nothing(open_for, committed_cast: Cast):
    [case] = waiting_at_desk(committed_cast, 1)
    page = open_for(committed_cast.wang_fang)
    page.goto(f"/cases/{quote(case.number)}/triage")
    at_desk(page, case)
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    page.route("**/triage?*category=*", hold)
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator("[data-said]").text_content()
    assert fresh(case).state == State.RECEIVED
    held.pop().continue_()
    page.wait_for_function(IS_PROPOSED)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/")
    assert (fresh(case).state, fresh(case).category_id != category_id("heating")) == (State.ASSIGNED, True)


def test_letters_typed_into_a_field_stay_letters_and_escape_leaves_it(open_for, committed_cast: Cast):
    first, second = waiting_at_desk(committed_cast, 2)
    page = open_for(committed_cast.wang_fang)
    page.goto("/cases/triage/next")
    at_desk(page, first)
    page.keyboard.press("o")
    page.locator("#id_unit:focus").wait_for()
    page.keyboard.type("jwu2", delay=PACE)
    assert page.input_value("#id_unit") == "jwu2"
    assert page.input_value("#id_urgency") == "normal"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    at_desk(page, second)
    page.keyboard.press("k")
    at_desk(page, first)


def test_the_last_decision_is_taken_back_by_one_key(open_for, committed_cast: Cast):
    first, second = waiting_at_desk(committed_cast, 2)
    page = open_for(committed_cast.wang_fang)
    page.goto("/cases/triage/next")
    at_desk(page, first)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Enter")
    at_desk(page, second)
    with page.expect_navigation():
        page.keyboard.press("u")
    at_desk(page, first)
    assert fresh(first).state == State.RECEIVED


def test_what_is_wrong_is_said_and_the_case_stays(open_for, committed_cast: Cast):
    [case] = waiting_at_desk(committed_cast, 1)
    page = open_for(committed_cast.wang_fang)
    page.goto(f"/cases/{quote(case.number)}/triage")
    at_desk(page, case)
    page.keyboard.press("o")
    page.keyboard.type("没有的单位", delay=PACE)
    page.keyboard.press("Enter")
    page.locator("[data-problems]:focus").wait_for()
    assert page.input_value("#id_unit") == "没有的单位"
    assert fresh(case).state == State.RECEIVED


def test_with_single_keys_switched_off_nothing_happens(open_for, committed_cast: Cast, live_server):
    first, _second = waiting_at_desk(committed_cast, 2)
    page = open_for(committed_cast.wang_fang)
    page.context.add_cookies([{"name": "look_keys", "value": "off", "url": live_server.url}])
    page.goto("/cases/triage/next")
    at_desk(page, first)
    for key in ("w", "2", "j", "u"):
        page.keyboard.press(key)
    assert page.input_value("#id_urgency") == "normal"
    assert quote(first.number) in page.url


def test_merging_by_one_key(open_for, committed_cast: Cast):
    lights(committed_cast, 1)
    first, second = waiting_at_desk(committed_cast, 2, words=LIT["words"])
    page = open_for(committed_cast.wang_fang)
    page.goto("/cases/triage/next")
    at_desk(page, first)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("m")
    at_desk(page, second)
    assert fresh(first).state == State.MERGED


@pytest.mark.parametrize("width", [360, 1440])
def test_the_desk_is_readable_for_everybody(open_for, committed_cast: Cast, width: int):
    lights(committed_cast, 1)
    waiting_at_desk(committed_cast, 2, words=LIT["words"])
    page = open_for(committed_cast.wang_fang, viewport={"width": width, "height": 900})
    page.goto("/cases/triage/next")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []
