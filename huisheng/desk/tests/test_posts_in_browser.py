"""Organisations and posts in a real browser: a secretary leaves and is replaced, a neighbour joins a team."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from huisheng.desk.tests.test_in_browser import OVERFLOW, Opener, opened
from huisheng.network.models import OwnersCommittee
from huisheng.network.tests.entities import registered
from huisheng.people.models import Appointment
from tests.cast import Cast, add_person, appoint

pytestmark = pytest.mark.browser

__all__ = ["opened"]  # a fixture of the desk's other pages


@pytest.fixture
def staffed(committed_cast: Cast) -> Cast:
    """A branch with a secretary, a plot with a volunteer, a committee, and a firm without a branch."""
    plot = committed_cast.plots[0]
    appoint(
        [
            (add_person("老书记"), "secretary", committed_cast.branch),
            (add_person("老邻居"), "volunteer", plot),
        ]
    )
    OwnersCommittee.objects.create(plot=plot, name="锦江业委会", since="2026-01-01")
    registered(committed_cast)
    return committed_cast


def addresses(cast: Cast) -> list[str]:
    plot, entity = cast.plots[0].code, registered(cast, name="另一家公司")
    secretary = Appointment.objects.get(role="secretary")
    return [
        reverse("desk:keep_plot_branch", args=[plot]),
        reverse("desk:keep_team", args=[plot]),
        reverse("desk:keep_committees", args=[plot]),
        reverse("desk:keep_mass_orgs", args=[cast.branch.code]),
        reverse("desk:keep_entities"),
        reverse("desk:keep_entity_new"),
        reverse("desk:keep_entity", args=[entity.pk]),
        reverse("desk:hand_over", args=[secretary.pk]),
        reverse("desk:keep_hub_household", args=[cast.hub.code]),
    ]


@pytest.mark.parametrize(
    ("width", "dress", "language"),
    [(1440, "dark", "en"), (360, "light", "en"), (360, "elder", "zh-hans")],
)
def test_no_page_breaks_a_rule_of_accessibility_or_leaves_its_screen(
    opened: Opener,
    staffed: Cast,
    width: int,
    dress: str,
    language: str,
):
    for path in addresses(staffed):
        page = opened(staffed.wang_fang, path, width=width, dress=dress, language=language)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, path


def test_a_branch_secretary_leaves_and_is_replaced(opened: Opener, staffed: Cast):
    page: Page = opened(staffed.wang_fang, reverse("desk:organisation", args=[staffed.branch.code]))
    page.get_by_role("link", name="交接", exact=True).click()
    expect(page.get_by_role("link", name=staffed.plots[0].code)).to_be_visible()  # what goes on with the post
    page.get_by_role("button", name="交接").click()
    expect(page.get_by_text("这样这里就没有人了").first).to_be_visible()
    page.get_by_label("由谁接").fill("王芳")  # a name that is known: nobody is taken for somebody else
    page.get_by_role("button", name="交接").click()
    page.get_by_label("另一位同名的人，新登记").check()
    page.get_by_role("button", name="交接").click()
    page.wait_for_url("**/organisations/**")
    expect(page.get_by_text("党支部书记已经由 王芳 接了。")).to_be_visible()
    expect(page.get_by_text("老书记")).to_be_hidden()
    page.goto(reverse("desk:plot", args=[staffed.plots[0].code]))
    expect(page.get_by_text("王芳").first).to_be_visible()


def test_a_neighbour_joins_and_is_named_when_they_say_so(
    opened: Opener,
    staffed: Cast,
):
    page: Page = opened(staffed.wang_fang, reverse("desk:keep_team", args=[staffed.plots[0].code]), width=360)
    form = page.locator("form", has=page.get_by_role("heading", name="加一个人"))
    form.get_by_label("热心居民").check()
    form.get_by_label("姓名", exact=True).fill("热心人")
    form.get_by_role("button", name="加上").click()
    page.locator("summary", has_text="热心人").click()
    page.locator("details[open]").get_by_role("button", name="记下同意").click()
    page.goto(reverse("desk:plot", args=[staffed.plots[0].code]))
    expect(page.get_by_text("热心人")).to_be_visible()
    expect(page.get_by_text("没有同意公开姓名")).to_be_visible()
