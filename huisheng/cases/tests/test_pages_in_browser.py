"""The staff pages in a browser: ten cases by keyboard, nothing lost without scripts, readable for everybody."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import answered, asked, case_of, category_id, handling
from huisheng.cases.tests.pages import signed_in
from huisheng.people.contacts import Contact
from huisheng.people.models import Person
from tests.cast import Cast

WIDTHS = (360, 1440)


@pytest.fixture
def open_for(new_context: Any, live_server: Any) -> Callable[..., Any]:
    """`open_for(person, phone=True)`: a page of a browser in which this person is signed in."""

    def opened(person: Person, **options: Any) -> Any:
        context = new_context(**options)
        session = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        context.add_cookies([cookie])
        return context.new_page()

    return opened


def address(case: Case, name: str = "") -> str:
    return f"/cases/{quote(case.number)}/{name}"


@pytest.fixture
def waiting(committed_cast: Cast) -> list[Case]:
    """Ten cases without category at the station's desk."""
    category_id("heating")
    return [case_of(asked(committed_cast, category=None)) for _each in range(10)]


def test_ten_cases_are_cleared_by_ten_keypresses(open_for, committed_cast: Cast, waiting):
    page = open_for(committed_cast.wang_fang)
    page.goto("/cases/triage/next")
    for case in waiting:
        page.locator(f"h1:has-text('{case.title}')").wait_for()
        page.wait_for_url(lambda url, case=case: quote(case.number) in url)
        page.locator("button[value=next]:focus").wait_for()
        page.keyboard.press("Enter")
    page.wait_for_url("**/cases/")
    assert page.url.endswith("/cases/")
    assert set(Case.objects.values_list("state", flat=True)) == {State.ASSIGNED}


def test_another_unit_by_keyboard_and_enter_in_its_field_saves(open_for, committed_cast: Cast, waiting):
    page = open_for(committed_cast.wang_fang)
    page.goto(address(waiting[0], "triage"))
    page.wait_for_load_state("networkidle")
    page.keyboard.press("o")
    page.keyboard.type("锦江花园工作室")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Case.objects.get(pk=waiting[0].pk).unit_id == committed_cast.studio.id


def test_another_category_shows_its_unit_at_once(open_for, committed_cast: Cast, waiting):
    page = open_for(committed_cast.wang_fang)
    page.goto(address(waiting[0], "triage"))
    with page.expect_response(lambda answer: "category=" in answer.url):
        page.select_option("#id_category", label="物业管理")
    page.wait_for_selector("#assign >> text=锦江花园工作室")
    with page.expect_navigation():
        page.click("text=整理并交办，打开下一件")
    assert Case.objects.get(pk=waiting[0].pk).unit_id == committed_cast.studio.id


def test_the_queue_is_walked_by_keyboard(open_for, committed_cast: Cast, waiting):
    page = open_for(committed_cast.wang_fang)
    page.goto("/cases/")
    page.wait_for_load_state("networkidle")
    for key in ("j", "j", "k", "j"):
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert address(waiting[1]) in page.url


def test_filters_work_without_leaving_the_page_and_stay_in_the_address(
    open_for, committed_cast: Cast, waiting
):
    page = open_for(committed_cast.wang_fang)
    page.goto("/cases/?filters=on")
    with page.expect_response(lambda answer: "urgency=urgent" in answer.url):
        page.select_option("#id_urgency", "urgent")
    page.wait_for_selector("text=没有符合的")
    assert "urgency=urgent" in page.url


def test_an_answer_on_a_phone_without_scripts(open_for, committed_cast: Cast):
    case = handling(committed_cast)
    page = open_for(committed_cast.wang_fang, phone=True, java_script_enabled=False)
    page.goto(address(case))
    page.fill("#id_words", "立管已经排气，回水正常。")
    page.click("form[action$='/answer'] button:has-text('答复')")
    assert "请选一个结果" in page.content()
    assert page.input_value("#id_words") == "立管已经排气，回水正常。"
    page.check("input[value='fixed']")
    page.click("button:has-text('答复')")
    assert Case.objects.get(pk=case.pk).state == State.ANSWERED


def test_an_opened_number_is_shown_in_place(open_for, committed_cast: Cast):
    case = answered(committed_cast, contact=Contact("phone", "13804310001"))
    page = open_for(committed_cast.chen_jing)
    page.goto(address(case, "telephone"))
    page.click("summary:has-text('只说了一句')")
    page.fill("#id_sending_back-words", "还是凉的")
    page.click("text=看号码，打电话")
    page.wait_for_selector("text=13804310001")
    assert page.input_value("#id_sending_back-words") == "还是凉的"


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_reads_well_at_every_width(open_for, committed_cast: Cast, width):
    cast = committed_cast
    case, waits = handling(cast), case_of(asked(cast, category=None))
    done = answered(cast, contact=Contact("phone", "13804310001"))
    pages = {
        cast.wang_fang: [
            *("/cases/", "/cases/?filters=on", "/cases/new", "/cases/search?q=暖气", address(case)),
            *(address(case, name) for name in ("objection", "called-units", "handler", "accusation")),
            *(address(waits), address(waits, "triage"), address(done)),
        ],
        cast.chen_jing: ["/cases/calls", address(done, "telephone"), "/cases/search"],
    }
    for person, addresses in pages.items():
        page = open_for(person, viewport={"width": width, "height": 900})
        refused: list[str] = []
        page.on(
            "console",
            lambda message, kept=refused: kept.append(message.text) if message.type == "error" else None,
        )
        for where in addresses:
            page.goto(where)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, where
            found = Axe().run(page).response["violations"]
            assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == [], where
        assert refused == []


def refused(open_for: Any, person: Person) -> Any:
    """The form of intake, which came back since nothing was written in it."""
    page = open_for(person)
    page.goto("/cases/new")
    page.get_by_label("详细地址").fill("三号楼一单元")
    page.locator("main form[method=post]").first.evaluate("form => form.requestSubmit()")
    expect(page).to_have_title(re.compile("要改"))
    expect(page.get_by_label("详细地址")).to_have_value("三号楼一单元")
    page.locator("html[data-js=ready]").wait_for()
    return page


def test_going_back_to_a_form_that_was_refused_opens_it_and_sends_nothing(open_for, committed_cast: Cast):
    page = refused(open_for, committed_cast.wang_fang)
    page.get_by_role("link", name="诉求", exact=True).first.click()
    expect(page).to_have_url(re.compile("/cases/$"))
    answer = page.go_back()
    assert (answer.status, answer.request.method) == (200, "GET")
    expect(page.get_by_label("详细地址")).to_have_value("")


def test_going_back_behind_a_form_that_was_corrected_opens_it_and_sends_nothing(
    open_for, committed_cast: Cast
):
    page = refused(open_for, committed_cast.wang_fang)
    page.get_by_label("居民说了什么").fill("三号楼前的路灯不亮。")
    page.locator("main form[method=post]").first.evaluate("form => form.requestSubmit()")
    expect(page.get_by_role("heading", name="您说的事收到了")).to_be_visible()
    answer = page.go_back()
    assert (answer.status, answer.request.method) == (200, "GET")
    assert Case.objects.count() == 1
