"""The page of coverage in a real browser: accessible in every dress, on its screen, and usable by keyboard."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from huisheng.goals.tests.test_coverage_page import spoil
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
Opener = Callable[..., Page]


@pytest.fixture
def opened(new_context: Callable[..., BrowserContext], live_server: object, committed_cast: Cast) -> Opener:
    """Opens the page as a clerk, over land that is not whole: `opened(width=360, dress="elder", language="en")`."""
    spoil(committed_cast)

    def open_page(
        *, width: int = 1440, dress: str = "light", language: str = "zh-hans", asked: str = ""
    ) -> Page:
        context = new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dress == "dark" else "light"
        )
        session = sign_in(Client(), committed_cast.wang_fang).cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {
            settings.SESSION_COOKIE_NAME: session,
            "language": language,
            "look_size": "elder" if dress == "elder" else "normal",
        }
        address = live_server.url  # type: ignore[attr-defined]
        context.add_cookies([{"name": n, "value": value, "url": address} for n, value in cookies.items()])
        page = context.new_page()
        page.goto(reverse("goals:coverage") + asked)
        return page

    return open_page


@pytest.mark.parametrize(
    ("width", "dress", "language"),
    [(1440, "light", "zh-hans"), (1440, "dark", "en"), (360, "light", "en"), (360, "elder", "zh-hans")],
)
def test_it_breaks_no_rule_of_accessibility_and_stays_on_its_screen(
    opened: Opener, width: int, dress: str, language: str
):
    for asked in ("", "?area=A-street"):
        page = opened(width=width, dress=dress, language=language, asked=asked)
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{asked}\n{results.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, asked


def test_a_mark_on_the_map_leads_to_its_row_by_keyboard_and_a_street_to_its_own_land(opened: Opener):
    page = opened()
    page.locator("a.cover-piece.overlap").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#overlap-1")
    assert page.locator("tr:target td").first.inner_text() == "叠1"
    page.locator("#area").select_option("A-street")
    page.get_by_role("button", name="看").click()
    page.wait_for_url("**area=A-street")
    assert page.locator("a.cover-piece.gap").count() == 0
    assert page.locator("a.cover-piece.outside").count() == 1
