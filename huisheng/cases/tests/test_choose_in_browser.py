"""Choosing rows of a list in a browser: with Shift, by keyboard, and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from huisheng.cases.models import Case
from huisheng.cases.tests.matters import handling
from huisheng.cases.tests.pages import signed_in
from huisheng.cases.tests.several import fresh
from huisheng.people.models import Person
from tests.cast import Cast


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


@pytest.fixture
def five(committed_cast: Cast) -> list[Case]:
    """Five matters that the station handles."""
    return [handling(committed_cast) for _each in range(5)]


def test_a_range_by_shift_and_one_row_by_key_are_reminded_and_taken_back(
    open_for, committed_cast: Cast, five
):
    page = open_for(committed_cast.wang_fang)
    page.goto("/cases/")
    page.wait_for_load_state("networkidle")
    boxes = page.locator("input[name=n]")
    boxes.nth(1).click()
    boxes.nth(3).click(modifiers=["Shift"])
    assert [boxes.nth(n).is_checked() for n in range(5)] == [False, True, True, True, False]
    page.locator("text=选中 3 件").wait_for()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert boxes.nth(0).is_checked()
    page.keyboard.press("c")
    page.locator("text=4 件会照办").wait_for()
    assert Axe().run(page).response["violations"] == []
    page.click("main form button:has-text('催办')")
    page.locator("h1:has-text('办了 4 件')").wait_for()
    assert sum(fresh(case).reminded_at is not None for case in five) == 4
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("u")
    page.locator("h1:has-text('已经撤销')").wait_for()
    assert sum(fresh(case).reminded_at is not None for case in five) == 0


def test_without_scripts_on_a_phone_the_boxes_are_ticked_one_by_one(open_for, committed_cast: Cast, five):
    page = open_for(committed_cast.wang_fang, phone=True, java_script_enabled=False)
    page.goto("/cases/")
    for n in (0, 2):
        page.locator("input[name=n]").nth(n).check()
    page.click("button[value=assign]")
    page.fill("#id_unit", "锦江花园工作室")
    page.click("button:has-text('看看会怎样')")
    page.click("main form button:has-text('交办')")
    assert "办了 2 件" in page.content()
    assert sum(fresh(case).unit_id == committed_cast.studio.id for case in five) == 2
