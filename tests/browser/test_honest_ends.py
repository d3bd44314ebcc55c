"""In a browser: sent back; closed in silence and asked again after 28 days; on the pending ledger, and told so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from huisheng.cases.actions.escalate import let_fall_silent
from huisheng.cases.actions.handles import add_secret
from huisheng.cases.actions.recheck import ask_rechecks
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import answered, handling
from huisheng.core import clock
from tests.browser.test_answered_call import at_a_desk
from tests.cast import Cast

pytestmark = pytest.mark.browser

NewContext = Callable[..., BrowserContext]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """From here on it is so much later, for the server too: it runs in a thread of this process."""
    start = clock.now()
    return lambda time: monkeypatch.setattr(clock, "now", lambda: start + time)


def test_an_empty_answer_is_held_back_a_real_one_goes_out_and_is_sent_back(
    new_context: NewContext, phone_page: Page, committed_cast: Cast
) -> None:
    case = handling(committed_cast)
    clerk = at_a_desk(new_context, committed_cast.wang_fang)
    clerk.goto(f"/cases/{case.number}/")
    clerk.fill("#id_words", "您好，您反映的问题已经处理完毕，感谢您的支持。")
    clerk.get_by_label("已经办好").check()
    clerk.get_by_role("button", name="答复", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("去掉问候和套话，就没有剩下内容了")
    clerk.fill("#id_words", "昨天下午物业李师傅给立管放了气，晚上量过室温 21 度。")
    clerk.get_by_role("button", name="答复", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("已经答复")

    phone_page.goto(f"/t/{add_secret(case.id)}")
    expect(phone_page.locator(".unit-answer")).to_contain_text("李师傅")
    phone_page.get_by_role("button", name="还没有").click()
    expect(phone_page.locator("main")).to_contain_text("记下了：还没有解决")
    clerk.reload()
    expect(clerk.locator("main")).to_contain_text("居民说还没有解决")


def test_silence_closes_without_satisfaction_and_after_28_days_one_tap_opens_it_again(
    phone_page: Page, committed_cast: Cast, later: Callable[[timedelta], None]
) -> None:
    case = answered(committed_cast)
    link = f"/t/{add_secret(case.id)}"
    later(timedelta(days=8))
    let_fall_silent()
    phone_page.goto(link)
    expect(phone_page.locator("main")).to_contain_text("没有等到您的回音。不算作满意。")

    later(timedelta(days=28, hours=1))
    ask_rechecks()
    phone_page.reload()
    expect(phone_page.locator("main")).to_contain_text("过了四个星期，还好吗？")
    phone_page.get_by_role("button", name="又出现了", exact=True).first.click()
    expect(phone_page.locator("main")).to_contain_text("记下了：又出现了")
    expect(phone_page.locator("main")).to_contain_text("春城街道分中心在督办")
    assert Case.objects.get(pk=case.id).state == State.RETURNED


def test_what_cannot_be_done_yet_is_approved_above_told_to_the_resident_and_looked_at_again(
    new_context: NewContext, phone_page: Page, committed_cast: Cast
) -> None:
    case = handling(committed_cast)
    clerk = at_a_desk(new_context, committed_cast.wang_fang)
    clerk.goto(f"/cases/{case.number}/")
    clerk.get_by_role("link", name="申请挂账").click()
    clerk.select_option("#id_reason", "budget")
    clerk.select_option("#id_post", "station_clerk")
    clerk.fill("#id_words", "要区里批下明年的管网改造费。")
    clerk.fill("#id_review_at", (clock.today() + timedelta(days=60)).isoformat())
    clerk.get_by_role("button", name="申请", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("申请了挂账，等上一级审批")

    above = at_a_desk(new_context, committed_cast.sun_li)
    above.goto("/cases/reviews")
    above.get_by_role("link", name=case.title).click()
    expect(above.locator("main")).to_contain_text("要区里批下明年的管网改造费。")
    above.get_by_label("同意挂账", exact=True).check()
    above.fill("#id_words", "同意，列入明年计划。")
    above.get_by_role("button", name="就这样定").click()
    expect(above.locator("main")).to_contain_text("挂账：等预算")

    link = f"/t/{add_secret(case.id)}"
    phone_page.goto(link)
    expect(phone_page.locator("main")).to_contain_text("等预算，所以挂了账。它一直算在该办的里面。")
    expect(phone_page.locator("main")).to_contain_text("再看一次，结果写在这里")

    clerk.goto("/cases/pending")
    clerk.get_by_role("link", name=case.title).click()
    clerk.locator("main").get_by_role("link", name="挂账的再看一次").first.click()
    clerk.get_by_label("可以办了，恢复办理").check()
    clerk.fill("#id_words", "钱到了，下周开工。")
    clerk.get_by_role("button", name="告诉居民").click()
    phone_page.goto(link)
    expect(phone_page.locator("main")).to_contain_text("钱到了，下周开工。")
