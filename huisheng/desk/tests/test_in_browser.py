"""The desk in a real browser: accessible in every dress and language, on phone and desk, and by keyboard."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from huisheng.cases.models import Case
from huisheng.cases.tests.matters import asked, assigned, case_of, handling
from huisheng.core import clock
from huisheng.people.models import Person
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
Opener = Callable[..., Page]


@pytest.fixture
def busy(committed_cast: Cast) -> Cast:
    """A district in which something is late, something new, and something waits at a desk."""
    late = handling(committed_cast)
    Case.objects.filter(pk=late.pk).update(due_at=clock.now(), supervisor=committed_cast.centre)
    assigned(committed_cast)
    case_of(asked(committed_cast, category=None))
    return committed_cast


@pytest.fixture
def opened(new_context: Callable[..., BrowserContext], live_server: object) -> Opener:
    """Opens a page as somebody: `opened(person, path, width=360, dress="elder", language="en")`."""

    def open_page(
        person: Person, path: str, *, width: int = 1440, dress: str = "light", language: str = ""
    ) -> Page:
        context = new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dress == "dark" else "light"
        )
        session = sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {
            settings.SESSION_COOKIE_NAME: session,
            "language": language or "zh-hans",
            "look_size": "elder" if dress == "elder" else "normal",
        }
        address = live_server.url  # type: ignore[attr-defined]
        context.add_cookies([{"name": n, "value": value, "url": address} for n, value in cookies.items()])
        page = context.new_page()
        page.goto(path)
        return page

    return open_page


def pages(cast: Cast) -> dict[str, Person]:
    """Every page of the desk, with somebody who may open it."""
    stuck = Case.objects.filter(supervisor__isnull=False).get()
    return {
        reverse("desk:my_day"): cast.wang_fang,
        reverse("desk:board"): cast.sun_li,
        reverse("desk:board_duty", args=[stuck.number]): cast.sun_li,
        reverse("desk:network") + "?q=景阳": cast.wang_fang,
        reverse("desk:gaps"): cast.wang_fang,
        reverse("desk:unit", args=[cast.station.code]): cast.wang_fang,
        reverse("desk:plot", args=[cast.plots[0].code]) + "?on=2026-05-03": cast.wang_fang,
        reverse("desk:plot_sign", args=[cast.plots[0].code]): cast.wang_fang,
        reverse("desk:signs") + f"?unit={cast.station.code}": cast.wang_fang,
        reverse("desk:organisation", args=[cast.branch.code]): cast.wang_fang,
        reverse("desk:area", args=["A-community"]): cast.wang_fang,
        reverse("desk:log"): cast.wu_shen,
        reverse("desk:keep") + f"?at={cast.studio.code}": cast.sun_li,
        reverse("desk:keep_unit_move", args=[cast.studio.code]): cast.sun_li,
        reverse("desk:keep_unit_split", args=[cast.studio.code]): cast.sun_li,
        reverse("desk:keep_area_new", args=["A-community"]): cast.sun_li,
        reverse("desk:keep_organisation_new", args=["A-community"]): cast.sun_li,
        reverse("desk:then") + f"?place={cast.plots[0].code}&on=2026-05-03": cast.wang_fang,
    }


@pytest.mark.parametrize(
    ("width", "dress", "language"),
    [(1440, "light", "zh-hans"), (1440, "dark", "en"), (360, "light", "en"), (360, "elder", "zh-hans")],
)
def test_no_page_breaks_a_rule_of_accessibility_or_leaves_its_screen(
    opened: Opener, busy: Cast, width: int, dress: str, language: str
):
    for path, person in pages(busy).items():
        page = opened(person, path, width=width, dress=dress, language=language)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, path


def test_a_clerk_walks_through_the_day_by_keyboard(opened: Opener, busy: Cast):
    page = opened(busy.wang_fang, reverse("desk:my_day"))
    page.wait_for_load_state("networkidle")  # the module for keys is fetched when the page is there
    links = page.locator("tbody .row-link")
    page.keyboard.press("j")
    assert links.nth(0).evaluate("link => link === document.activeElement")
    page.keyboard.press("j")
    assert links.nth(1).evaluate("link => link === document.activeElement")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/**")


def test_a_dispatcher_gives_a_stuck_case_on_in_two_acts(opened: Opener, busy: Cast):
    page = opened(busy.sun_li, reverse("desk:board"))
    page.get_by_role("link", name="改派、接办").click()
    page.get_by_role("button", name="春城街道分中心").click()
    page.wait_for_url("**/desk/board**")
    expect(page.get_by_text("已经交出去，等签收。")).to_be_visible()


@pytest.mark.parametrize(("width", "dress"), [(1440, "light"), (360, "dark")])
def test_a_keeper_moves_a_studio_under_another_station(opened: Opener, busy: Cast, width: int, dress: str):
    page = opened(busy.sun_li, reverse("desk:keep") + f"?at={busy.studio.code}", width=width, dress=dress)
    page.get_by_role("link", name="移到别的单位下面").click()
    page.get_by_label("移到哪个单位下面").fill(busy.next_station.name)
    page.get_by_label("为什么").fill("网格调整")
    page.get_by_role("button", name="看看会怎样").click()
    page.get_by_role("heading", name="今天起会怎样").wait_for()
    before, after = (page.locator(".line").nth(at).locator("li").all_inner_texts() for at in (0, 1))
    assert before[-2:] == [busy.station.name, busy.studio.name]
    assert after[-2:] == [busy.next_station.name, busy.studio.name]
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate(OVERFLOW) <= 0
    page.get_by_role("button", name="移过去").click()
    page.get_by_text("已经移过去").wait_for()
    tree = page.get_by_role("navigation", name="五级服务平台")
    expect(tree.get_by_role("link", name=busy.next_station.name)).to_be_visible()
    page.get_by_role("link", name="单位页面和历史").click()
    page.get_by_text(f"{busy.station.name} → {busy.next_station.name}").wait_for()
    expect(page.get_by_text("网格调整")).to_be_visible()
