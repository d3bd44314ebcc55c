"""Plots drawn in a real browser: by mouse, by finger, by keyboard, and without any script."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, Page, expect

from huisheng.cases.models import Case
from huisheng.cases.tests.matters import asked, case_of
from huisheng.goals.land.parts import LandCoverage
from huisheng.goals.queries import land as land_coverage
from huisheng.goals.tests.places import bound
from huisheng.network import tree
from huisheng.network.geometry import locate
from huisheng.network.land.corners import write_corners
from huisheng.network.models import Plot
from huisheng.network.tests.lands import alone, edges, is_seamless
from huisheng.network.tests.plots import at, land, ring, square
from huisheng.people.models import Person
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def opened(new_context: Callable[..., BrowserContext], live_server: object) -> Opener:
    """Opens a page as somebody, with whatever a context takes."""

    def open_page(
        person: Person, path: str, *, language: str = "zh-hans", drawn: bool = True, **options: object
    ) -> Page:
        context = new_context(**options)
        session = sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: session, "language": language}
        address = live_server.url  # type: ignore[attr-defined]
        context.add_cookies([{"name": n, "value": value, "url": address} for n, value in cookies.items()])
        page = context.new_page()
        page.goto(path)
        if drawn and options.get("java_script_enabled", True):
            page.locator(".draw[data-ready]").wait_for()
        return page

    return open_page


def address(route: str, plot: Plot) -> str:
    return reverse(f"desk:{route}", args=[plot.code])


def middle(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, element: Locator, right: float, down: float) -> None:
    x, y = middle(element)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2)
    page.mouse.move(x + right, y + down)
    page.mouse.up()


def corner(page: Page, number: int) -> Locator:
    return page.locator(f"[data-corner='{number - 1}']")


def said(page: Page) -> str:
    return page.locator("[data-said]").inner_text()


def are_complements(cast: Cast, made: Plot) -> None:
    """Two outlines that make up the old one, and fit all around them."""
    tree.forget()
    old = cast.plots[0]
    both = [land(made), land(old)]
    assert is_seamless([*both, *map(land, [cast.plots[1], *cast.second_plots, *cast.other_plots])])
    outer = {end for edge in alone(both) for end in edge}
    assert {spot for edge in edges(square(0, 0)) for spot in edge} <= outer
    assert sum(each.area for each in both) == pytest.approx(square(0, 0).area, rel=1e-4)


def coverage() -> LandCoverage:
    """The land as it is covered now."""
    found = land_coverage()
    assert found is not None
    return found


def covers_as_much(before: LandCoverage, after: LandCoverage) -> bool:
    """Whether a split left no gap and no overlap that was not there."""
    return (len(after.parts), after.share) == (len(before.parts), before.share) and (
        after.plots_area == pytest.approx(before.plots_area, abs=0.01)
    )


def ask_here(page: Page) -> Case:
    """Ask as a resident who scanned the sign; the case that it became."""
    page.get_by_label("发生了什么？").fill("楼道的灯坏了")
    page.get_by_role("button", name="下一步：在哪里").click()
    page.get_by_role("button", name="交给社区").click()
    page.get_by_text("诉求编号").first.wait_for()
    return Case.objects.latest("received_at")


def test_a_plot_is_split_by_mouse_and_coverage_cases_and_signs_follow(
    opened: Opener, committed_cast: Cast
) -> None:
    cast = committed_cast
    bound(cast)
    tree.forget()
    before, earlier = coverage(), case_of(asked(cast))
    page = opened(cast.wang_fang, address("split_plot", cast.plots[0]))
    assert "小的一块" in page.locator("[data-size]").inner_text()
    x, y = middle(page.locator(".draw-middle").first)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 5)
    page.mouse.move(x + 30, y + 8)
    page.mouse.up()
    assert page.locator(".draw-corner").count() == 3
    page.get_by_label("责任田的名称").fill("锦江花园东区")
    page.get_by_label("编号").fill("春1-050")
    page.get_by_role("button", name="分成两块").click()
    page.get_by_text("分好了，新的一块是 春1-050。").wait_for()
    made = Plot.objects.get(code="春1-050")
    are_complements(cast, made)
    assert locate(made.lon, made.lat) == made.pk
    page.get_by_role("link", name="打印牌子").click()
    expect(page.get_by_text(made.sign_code)).to_be_visible()
    page.goto(f"/p/{made.sign_code}")
    assert "春1-050" in page.content()
    assert covers_as_much(before, coverage())
    case = ask_here(page)
    assert (case.plot_id, case.unit_id) == (made.pk, earlier.unit_id)
    assert Case.objects.get(pk=earlier.pk).plot_id == cast.plots[0].pk


def test_a_plot_is_split_by_keyboard_alone(opened: Opener, committed_cast: Cast) -> None:
    cast = committed_cast
    page = opened(cast.wang_fang, address("split_plot", cast.plots[0]))
    before = page.locator("#id_line").input_value()
    corner(page, 1).focus()
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("ArrowUp")
    assert said(page).startswith("点 1：125.1999")
    page.keyboard.press("Insert")
    assert page.locator(".draw-corner").count() == 3
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    assert said(page) == "退了一步。" and page.locator(".draw-corner").count() == 3
    assert page.locator("#id_line").input_value() != before
    for label, words in (("责任田的名称", "东区"), ("编号", "春1-051")):
        page.get_by_label(label).focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
    corner(page, 2).focus()
    page.keyboard.press("Enter")
    page.get_by_text("分好了，新的一块是 春1-051。").wait_for()
    are_complements(cast, Plot.objects.get(code="春1-051"))


def test_a_border_dragged_near_a_neighbours_corner_snaps_to_it(opened: Opener, committed_cast: Cast) -> None:
    cast = committed_cast
    page = opened(cast.wang_fang, address("draw_plot", cast.plots[0]))
    start = page.locator("#id_outline").input_value()
    drag(page, corner(page, 3), -40, 30)
    drag(page, corner(page, 3), 43, -27)
    assert "对齐" in said(page)
    assert page.locator("#id_outline").input_value() == start
    page.keyboard.press("Control+z")
    assert page.locator("#id_outline").input_value() != start


def test_a_shared_corner_dragged_moves_the_neighbours_too(opened: Opener, committed_cast: Cast) -> None:
    cast = committed_cast
    page = opened(cast.wang_fang, address("draw_plot", cast.plots[0]))
    neighbour = page.locator(f"[data-plot='{cast.plots[1].pk}'] path")
    before = neighbour.get_attribute("d")
    drag(page, corner(page, 3), -40, 30)
    assert neighbour.get_attribute("d") != before  # shown before it is saved
    page.get_by_role("button", name="保存边界").click()
    page.get_by_text("的边界改好了").wait_for()
    tree.forget()
    assert is_seamless(map(land, [*cast.plots, *cast.second_plots, *cast.other_plots]))
    assert land(cast.plots[0]).area < square(0, 0).area


def test_a_finger_drags_as_well(opened: Opener, committed_cast: Cast) -> None:
    cast = committed_cast
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    page = opened(cast.wang_fang, address("draw_plot", cast.plots[0]), **phone)
    start = page.locator("#id_outline").input_value()
    corner(page, 3).scroll_into_view_if_needed()
    x, y = middle(corner(page, 3))
    touch = page.context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [{"x": x + 12, "y": y + 12}]),  # a finger is not exact
        ("touchMove", [{"x": x - 20, "y": y + 25}]),
        ("touchEnd", []),
    ):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function("start => document.querySelector('#id_outline').value !== start", arg=start)
    assert page.evaluate(OVERFLOW) <= 0


def test_a_ring_that_crosses_itself_is_shown_and_refused_with_the_drawing_kept(
    opened: Opener, committed_cast: Cast
) -> None:
    cast = committed_cast
    page = opened(cast.wang_fang, address("draw_plot", cast.plots[0]))
    crossed = write_corners(ring((0, 0), (1, 1), (1, 0), (0, 1)))
    page.get_by_text("用文字改").click()
    page.locator("#id_outline").fill(crossed)
    page.locator("#id_outline").blur()
    assert page.locator("[data-size]").inner_text() == "边界自己交叉了。"
    page.get_by_role("button", name="保存边界").click()
    page.locator(".field-error").get_by_text("1–2 的边和 3–4 的边").wait_for()
    assert page.locator("#id_outline").input_value() == crossed
    assert page.locator(".draw-corner").count() == 4


def test_without_a_script_the_corners_are_text(opened: Opener, committed_cast: Cast) -> None:
    cast = committed_cast
    page = opened(cast.wang_fang, address("draw_plot", cast.plots[0]), java_script_enabled=False)
    assert not page.get_by_role("button", name="加一个角").is_visible()
    page.get_by_text("用文字改").click()
    page.locator("#id_outline").fill(write_corners(ring((0, 0), (1, 0), (0.8, 0.8), (0, 1))))
    page.get_by_role("button", name="保存边界").click()
    page.get_by_text("的边界改好了").wait_for()
    assert at(0.8, 0.8) in land(cast.plots[0]).exterior.coords[:]  # type: ignore[union-attr]


def test_a_new_plot_is_drawn_by_tapping_its_corners(opened: Opener, committed_cast: Cast) -> None:
    cast = committed_cast
    page = opened(cast.wang_fang, reverse("desk:draw_new_plot") + f"?unit={cast.studio.code}")
    box = page.locator(".draw svg").bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5
    for right, down in ((0, 0), (60, 0), (60, 60)):
        page.mouse.click(x + right, y + down)
    assert "平方米" in page.locator("[data-size]").inner_text()
    page.get_by_label("责任田的名称").fill("西头")
    page.get_by_label("编号").fill("春1-060")
    page.get_by_role("button", name="画好了").click()
    page.get_by_text("春1-060 画好了").wait_for()


@pytest.mark.parametrize(("width", "language", "scheme"), [(1440, "zh-hans", "dark"), (360, "en", "light")])
def test_the_pages_are_accessible_and_fit_their_screens(
    opened: Opener, committed_cast: Cast, width: int, language: str, scheme: str
) -> None:
    cast = committed_cast
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "language": language}
    for route in ("draw_plot", "split_plot"):
        page = opened(cast.wang_fang, address(route, cast.plots[0]), **look)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{route}\n{results.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, route


def test_a_neighbour_is_ticked_on_the_map_and_joined(opened: Opener, committed_cast: Cast) -> None:
    cast = committed_cast
    page = opened(cast.wang_fang, address("join_plots", cast.plots[0]), drawn=False)
    north = page.locator(f"[data-plot='{cast.plots[1].pk}']")
    page.locator(".is-pickable").first.wait_for()
    own = page.locator(".draw-own").bounding_box()
    assert own
    page.mouse.click(own["x"] + own["width"] / 2, own["y"] - 15)  # just north of the plot's own outline
    assert page.get_by_label(str(cast.plots[1])).is_checked()
    assert "is-picked" in (north.get_attribute("class") or "")
    page.get_by_role("button", name="并成一块").click()
    page.get_by_text("并好了").wait_for()
    tree.forget()
    assert land(cast.plots[0]).equals(square(0, 0).union(square(0, 1)))
