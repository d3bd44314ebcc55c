"""Who is responsible here, in a real browser: on a phone without JavaScript, and accessible in every dress."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.network import tree
from huisheng.network.models import Plot, Unit
from huisheng.portal.tests.residents import WORDS, case_of
from huisheng.portal.tests.test_in_browser import NewContext, dressed, secret_of
from huisheng.ui.tests.test_look_in_browser import OVERFLOW, SMALL_TARGETS, SMALL_TEXT
from tests.cast import Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    """The cast, for a browser to look at: one plot in 南湖新村, a station with a telephone."""
    load_catalogue()
    Plot.objects.filter(pk=committed_cast.second_plots[1].pk).update(until="2026-01-01")
    Unit.objects.filter(pk=committed_cast.station.pk).update(office_phone="0431-00000021")
    tree.forget()
    return committed_cast


def test_a_resident_types_an_estate_sees_who_answers_and_goes_on_to_ask(phone_page: Page, cast: Cast) -> None:
    page = phone_page
    page.goto("/")
    page.click("main >> text=查一查这里归谁管")
    page.fill("#id_q", "南湖新村")
    page.keyboard.press("Enter")
    expect(page.locator("h2").first).to_have_text(str(cast.second_plots[0]))
    levels = page.locator(".who-levels > li")
    expect(levels).to_have_count(5)
    for level, name in enumerate(
        ("民生工作局", "春城街道分中心", "景阳社区工作站", "南湖新村工作室", "还没有人")
    ):
        expect(levels.nth(level)).to_contain_text(name)
    expect(page.locator(".who-call a")).to_have_attribute("href", "tel:0431-00000021")
    page.click("main a.act")
    expect(page.locator(".place-known")).to_contain_text("由景阳社区第一党支部负责")
    page.fill("#id_words", WORDS)
    page.click("button[value=next]")
    page.click("button[value=send]")
    page.wait_for_url("**/receipt")
    assert case_of(secret_of(page)).plot_id == cast.second_plots[0].id


def test_without_javascript_the_map_leads_there_too(phone_page: Page, cast: Cast) -> None:
    page = phone_page
    page.goto("/who")
    page.click(".map-list >> text=春城街道")
    page.click(".map-list >> text=景阳社区")
    page.click(f".map-list >> text={cast.plots[0]}")
    expect(page.locator(".who-levels")).to_contain_text("锦江花园工作室")


def test_where_i_am_is_asked_with_one_tap(new_context: NewContext, cast: Cast) -> None:
    place = {"longitude": 125.201, "latitude": 43.881}
    page = new_context(phone=True, geolocation=place, permissions=["geolocation"]).new_page()
    page.goto("/who")
    page.click("[data-here]")
    expect(page.locator("h2").first).to_have_text(str(cast.plots[0]))


@pytest.mark.parametrize(
    ("width", "dress", "language"),
    [(360, "elder", "zh-hans"), (360, "dark", "en"), (1440, "light", "en"), (1440, "dark", "zh-hans")],
)
def test_no_page_breaks_a_rule_of_accessibility_or_leaves_its_screen(
    new_context: NewContext, cast: Cast, width: int, dress: str, language: str
) -> None:
    page = dressed(new_context, dress, width, language, script=True)
    asked = (
        "",
        "?in=A-community",
        "?q=南湖新村",
        "?q=社区",
        "?q=锦江花园",
        "?q=老车站",
        "?lon=43.881&lat=125.201",
    )
    for address in asked:
        page.goto(f"/who{address}")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{address}\n{results.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, address
        if dress == "elder" and "in=" not in address and address:
            assert page.evaluate(SMALL_TEXT, 24) == [], address
            assert page.evaluate(SMALL_TARGETS, 60) == [], address
