"""In a browser: an identity opened under a watermark and seen by the resident; what was said, erased, while the course
and its proof in the log stay."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from huisheng.cases.actions.photos import read_picture
from huisheng.cases.models import Case
from huisheng.cases.tests.matters import asked, case_of
from huisheng.core import clock
from huisheng.evidence.actions.append import append_pending
from huisheng.evidence.actions.export import export_log
from huisheng.evidence.actions.sign import sign_checkpoint
from huisheng.evidence.keys import LogKey
from huisheng.people.contacts import Contact
from huisheng.people.models import Person
from huisheng.verify.__main__ import FINE, main
from tests.browser.test_answered_call import at_a_desk
from tests.cast import Cast, add_person, appoint

pytestmark = pytest.mark.browser

NewContext = Callable[..., BrowserContext]
PHONE, ADDRESS = "13804310001", "柳影巷77号楼3单元902"
SAID = "柳影巷的暖气管漏水，水滴到楼下。"
ANSWER = "昨天下午李师傅换了立管的阀门，晚上看过，不漏了。"
TOLD = (PHONE, ADDRESS, SAID, ANSWER, "柳影巷的暖气管")


@pytest.fixture
def officers(committed_cast: Cast) -> list[Person]:
    people = [add_person("林密", "lin.mi"), add_person("高封", "gao.feng")]
    appoint([(person, "identity_officer", committed_cast.centre) for person in people])
    return people


def matter(cast: Cast) -> tuple[Case, str]:
    """A home's matter with contact, address and picture; and the resident's link."""
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    receipt = asked(
        cast,
        words=SAID,
        contact=Contact("phone", PHONE),
        address=ADDRESS,
        at_home=True,
        pictures=(read_picture(picture.getvalue()),),
    )
    return case_of(receipt), f"/t/{receipt.secret}"


def status_of(page: Page, address: str) -> int:
    """What the server answers to whoever this page belongs to."""
    return page.request.get(address, max_redirects=0).status


def test_an_identity_is_opened_for_a_quarter_of_an_hour_and_the_resident_sees_who_and_why(
    new_context: NewContext,
    phone_page: Page,
    committed_cast: Cast,
    officers: list[Person],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, link = matter(committed_cast)
    phone_page.goto(link)
    expect(phone_page.locator("main")).to_contain_text("没有人看过您的联系方式。")

    officer = at_a_desk(new_context, officers[0])
    officer.goto(f"/cases/{case.number}/")
    officer.get_by_role("link", name="打开居民的身份").click()
    _ask_for_it_without_the_order(officer)
    _ask_for_it_by_order(officer)
    shown = officer.locator("#identity")
    expect(shown).to_contain_text(PHONE)
    expect(shown).to_contain_text(ADDRESS)
    mark = officer.locator(".watermark span").first
    expect(mark).to_be_visible()
    expect(mark).to_contain_text("林密 · ")
    expect(mark).to_contain_text(f"依照法律文书调取 · {case.number}")

    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    officer.goto(f"/cases/{case.number}/identity")
    expect(officer.locator("main")).not_to_contain_text(PHONE)
    expect(officer.get_by_role("button", name="打开一刻钟")).to_be_visible()

    phone_page.reload()
    _the_resident_reads_who_and_why(phone_page)
    clerk = at_a_desk(new_context, committed_cast.wang_fang)
    clerk.goto(f"/cases/{case.number}/")
    expect(clerk.locator("main")).to_contain_text("打开过居民的身份，理由记录在案")
    expect(clerk.locator("main")).not_to_contain_text("法院")
    assert status_of(clerk, f"/cases/{case.number}/identity") == 403


def _the_resident_reads_who_and_why(page: Page) -> None:
    """The post, never the name; the reason, the order, and how often it was looked at."""
    expect(page.locator("main")).to_contain_text("有人打开了您的身份。")
    page.get_by_role("link", name="谁看过我的联系方式").click()
    told = page.locator("main")
    for said in (
        "有人打开过 1 次。",
        "为民服务指导中心 身份保管员",
        "依照法律文书调取。",
        "法院开庭要通知当事人。",
        "绿园区人民法院",
        "12号",
        "看了 1 次",
    ):
        expect(told).to_contain_text(said)
    expect(told).not_to_contain_text("林密")
    expect(told).not_to_contain_text("还没有人看过")


def _ask_for_it_without_the_order(page: Page) -> None:
    """Nothing is opened, and what was typed stays."""
    page.get_by_label("依照法律文书调取").check()
    page.fill("#id_words", "法院开庭要通知当事人。")
    page.get_by_role("button", name="打开一刻钟").click()
    expect(page.locator("main")).to_contain_text("没有文书就不能打开")
    expect(page.locator("#id_words")).to_have_value("法院开庭要通知当事人。")


def _ask_for_it_by_order(page: Page) -> None:
    page.fill("#id_authority", "绿园区人民法院")
    page.fill("#id_order_number", "12号")
    page.fill("#id_order_date", clock.today().isoformat())
    page.get_by_role("button", name="打开一刻钟").click()
    expect(page.locator("main")).to_contain_text("已经打开")
    expect(page.locator("main")).not_to_contain_text(PHONE)
    page.get_by_role("button", name="看", exact=True).click()


def test_a_resident_erases_by_the_link_and_the_proof_in_the_log_still_holds(
    new_context: NewContext, phone_page: Page, committed_cast: Cast, log: LogKey, tmp_path: Path
) -> None:
    case, link = matter(committed_cast)
    clerk = at_a_desk(new_context, committed_cast.wang_fang)
    _answered_and_confirmed(clerk, phone_page, case, link)
    append_pending()
    before = phone_page.request.get(f"{link}/promise.txt").body()

    phone_page.get_by_role("link", name="删除我说的话和联系方式").click()
    expect(phone_page.locator("main")).to_contain_text("删除以后不能再退回、评价。")
    phone_page.get_by_role("button", name="全部删除").click()
    expect(phone_page.locator("main")).to_contain_text("您说的话、答复、照片、地址和联系方式都不在了")
    _course_is_told(phone_page.locator("main").inner_text())
    for part in ("", "/receipt", "/contact-openings", "/copy", "/evidence"):
        phone_page.goto(link + part)
        _nothing_is_said(phone_page)
    assert status_of(phone_page, f"{link}/photos/10") == 404
    _is_gone_for_staff(clerk, case)

    append_pending()
    sign_checkpoint()
    assert phone_page.request.get(f"{link}/promise.txt").body() == before
    phone_page.goto(f"{link}/evidence")
    expect(phone_page.locator("main")).to_contain_text("已记入防篡改记录")
    export_log(tmp_path / "copy")
    for name in ("promise.txt", "proof.json"):
        (tmp_path / name).write_bytes(phone_page.request.get(f"{link}/{name}").body())
    given = [str(tmp_path / each) for each in ("copy", "promise.txt", "proof.json")]
    assert main([given[0], "--promise", given[1], "--proof", given[2]]) == FINE


def test_at_the_desk_one_officer_asks_and_only_another_erases(
    new_context: NewContext, phone_page: Page, committed_cast: Cast, officers: list[Person]
) -> None:
    case, link = matter(committed_cast)
    clerk = at_a_desk(new_context, committed_cast.wang_fang)
    _answered_and_confirmed(clerk, phone_page, case, link)
    first, second = (at_a_desk(new_context, person) for person in officers)

    first.goto(f"/cases/{case.number}/")
    first.get_by_role("link", name="删除内容").click()
    first.get_by_label("居民本人要求").check()
    first.get_by_role("button", name="要求删除").click()
    expect(first.locator("main")).to_contain_text("要由另一位确认，自己不能确认自己提的。")
    expect(first.get_by_role("button", name="确认删除")).to_have_count(0)
    phone_page.goto(link)
    expect(phone_page.locator("main")).to_contain_text(SAID)

    second.goto(f"/cases/{case.number}/erasure")
    expect(second.locator("main")).to_contain_text("林密要求删除：居民本人要求。")
    second.get_by_role("button", name="确认删除").click()
    expect(second.locator("main")).to_contain_text("内容已经删除，经过和数字还在。")
    _nothing_is_said(second)
    second.goto(f"/cases/{case.number}/identity")
    _nothing_is_said(second)
    phone_page.reload()
    _nothing_is_said(phone_page)
    _course_is_told(phone_page.locator("main").inner_text())
    _is_gone_for_staff(clerk, case)


def _answered_and_confirmed(clerk: Page, resident: Page, case: Case, link: str) -> None:
    clerk.goto(f"/cases/{case.number}/")
    clerk.get_by_role("button", name="签收").click()
    clerk.fill("textarea[name=words]", ANSWER)
    clerk.check("input[name=outcome][value=fixed]")
    clerk.get_by_role("button", name="答复", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("已经答复")
    resident.goto(link)
    expect(resident.locator("main")).to_contain_text(SAID)
    resident.get_by_role("button", name="解决了", exact=True).click()
    expect(resident.locator("main")).to_contain_text("记下了：解决了")


def _course_is_told(page: str) -> None:
    """Who did what and when is still there."""
    for said in ("您说的事收到了。", "景阳社区工作站签收了", "您说解决了"):
        assert said in page


def _nothing_is_said(page: Page) -> None:
    shown = page.content()
    assert not [each for each in TOLD if each in shown], page.url


def _is_gone_for_staff(clerk: Page, case: Case) -> None:
    """Page, picture, queue and search of whoever handled it."""
    clerk.goto(f"/cases/{case.number}/")
    expect(clerk.locator("main")).to_contain_text("已经删除")
    expect(clerk.locator("main")).to_contain_text("居民确认解决")
    _nothing_is_said(clerk)
    assert status_of(clerk, f"/cases/{case.number}/photos/10.jpg") == 404
    clerk.goto("/cases/?view=closed")
    _nothing_is_said(clerk)
    clerk.goto("/cases/search?q=柳影巷")
    expect(clerk.locator("main")).not_to_contain_text(case.number)
