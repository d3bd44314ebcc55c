"""The whole way of one call, through pages only, from the resident's words to her own word that it is done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.people.models import Person
from tests.cast import Cast, sign_in
from tests.support.worker import work

pytestmark = pytest.mark.browser

NewContext = Callable[..., BrowserContext]


@pytest.fixture
def outbox(tmp_path: Path, settings: Any) -> Path:
    """Where SMS lie without a gateway."""
    settings.GATEWAYS, settings.MESSAGE_FOLDER = {"sms": "", "chat": ""}, tmp_path
    return tmp_path / "sms"


def at_a_desk(new_context: NewContext, person: Person) -> Page:
    """The person's browser at a desk, signed in."""
    context = new_context()
    page = context.new_page()
    page.goto("/about")
    session = sign_in(Client(), person).cookies[django_settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": page.url}])
    return page


def test_a_call_is_asked_on_a_phone_without_javascript_triaged_handled_answered_sent_back_and_confirmed(
    new_context: NewContext, phone_page: Page, committed_cast: Cast, outbox: Path
) -> None:
    cast = committed_cast
    load_catalogue()
    resident = phone_page

    number = _she_asks(resident, cast)
    link = _the_receipt_comes_by_sms(outbox)
    clerk = at_a_desk(new_context, cast.wang_fang)
    _the_clerk_triages(clerk, number, cast)
    worker = at_a_desk(new_context, cast.zhao_qiang)
    _the_unit_answers(worker, number, "立管排了气。")

    resident.goto(link)  # next day, from the SMS
    expect(resident.locator("main")).to_contain_text("锦江花园工作室的答复")
    expect(resident.locator(".unit-answer")).to_have_text("立管排了气。")
    resident.get_by_role("button", name="还没有").click()
    expect(resident.locator("main")).to_contain_text("记下了：还没有解决")
    expect(resident.locator("main")).to_contain_text("景阳社区工作站在督办")

    worker.goto(f"/cases/{number}/")
    expect(worker.locator("main")).to_contain_text("退回")
    _write_answer(worker, "换了阀门，等到热了才走。")

    resident.goto(link)
    expect(resident.locator(".unit-answer")).to_have_text("换了阀门，等到热了才走。")
    resident.get_by_role("button", name="解决了", exact=True).click()
    expect(resident.locator("main")).to_contain_text("记下了：解决了")
    expect(resident.locator(".steps .now")).to_have_count(0)

    clerk.goto(f"/cases/{number}/")
    expect(clerk.locator("main")).to_contain_text("居民确认解决")


def _she_asks(page: Page, cast: Cast) -> str:
    """In her own words, which sound like no category; the place from the sign downstairs."""
    page.goto("/")
    page.fill("#id_words", "屋里冷得睡不着。")
    page.click("button[value=next]")
    page.fill("#id_address", cast.plots[0].sign_code)
    page.fill("#id_contact", "13804310001")
    page.get_by_role("button", name="交给社区").click()
    expect(page.locator("h1")).to_have_text("您说的事收到了")
    expect(page.locator("main")).to_contain_text("景阳社区工作站正在看这件事该谁来办")
    return page.locator(".receipt-number b").inner_text()


def _the_receipt_comes_by_sms(outbox: Path) -> str:
    """The address in it."""
    work()
    (message,) = [path.read_text(encoding="utf-8") for path in outbox.iterdir()]
    return message[message.index("/t/") :].split()[0]


def _the_clerk_triages(page: Page, number: str, cast: Cast) -> None:
    page.goto("/cases/triage/next")
    expect(page.locator("main")).to_contain_text(number)
    with page.expect_response("**/triage?**"):  # the proposal changes with the category
        page.select_option("#id_category", label="供热")
    expect(page.locator("#assign")).to_contain_text("景阳社区工作站")
    page.check("input[name=assign][value=other]")
    page.fill("#id_unit", cast.studio.name)
    page.get_by_role("button", name="只存这一件").click()
    expect(page.locator("main")).to_contain_text("锦江花园工作室")


def _the_unit_answers(page: Page, number: str, words: str) -> None:
    page.goto(f"/cases/{number}/")
    expect(page.locator("main")).not_to_contain_text("13804310001")
    page.get_by_role("button", name="签收").click()
    _write_answer(page, words)


def _write_answer(page: Page, words: str) -> None:
    page.fill("textarea[name=words]", words)
    page.check("input[name=outcome][value=fixed]")
    page.get_by_role("button", name="答复", exact=True).click()
    expect(page.locator("main")).to_contain_text("已经答复，等居民说解决了没有")
