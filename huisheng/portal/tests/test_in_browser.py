"""The resident pages in a real browser: accessible in every dress, on a phone, with and without JavaScript."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.models import CasePhoto
from huisheng.cases.models.codes import Outcome
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.portal.tests.pictures import jpeg
from huisheng.portal.tests.residents import WORDS, case_of
from huisheng.ui.tests.test_look_in_browser import OVERFLOW, SMALL_TARGETS, SMALL_TEXT, WIDTHS
from tests.cast import Cast

pytestmark = pytest.mark.browser

NewContext = Callable[..., BrowserContext]
Look = Callable[[str], None]


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    """The cast, for a browser to look at, with the catalogue."""
    load_catalogue()
    return committed_cast


def dressed(new_context: NewContext, dress: str, width: int, language: str, *, script: bool) -> Page:
    """A page in one dress and language."""
    context = new_context(
        viewport={"width": width, "height": 740},
        color_scheme="dark" if dress == "dark" else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    page.goto("/about")
    chosen = {"language": language, "look_size": "elder" if dress == "elder" else "normal"}
    context.add_cookies([{"name": name, "value": value, "url": page.url} for name, value in chosen.items()])
    return page


def secret_of(page: Page) -> str:
    """The secret in the address that the page shows."""
    return urlsplit(page.url).path.split("/")[2]


def walk(page: Page, cast: Cast, look: Look) -> None:
    """Every resident page there is, in the order of a matter; `look` is called on each."""
    page.goto("/")
    look("ask")
    page.fill("#id_words", WORDS)
    page.click("button[value=next]")
    page.wait_for_selector("#id_contact")
    look("details")
    page.fill("#id_contact", "1380431")
    page.fill("#id_address", "43.881, 125.201")
    page.click("button[value=send]")
    page.wait_for_selector(".problems")
    look("details that came back")
    page.click("button[value=meant]")
    page.wait_for_selector(".place-known")
    page.fill("#id_contact", "13804310001")
    page.check("#id_about")
    look("details about a unit")
    page.uncheck("#id_about")
    page.click("button[value=forget]")
    page.wait_for_selector("button[value=choose]")
    page.click("button[value=choose]")
    page.wait_for_selector(".map-picture")
    look("choosing")
    page.click("button[name=pick_area][value=A-street]")
    page.click("button[name=pick_area][value=A-community]")
    page.click("button[name=pick_plot] >> nth=0")
    page.wait_for_selector(".place-known")
    page.click("button[value=send]")
    page.wait_for_url("**/receipt")
    look("receipt")
    _walk_on(page, cast, look)


def _walk_on(page: Page, cast: Cast, look: Look) -> None:
    secret, clerk = secret_of(page), viewer(cast.wang_fang)
    page.goto(f"/t/{secret}")
    look("track")
    ask_resident(case_of(secret).id, clerk, token(), "几点在家？")
    page.reload()
    look("question")
    answer_case(case_of(secret).id, clerk, token(), "立管已经排气，回水正常。", Outcome.FIXED)
    page.reload()
    look("answer")
    for name in ("withdrawal", "contact-openings", "rating"):
        page.goto(f"/t/{secret}/{name}")
        look(name)
    page.goto(f"/t/{secret}")
    page.click(".acts form:last-child .act")
    page.wait_for_url("**done=returned")
    look("sent back")
    for path in ("/lost", "/about", f"/t/{'2' * 20}", f"/p/{cast.plots[0].sign_code}"):
        page.goto(path)
        look(path)


@pytest.mark.parametrize(
    ("device", "dress", "language"),
    [
        ("phone", "light", "zh-hans"),
        ("phone", "dark", "en"),
        ("phone", "elder", "zh-hans"),
        ("phone", "elder", "en"),
        ("desk", "light", "en"),
        ("desk", "dark", "zh-hans"),
    ],
)
def test_no_page_breaks_a_rule_of_accessibility_or_leaves_its_screen(
    new_context: NewContext, cast: Cast, dress: str, device: str, language: str
) -> None:
    page = dressed(new_context, dress, WIDTHS[device], language, script=True)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def look(name: str) -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, f"{name}\n{results.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, name

    walk(page, cast, look)
    assert complaints == []


def test_elder_text_and_targets_are_large(new_context: NewContext, cast: Cast) -> None:
    page = dressed(new_context, "elder", 360, "zh-hans", script=True)

    def look(name: str) -> None:
        assert page.evaluate(SMALL_TEXT, 24) == [], name
        assert page.evaluate(SMALL_TARGETS, 60) == [], name

    walk(page, cast, look)


def test_the_whole_way_works_without_javascript_by_keyboard_alone(
    new_context: NewContext, cast: Cast
) -> None:
    page = dressed(new_context, "elder", 360, "zh-hans", script=False)
    page.goto("/")
    page.focus("#id_words")
    page.keyboard.type("暖气不热")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_contact")
    page.focus("#id_address")
    page.keyboard.type(cast.plots[0].sign_code.lower())
    page.keyboard.press("Enter")  # the form's first button: see who is responsible
    expect(page.locator(".place-known")).to_contain_text("由景阳社区第一党支部负责")
    page.focus("button[value=send]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt")
    assert case_of(secret_of(page)).plot_id == cast.plots[0].id


def test_without_javascript_list_and_map_lead_to_the_plot(phone_page: Page, cast: Cast) -> None:
    looked: list[str] = []
    walk(phone_page, cast, looked.append)
    assert looked[:2] == ["ask", "details"] and "sent back" in looked


def test_without_javascript_a_tap_on_the_map_finds_the_street_below_the_finger(
    phone_page: Page, cast: Cast
) -> None:
    page = phone_page
    page.goto("/")
    page.fill("#id_words", WORDS)
    page.click("button[value=next]")
    page.click("button[value=choose]")
    picture = page.locator(".map-picture")
    box = picture.bounding_box()
    assert box and box["width"] == pytest.approx(320, abs=3)
    # The cast's district is a row of squares: 春城街道 in the west, 锦程街道 in the east.
    picture.click(position={"x": 300, "y": box["height"] / 2})
    expect(page.locator(".choosing-path strong")).to_have_text("锦程街道")
    page.click("button[name=pick_area][value=A-district]")
    picture.click(position={"x": 30, "y": box["height"] / 2})
    expect(page.locator(".choosing-path strong")).to_have_text("春城街道")


def test_with_javascript_a_chosen_photo_stays_while_the_place_is_chosen(
    new_context: NewContext, cast: Cast
) -> None:
    page = dressed(new_context, "light", 360, "zh-hans", script=True)
    picture: Any = {
        "name": "立管.jpg",
        "mimeType": "image/jpeg",
        "buffer": jpeg(size=(3000, 2000)).read(),
    }
    page.goto("/")
    page.fill("#id_words", WORDS)
    page.click("button[value=next]")
    expect(page.locator(":root")).to_have_attribute("data-js", "ready")
    page.set_input_files("#id_photos", picture)
    page.click("button[value=choose]")
    page.click("button[name=pick_area][value=A-street]")
    page.click("button[name=pick_area][value=A-community]")
    page.click(f"button[name=pick_plot][value={cast.plots[0].code}]")
    expect(page.locator(".place-known")).to_contain_text("由景阳社区第一党支部负责")
    page.click("button[value=send]")
    page.wait_for_url("**/receipt")
    photo = CasePhoto.objects.get(case_id=case_of(secret_of(page)).id)
    assert (photo.width, photo.height) == (1600, 1067)


def test_with_javascript_where_i_am_fills_in_the_place(new_context: NewContext, cast: Cast) -> None:
    context = new_context(
        phone=True,
        geolocation={"longitude": 125.201, "latitude": 43.881},
        permissions=["geolocation"],
    )
    page = context.new_page()
    page.goto("/")
    page.fill("#id_words", WORDS)
    page.click("button[value=next]")
    page.click("[data-here]")
    expect(page.locator(".place-known")).to_contain_text("由景阳社区第一党支部负责")
    assert page.input_value("input[name=lon]") == "125.201000"


def test_with_javascript_it_says_while_one_writes_what_it_sounds_like(page: Page, cast: Cast) -> None:
    page.goto("/")
    page.fill("#id_words", "路灯不亮")
    expect(page.locator("#suggestion")).to_have_text("像是：路灯")


def test_going_back_after_sending_and_sending_again_shows_the_same_receipt(page: Page, cast: Cast) -> None:
    page.goto("/")
    page.fill("#id_words", WORDS)
    page.click("button[value=next]")
    page.click("button[value=send]")
    page.wait_for_url("**/receipt")
    first = page.url
    page.go_back()
    page.click("button[value=send]")
    page.wait_for_url("**/receipt")
    assert page.url == first


def test_asking_takes_few_taps_and_little_time(phone_page: Page, cast: Cast) -> None:
    """Without what a person needs for writing: the pages themselves answer at once."""
    begun = time.monotonic()
    phone_page.goto("/")
    phone_page.fill("#id_words", WORDS)
    phone_page.click("button[value=next]")
    phone_page.fill("#id_address", "锦江花园1号")
    phone_page.fill("#id_contact", "13804310001")
    phone_page.click("button[value=send]")
    phone_page.wait_for_url("**/receipt")
    assert time.monotonic() - begun < 20
    assert case_of(secret_of(phone_page)).plot_id == cast.plots[0].id
