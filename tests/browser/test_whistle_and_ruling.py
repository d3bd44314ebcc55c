"""In a browser: a whistle with two departments from blow to rating; an objection dismissed, and one upheld."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from huisheng.cases.tests.matters import handling
from huisheng.people.models import Person
from tests.browser.test_answered_call import at_a_desk
from tests.cast import Cast, add_person, appoint

pytestmark = pytest.mark.browser

NewContext = Callable[..., BrowserContext]


def housing_handler(cast: Cast) -> Person:
    person = add_person("林建", "lin.jian")
    appoint([(person, "department_handler", cast.housing)])
    return person


def test_two_departments_are_whistled_for_come_report_and_are_rated(
    new_context: NewContext, committed_cast: Cast
) -> None:
    cast = committed_cast
    case = handling(cast)
    helper_person = housing_handler(cast)
    clerk = at_a_desk(new_context, cast.wang_fang)

    clerk.goto(f"/cases/{case.number}/")
    clerk.get_by_role("link", name="吹哨，叫部门来").click()
    clerk.fill("#id_words", "3号楼前井盖塌了，自来水在冒，请一起到现场。")
    clerk.select_option("#id_lead", label="民政分中心")
    clerk.get_by_label("住建分中心").check()
    clerk.get_by_role("button", name="吹哨", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("景阳社区工作站吹哨，叫了民政分中心、住建分中心")

    lead = at_a_desk(new_context, cast.zhou_min)
    _comes(lead, "关了阀门，围了栏。", "井盖明天换。")
    helper = at_a_desk(new_context, helper_person)
    _comes(helper, "一起看了井盖。", "")
    _reports(lead, "阀门换好了。")
    _reports(helper, "井盖换好了。")

    clerk.goto("/cases/whistles")
    clerk.get_by_role("link", name=case.title).click()
    expect(clerk.locator("main")).to_contain_text("都回报了")
    expect(clerk.locator("main")).to_contain_text("井盖明天换。")
    clerk.get_by_role("link", name="办完了，评一评").click()
    for group in clerk.locator("fieldset.choices").all():
        group.get_by_label("是", exact=True).check()
    clerk.get_by_role("button", name="办完了").click()
    expect(clerk.locator("main")).to_contain_text("来得及时吗 是")

    helper.reload()
    expect(helper.locator("main")).to_contain_text("办完了")
    expect(helper.locator("main")).to_contain_text("事情办成了吗 是")


def _comes(page: Page, done: str, remains: str) -> None:
    """Finds the whistle on the day's page, signs, gets in touch, comes."""
    page.goto(reverse("desk:my_day"))
    page.locator("a[href*='/whistles/']").first.click()
    page.get_by_role("button", name="应哨，我们来").click()
    page.get_by_role("button", name="已经联系上").click()
    page.get_by_role("link", name="写到场记录").click()
    page.fill("#id_words", done)
    page.fill("#id_remains", remains)
    page.get_by_role("button", name="记下").click()
    expect(page.locator("main")).to_contain_text(done)


def _reports(page: Page, words: str) -> None:
    page.locator("a.act", has_text="回报").click()
    page.fill("#id_words", words)
    page.get_by_role("button", name="回报").click()
    expect(page.locator("main")).to_contain_text("等吹哨的单位确认")


def test_an_objection_is_dismissed_and_another_is_upheld(
    new_context: NewContext, committed_cast: Cast
) -> None:
    cast = committed_cast
    kept, moved = handling(cast), handling(cast)
    clerk, arbiter = at_a_desk(new_context, cast.wang_fang), at_a_desk(new_context, cast.sun_li)
    for case in (kept, moved):
        clerk.goto(f"/cases/{case.number}/")
        expect(clerk.locator("#why")).to_contain_text("目录，没有经过人")
        clerk.get_by_role("link", name="不归我们").click()
        clerk.get_by_label("不是我们的职责").check()
        clerk.fill("#id_words", "这栋楼的暖气由供热公司直管。")
        clerk.get_by_role("button", name="提出来").click()
        expect(clerk.locator("main")).to_contain_text("裁定以前它接着办")

    _rules(arbiter, kept.number, "归它，不换", "", "目录写明由你们办。")
    clerk.goto(f"/cases/{kept.number}/")
    expect(clerk.locator("main")).to_contain_text("裁定归景阳社区工作站，不再退")
    expect(clerk.get_by_role("link", name="不归我们")).to_have_count(0)

    _rules(arbiter, moved.number, "确实不归它，交给别的单位", "住建分中心", "查过职责，归住建。")
    arbiter.goto(f"/cases/{moved.number}/")
    expect(arbiter.locator("main")).to_contain_text("裁定不归景阳社区工作站，交给住建分中心")
    expect(arbiter.locator("#why")).to_contain_text("为民服务指导中心的孙丽裁定")
    assert (clerk.goto(f"/cases/{moved.number}/") or pytest.fail("no answer")).status == 404


def _rules(page: Page, number: str, decision: str, unit: str, words: str) -> None:
    page.goto(f"/cases/{number}/")
    page.get_by_role("link", name="看理由，裁定").click()
    page.get_by_label(decision).check()
    page.fill("#id_unit", unit)
    page.fill("#id_words", words)
    page.get_by_role("button", name="裁定", exact=True).click()
    expect(page.locator("main")).to_contain_text("裁定好了")
