"""The pages of goals in a real browser: accessible in every dress, and a goal set and moved without any script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from huisheng.goals.models import Target
from huisheng.goals.tests.promises import goal_for, standing
from huisheng.goals.tests.test_coverage_page import spoil
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
Opener = Callable[..., Page]


@pytest.fixture
def opened(new_context: Callable[..., BrowserContext], live_server: object, committed_cast: Cast) -> Opener:
    """A page as 钱立, leader at the bureau: `opened(width=360, dress="elder", language="en")`; rest to the browser."""

    def open_page(
        *, width: int = 1440, dress: str = "light", language: str = "zh-hans", **more: object
    ) -> Page:
        scheme = "dark" if dress == "dark" else "light"
        context = new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **more)
        session = sign_in(Client(), committed_cast.qian_li).cookies[settings.SESSION_COOKIE_NAME].value
        size = "elder" if dress == "elder" else "normal"
        cookies = {settings.SESSION_COOKIE_NAME: session, "language": language, "look_size": size}
        address = live_server.url  # type: ignore[attr-defined]
        context.add_cookies([{"name": n, "value": value, "url": address} for n, value in cookies.items()])
        return context.new_page()

    return open_page


@pytest.mark.parametrize(
    ("width", "dress", "language"),
    [(1440, "light", "zh-hans"), (1440, "dark", "en"), (360, "light", "en"), (360, "elder", "zh-hans")],
)
def test_they_break_no_rule_of_accessibility_and_stay_on_their_screen(
    opened: Opener, committed_cast: Cast, width: int, dress: str, language: str
) -> None:
    spoil(committed_cast)
    standing("land")
    code = goal_for(committed_cast.street, next_step="给 9 号楼请一户").goal.code
    page = opened(width=width, dress=dress, language=language)
    routes = ("goals:index", "goals:goal_new", "portal:goals")
    about = ("goals:goal", "goals:goal_change", "goals:goal_end", "goals:goal_next_step")
    addresses = [*map(reverse, routes), *(reverse(route, args=[code]) for route in about)]
    for address in addresses:
        page.goto(address)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{address}\n{results.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, address


def test_a_goal_is_set_moved_and_read_in_its_history_without_a_script(
    opened: Opener, committed_cast: Cast
) -> None:
    page = opened(java_script_enabled=False)
    page.goto(reverse("goals:index"))
    page.get_by_role("link", name="定一个目标").click()
    page.get_by_label("目标叫什么").fill("今年九成五住户有人服务")
    page.get_by_label("用什么指标算").select_option("household_coverage")
    page.get_by_label("目标值").fill("950")
    page.get_by_label("责任单位").fill(committed_cast.street.name)
    page.get_by_role("button", name="定下来").click()
    page.get_by_text("目标值要大于 0，最多 100%。").first.wait_for()
    assert page.get_by_label("目标叫什么").input_value() == "今年九成五住户有人服务"
    page.get_by_label("目标值").fill("95")
    page.get_by_role("button", name="定下来").click()
    page.get_by_text("目标定好了。").wait_for()
    page.get_by_role("link", name="今年九成五住户有人服务").click()
    page.get_by_role("link", name="改目标值、期限、责任单位").click()
    page.get_by_label("目标值").fill("90")
    page.get_by_label("为什么改").fill("新楼刚交付")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("改好了，原来的留在历史里。").wait_for()
    expect(page.locator("del", has_text="95.00%")).to_be_visible()
    expect(page.get_by_text("新楼刚交付")).to_be_visible()
    assert [str(each.value) for each in Target.objects.order_by("version")] == ["0.9500", "0.9000"]
