"""Import in a real browser, without any script: with errors, mended, taken in, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from huisheng.network.models import Unit
from huisheng.network.tests.books import Book, book
from huisheng.people.actions.members import take_in_member
from huisheng.people.models import Member
from tests.cast import Cast, add_person, appoint, sign_in

__all__ = ["book"]  # the fixture
pytestmark = pytest.mark.browser
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def opened(
    committed_cast: Cast, new_context: Callable[..., BrowserContext], live_server: object
) -> Callable[..., Page]:
    """The page of export and import, as 孙丽 at the centre sees it; keywords are the browser's."""

    def open_page(**how: object) -> Page:
        context = new_context(**how)
        name = settings.SESSION_COOKIE_NAME
        session = sign_in(Client(), committed_cast.sun_li).cookies[name].value
        address = live_server.url  # type: ignore[attr-defined]
        context.add_cookies([{"name": name, "value": session, "url": address}])
        page = context.new_page()
        page.goto(reverse("desk:exchange"))
        return page

    return open_page


def give(page: Page, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    page.goto(reverse("desk:exchange"))
    page.get_by_label("文件", exact=True).set_input_files(path)
    page.get_by_role("button", name="看看会改什么").click()
    page.get_by_role("heading", level=1, name=path.name).wait_for()


def test_a_file_with_errors_is_mended_taken_in_and_undone_without_a_script(
    committed_cast: Cast, book: Book, opened: Callable[..., Page], tmp_path: Path
) -> None:
    cast, page = committed_cast, opened(java_script_enabled=False)
    give(page, tmp_path / "wrong.xlsx", book(units={cast.studio.code: {"name": "新名字", "parent": "没有"}}))
    expect(page.get_by_text("没有代码为“没有”的单位。")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载不对的行").click()
    assert download.value.suggested_filename == "network-wrong-rows.xlsx"
    give(page, tmp_path / "mended.xlsx", book(units={cast.studio.code: {"name": "新名字"}}))
    page.get_by_role("button", name="就这样收下").click()
    page.get_by_text("收好了。").wait_for()
    assert Unit.objects.get(pk=cast.studio.pk).name == "新名字"
    page.get_by_role("button", name="撤回这次导入").click()
    page.get_by_text("撤回了，和导入以前一样。").wait_for()
    assert Unit.objects.get(pk=cast.studio.pk).name == cast.studio.name


@pytest.mark.parametrize("width", [1440, 360])
def test_the_pages_are_accessible_and_fit(
    committed_cast: Cast, book: Book, opened: Callable[..., Page], tmp_path: Path, width: int
) -> None:
    cast, page = committed_cast, opened(viewport={"width": width, "height": 800})
    assert Axe().run(page).violations_count == 0
    assert page.evaluate(OVERFLOW) == 0
    for name, edit in (("wrong.xlsx", {"parent": "没有"}), ("right.xlsx", {"name": "新名字"})):
        give(page, tmp_path / name, book(units={cast.studio.code: edit}))
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate(OVERFLOW) == 0


def test_a_registrar_takes_the_register_out_for_a_reason_mends_it_and_takes_it_back(
    committed_cast: Cast, new_context: Callable[..., BrowserContext], live_server: object, tmp_path: Path
) -> None:
    cast, day = committed_cast, date(2000, 7, 1)
    registrar = add_person("许册", "xu.ce")
    appoint([(registrar, "registrar", cast.centre)])
    person = add_person("老党甲")
    take_in_member(person, cast.branch.id, joined=day, day=day, kind="join", actor=None, number="A-1")
    name = settings.SESSION_COOKIE_NAME
    session = sign_in(Client(), registrar).cookies[name].value

    def exchange_page(**how: object) -> Page:
        context = new_context(**how)
        context.add_cookies([{"name": name, "value": session, "url": live_server.url}])  # type: ignore[attr-defined]
        page = context.new_page()
        page.goto(reverse("desk:exchange"))
        return page

    assert Axe().run(exchange_page(viewport={"width": 360, "height": 800})).violations_count == 0
    page = exchange_page(java_script_enabled=False)
    page.get_by_role("button", name="导出名册").click()
    page.get_by_text("请写用途。").first.wait_for()
    page.get_by_label("用途").fill("年底党内统计")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出名册").click()
    download.value.save_as(tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    book["党员 members"]["E2"], book["党员 members"]["F2"] = "停止党籍", "2026-01-02"
    book.save(tmp_path / "changed.xlsx")
    give(page, tmp_path / "名册.xlsx", (tmp_path / "changed.xlsx").read_bytes())
    page.get_by_role("button", name="就这样收下").click()
    page.get_by_text("收好了。").wait_for()
    assert Member.objects.get().state == Member.State.SUSPENDED
    page.get_by_role("button", name="撤回这次导入").click()
    page.get_by_text("撤回了，和导入以前一样。").wait_for()
    assert Member.objects.get().state == Member.State.ACTIVE
