"""The look in a real browser: accessible in every dress, in both languages, on phone and desk."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

PAGES = ("/look/", "/look/desk", "/look/track", "/look/receipt", "/look/preferences", "/look/404")
WIDTHS = {"phone": 360, "desk": 1440}
DRESSES = ("light", "dark", "elder")

SMALL_TARGETS = """least => [...document.querySelectorAll(
    'button, summary, .act, .choice, .desk-nav a, .tabs a, select')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 1)
  .filter(e => e.getBoundingClientRect().height < least - .5 || e.getBoundingClientRect().width < least - .5)
  .map(e => e.outerHTML.slice(0, 80))"""

SMALL_TEXT = """least => [...new Set([...document.querySelectorAll('body *')]
  .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .filter(e => !e.closest('svg') && parseFloat(getComputedStyle(e).fontSize) < least)
  .map(e => e.outerHTML.slice(0, 80)))]"""

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


def dressed(
    new_context: Callable[..., BrowserContext], dress: str, width: int, language: str = "zh-hans"
) -> Page:
    context = new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dress == "dark" else "light"
    )
    page = context.new_page()
    page.goto("/look/preferences")
    cookies = {"language": language, "look_size": "elder" if dress == "elder" else "normal"}
    context.add_cookies([{"name": name, "value": value, "url": page.url} for name, value in cookies.items()])
    return page


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("device", WIDTHS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_breaks_a_rule_of_accessibility_or_leaves_its_screen(
    new_context: Callable[..., BrowserContext], dress: str, device: str, language: str
) -> None:
    page = dressed(new_context, dress, WIDTHS[device], language)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in PAGES:
        page.goto(path)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, path
    assert complaints == []


def test_elder_text_is_at_least_18_points_and_targets_60_pixels(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = dressed(new_context, "elder", 360)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate(SMALL_TEXT, 24) == [], path
        assert page.evaluate(SMALL_TARGETS, 60) == [], path


def test_targets_are_at_least_44_pixels_otherwise(new_context: Callable[..., BrowserContext]) -> None:
    page = dressed(new_context, "light", 360)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate(SMALL_TARGETS, 44) == [], path


def visit(page: Page, path: str) -> None:
    """Opens a page and waits until its scripts are at work."""
    page.goto(path)
    page.locator(":root[data-js='ready']").wait_for(state="attached")


def test_j_and_k_walk_the_rows_and_enter_opens_one(page: Page) -> None:
    visit(page, "/look/desk")
    picked = page.locator("tr:focus-within .row-link")
    for key, number in (("j", "1"), ("j", "2"), ("j", "3"), ("k", "2"), ("k", "1"), ("k", "1")):
        page.keyboard.press(key)
        assert picked.get_attribute("href") == f"#row-{number}"
    page.keyboard.press("Enter")
    assert page.url.endswith("#row-1")


def test_slash_goes_to_the_search_and_writing_there_is_not_a_command(page: Page) -> None:
    visit(page, "/look/desk")
    page.keyboard.press("/")
    page.keyboard.type("jk?/")
    assert page.locator("#search").input_value() == "jk?/"
    assert page.locator("dialog[open]").count() == 0


def test_the_question_mark_shows_all_keys_and_escape_goes_back(page: Page) -> None:
    visit(page, "/look/desk")
    page.keyboard.press("?")
    expect(page.locator("#keys-help")).to_be_visible()
    assert "交办" in page.locator("#keys-help").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#keys-help").is_visible()


def test_single_keys_can_be_switched_off(page: Page) -> None:
    visit(page, "/look/desk")
    page.keyboard.press("?")
    page.get_by_role("button", name="不用单键").click()
    page.locator(":root[data-keys='off']").wait_for()
    page.keyboard.press("j")
    assert page.locator("tr:focus-within").count() == 0


def test_large_text_keeps_what_was_typed_and_lasts(page: Page) -> None:
    visit(page, "/look/")
    words = page.locator("#new_words")
    words.fill("暖气不热")
    with page.expect_response("**/look/preferences"):
        page.get_by_role("button", name="大字版").click()
    page.locator(":root[data-size='elder']").wait_for()
    assert words.input_value() == "暖气不热"
    page.get_by_role("button", name="平常字号").wait_for()
    page.reload()
    page.locator(":root[data-size='elder']").wait_for()


def test_switches_work_without_javascript(phone_page: Page) -> None:
    phone_page.goto("/look/track")
    phone_page.get_by_role("button", name="大字版").click()
    phone_page.get_by_role("button", name="深色").click()
    phone_page.get_by_role("button", name="English").click()
    root = phone_page.locator("html")
    assert phone_page.url.endswith("/look/track")
    assert [root.get_attribute(name) for name in ("lang", "data-size", "data-theme")] == [
        "en",
        "elder",
        "dark",
    ]


def test_after_a_mistake_the_summary_is_read_first_and_leads_to_the_field(page: Page) -> None:
    visit(page, "/look/")
    page.locator("[data-problems]:focus").wait_for()
    page.locator("[data-problems] a").first.click()
    page.locator("#wrong_place:focus").wait_for()


def test_a_double_click_sends_once(page: Page) -> None:
    visit(page, "/look/preferences")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    page.get_by_role("button", name="就这样").dblclick()
    page.wait_for_url("**/")
    assert sent == ["POST"]


def test_on_paper_there_is_nothing_to_press_and_times_are_exact(page: Page) -> None:
    visit(page, "/look/track")
    page.emulate_media(media="print")
    assert not page.locator(".switches").is_visible()
    assert not page.locator(".act").first.is_visible()
    shown = page.evaluate("getComputedStyle(document.querySelector('time[title]'), '::after').content")
    assert "attr(title)" in shown or "2026年11月24日" in shown


def test_on_paper_a_table_begins_below_its_heading_and_what_is_folded_away_is_shown(page: Page) -> None:
    visit(page, "/look/desk")
    page.emulate_media(media="print")
    frame = page.locator(".table-frame").first
    # A container could not be cut by the end of a page, and the whole table would wait for the next one.
    assert frame.evaluate("frame => getComputedStyle(frame).containerType") == "normal"
    folded = page.evaluate("""() => {
        const details = document.createElement("details");
        details.append("folded");
        document.querySelector("main").append(details);
        return getComputedStyle(details, "::details-content").contentVisibility;
    }""")
    assert folded == "visible"
