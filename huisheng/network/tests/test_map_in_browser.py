"""The map in a real browser: a tap becomes a point, the keyboard follows links, and no script is no loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Browser, BrowserContext, Page, Route

from huisheng.network.map import Map, Mark, plots_map
from huisheng.network.tests.helpers import area_of
from tests.cast import Cast
from tests.cast_network import SIDE

pytestmark = pytest.mark.browser

APPS = Path(__file__).resolve().parents[2]
PAGE = """<!doctype html><html lang="zh-Hans"><meta name="viewport" content="width=device-width">
<title>地图</title>{styles}<main><h1>在哪里</h1>
<form><input type="hidden" id="lon"><input type="hidden" id="lat"><input type="hidden" id="plot"></form>
{map}{list}</main></html>"""
STYLES = ("tokens", "base", "tag")
TYPES = {".css": "text/css", ".js": "text/javascript"}
Opener = Callable[..., Page]


@pytest.fixture
def drawing(cast: Cast) -> Map:
    return plots_map(
        area_of(cast.station).id,
        lambda plot: f"/chosen?plot={plot.sign_code}",
        marks={cast.plots[0].id: Mark(2, "超时", "late")},
    )


@pytest.fixture
def opened(browser: Browser, drawing: Map) -> Iterator[Opener]:
    """Opens the map in a page of its own, served from files; `None` for the width of a phone."""
    contexts: list[BrowserContext] = []
    fields = {"lon_field": "lon", "lat_field": "lat", "plot_field": "plot"}
    html = PAGE.format(
        styles="".join(f'<link rel="stylesheet" href="/static/ui/css/{name}.css">' for name in STYLES),
        map=render_to_string("network/map.html", {"map": drawing, **fields}),
        list=render_to_string("network/map_list.html", {"map": drawing}),
    )

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix("https://map.example")
        if path.startswith("/static/"):
            app, _, rest = path.removeprefix("/static/").partition("/")
            file = APPS / app / "static" / app / rest
            route.fulfill(path=file, content_type=TYPES[file.suffix])
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    def open_page(**options: object) -> Page:
        context = browser.new_context(viewport={"width": 360, "height": 740}, **options)  # type: ignore[arg-type]
        context.route("https://map.example/**", serve)
        contexts.append(context)
        page = context.new_page()
        page.goto("https://map.example/")
        return page

    yield open_page
    for context in contexts:
        context.close()


def value(page: Page, field: str) -> str:
    return page.locator(f"#{field}").input_value()


def test_a_tap_becomes_a_point_and_its_plot(opened: Opener, cast: Cast) -> None:
    page = opened()
    page.locator(f"a.map-shape[data-code='{cast.plots[1].code}'] path").click()
    lon, lat = float(value(page, "lon")), float(value(page, "lat"))
    # The click lands in the middle of the square's box.
    assert lon == pytest.approx(125.20 + SIDE / 2, abs=SIDE / 50)
    assert lat == pytest.approx(43.88 + SIDE * 1.5, abs=SIDE / 50)
    assert value(page, "plot") == cast.plots[1].code
    assert page.url == "https://map.example/"
    assert cast.plots[1].code in page.get_by_role("status").inner_text()
    pin = page.locator(".map-pin").bounding_box()
    shape = page.locator(f"a.map-shape[data-code='{cast.plots[1].code}'] path").bounding_box()
    assert pin and shape
    assert pin["x"] + pin["width"] / 2 == pytest.approx(shape["x"] + shape["width"] / 2, abs=2)


def test_the_keyboard_follows_the_link(opened: Opener, cast: Cast) -> None:
    page = opened()
    page.locator(f"a.map-shape[data-code='{cast.plots[0].code}']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/chosen?plot={cast.plots[0].sign_code}")


def test_without_javascript_every_shape_is_a_link(opened: Opener, cast: Cast) -> None:
    page = opened(java_script_enabled=False)
    assert not page.locator(".map-here").is_visible()
    page.locator(f"a.map-shape[data-code='{cast.plots[1].code}'] path").click()
    page.wait_for_url(f"**/chosen?plot={cast.plots[1].sign_code}")
    page.go_back()
    page.get_by_role("list").get_by_role("link", name=cast.plots[0].code).click()
    page.wait_for_url(f"**/chosen?plot={cast.plots[0].sign_code}")


def test_where_i_am_is_a_button_when_the_phone_knows(opened: Opener) -> None:
    here = {"longitude": 125.2012, "latitude": 43.8811}
    page = opened(geolocation=here, permissions=["geolocation"])
    page.get_by_role("button", name="用我现在的位置").click()
    page.get_by_text("已选您现在的位置").wait_for()
    assert (value(page, "lon"), value(page, "lat")) == ("125.201200", "43.881100")
    assert value(page, "plot") == ""


def test_a_phone_that_does_not_tell_gets_a_plain_word(opened: Opener) -> None:
    page = opened()
    page.get_by_role("button", name="用我现在的位置").click()
    page.get_by_text("没有得到位置").wait_for()
    assert value(page, "lon") == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(opened: Opener, scheme: str) -> None:
    page = opened(color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
