"""The pages of export and import: see what would change, confirm, mend, undo."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from huisheng.core.models import AuditEntry
from huisheng.desk.views import keep_exchange, keep_import
from huisheng.network.jobs import look_at_import, take_import
from huisheng.network.models import Import, Revision, Unit
from huisheng.network.tests.books import Book, book
from huisheng.people.actions.members import take_in_member
from huisheng.people.models import MemberExport, Person
from tests.cast import Cast, add_person, appoint, sign_in

__all__ = ["book"]  # the fixture
EXCHANGE = reverse("desk:exchange")
DAY = date(2000, 7, 1)


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    """孙丽, dispatcher at the centre: keeps the whole network."""
    return sign_in(client, cast.sun_li)


def given(keeper: Client, content: bytes, name: str = "网络.xlsx", **more: str) -> Any:
    file = SimpleUploadedFile(name, content)
    form = {"file": file, "coordinates": "wgs84", "rows": "whole", **more}
    return keeper.post(EXCHANGE, form, follow=True)


def press(keeper: Client, act: str, status: int = 200) -> str:
    address = reverse("desk:import", args=[Import.objects.order_by("-at")[0].pk])
    response = keeper.post(address, {"act": act}, follow=True)
    assert response.status_code == status
    return response.content.decode()


def test_what_would_change_is_shown_and_confirmed(keeper: Client, cast: Cast, book: Book) -> None:
    page = given(keeper, book(units={cast.studio.code: {"name": "新名字"}})).content.decode()
    assert f"<del>{cast.studio.name}</del> → <ins>新名字</ins>" in page and "就这样收下" in page
    assert Unit.objects.get(pk=cast.studio.pk).name == cast.studio.name
    assert "收好了。" in press(keeper, "confirm")
    assert Unit.objects.get(pk=cast.studio.pk).name == "新名字"
    revisions = Revision.objects.count()
    press(keeper, "confirm")  # a second click
    assert Revision.objects.count() == revisions
    assert "撤回了" in press(keeper, "undo")
    assert Unit.objects.get(pk=cast.studio.pk).name == cast.studio.name


def test_wrong_rows_are_listed_downloaded_and_left_out_on_request(
    keeper: Client, cast: Cast, book: Book
) -> None:
    edits = {cast.studio.code: {"parent": "没有"}, cast.hub.code: {"name": "也新"}}
    page = given(keeper, book(units=edits)).content.decode()
    assert "没有代码为“没有”的单位。" in page and "就这样收下" not in page
    import_ = Import.objects.get()
    back = keeper.get(reverse("desk:import_wrong", args=[import_.pk])).content
    assert openpyxl.load_workbook(BytesIO(back))["单位 units"]["A2"].value == cast.studio.code
    assert "就这样收下" in press(keeper, "partly")
    assert "1 行不对，不收" in press(keeper, "confirm")
    assert Unit.objects.get(pk=cast.hub.pk).name == "也新"


def test_undo_that_cannot_be_says_why(keeper: Client, cast: Cast, book: Book) -> None:
    given(keeper, book(units={cast.studio.code: {"name": "新名字"}}))
    press(keeper, "confirm")
    Unit.objects.filter(pk=cast.studio.pk).update(name="后来改的")
    assert "导入以后有人改过：单位 后来改的。" in press(keeper, "undo", 422)


def test_a_network_that_moved_meanwhile_is_shown_anew(keeper: Client, cast: Cast, book: Book) -> None:
    given(keeper, book(units={cast.studio.code: {"name": "新名字"}}))
    Unit.objects.filter(pk=cast.studio.pk).update(name="别人改的")
    page = press(keeper, "confirm", 409)
    assert "网络刚才有人改过" in page and "<del>别人改的</del>" in page
    press(keeper, "confirm")
    assert Unit.objects.get(pk=cast.studio.pk).name == "新名字"


def test_a_large_file_goes_to_a_worker_and_the_page_says_so(
    keeper: Client, cast: Cast, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_exchange, "READ_AT_ONCE", 10)
    monkeypatch.setattr(keep_import, "READ_AT_ONCE", 10)
    page = given(keeper, book(units={cast.studio.code: {"name": "新名字"}})).content.decode()
    assert "正在读" in page and 'http-equiv="refresh"' in page
    import_ = Import.objects.get()
    look_at_import.func(import_id=str(import_.pk))
    page = press(keeper, "confirm")
    assert "正在收" in page
    press(keeper, "confirm")
    jobs = ProcrastinateJob.objects.filter(task_name="network.take_import")
    assert [job.args["import_id"] for job in jobs] == [str(import_.pk)]
    take_import.func(**jobs[0].args)
    assert "已收" in keeper.get(reverse("desk:import", args=[import_.pk])).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xls", b"x", "旧版 .xls 请另存为 .xlsx"),
        ("a.xlsx", b"", "这个文件是空的"),
    ],
)
def test_what_is_no_such_file_is_refused_by_the_field(
    keeper: Client, name: str, content: bytes, words: str
) -> None:
    response = given(keeper, content, name, coordinates="gcj02")
    page = response.content.decode()
    assert response.status_code == 422 and words in page
    assert 'value="gcj02" required checked' in page or 'value="gcj02" checked' in page or "checked" in page
    assert not Import.objects.exists()


def test_shifted_boundaries_that_were_not_declared_are_pointed_out(
    keeper: Client, cast: Cast, book: Book
) -> None:
    from huisheng.network.projection import wgs84_to_gcj02

    assert "坐标可能不是 WGS84" in given(keeper, book(move=wgs84_to_gcj02)).content.decode()


@pytest.mark.parametrize(
    ("route", "args", "start"),
    [
        ("desk:exchange_workbook", [], b"PK"),
        ("desk:exchange_template", [], b"PK"),
        ("desk:exchange_land", ["plots"], b'{"type":"FeatureCollection"'),
    ],
)
def test_files_go_out_whole(keeper: Client, route: str, args: list[str], start: bytes) -> None:
    response = keeper.get(reverse(route, args=args))
    assert response.content.startswith(start)
    assert response["Content-Disposition"].startswith("attachment")


def test_what_goes_out_comes_in_again_without_a_change(keeper: Client, tmp_path: Path) -> None:
    content = keeper.get(reverse("desk:exchange_workbook")).content
    assert "没有变化" in given(keeper, content).content.decode()


def test_only_whoever_keeps_the_whole_network_sees_it(client: Client, cast: Cast) -> None:
    clerk = sign_in(client, cast.wang_fang)
    assert clerk.get(EXCHANGE).status_code == 403
    assert "导出和导入" not in clerk.get(reverse("desk:network")).content.decode()
    assert "导出和导入" in sign_in(Client(), cast.sun_li).get(reverse("desk:network")).content.decode()


def test_the_pages_take_few_statements(
    keeper: Client, cast: Cast, book: Book, django_assert_max_num_queries: Any
) -> None:
    given(keeper, book(units={cast.studio.code: {"name": "新名字"}}))
    page = reverse("desk:import", args=[Import.objects.get().pk])
    for address in (EXCHANGE, page):
        keeper.get(address)
        with django_assert_max_num_queries(12):
            assert keeper.get(address).status_code == 200


@pytest.fixture
def registrar(cast: Cast) -> Client:
    """许册, who keeps the register of members at the centre and nothing else."""
    person = add_person("许册", "xu.ce")
    appoint([(person, "registrar", cast.centre)])
    take_in_member(
        add_person("老党甲"), cast.branch.id, joined=DAY, day=DAY, kind="join", actor=None, number="A-1"
    )
    return sign_in(Client(), person)


def test_the_register_goes_out_for_a_reason_that_is_kept(registrar: Client, keeper: Client) -> None:
    address = reverse("desk:exchange_members")
    page = registrar.post(address, {"reason": " "})
    assert page.status_code == 422 and "请写用途。" in page.content.decode()
    assert not MemberExport.objects.exists()
    content = registrar.post(address, {"reason": "年底党内统计", "whole": "on"}).content
    book = openpyxl.load_workbook(BytesIO(content))
    assert book.sheetnames == ["说明 Legend", "党员 members"] and book["党员 members"]["B2"].value == "老党甲"
    made = MemberExport.objects.get()
    assert (made.reason, made.members, made.by.name) == ("年底党内统计", 1, "许册")
    entry = AuditEntry.objects.get(action="members_exported")
    assert entry.subject == f"memberexport:{made.pk}" and "统计" not in str(entry.detail)
    assert "年底党内统计" in registrar.get(EXCHANGE).content.decode()
    assert "年底党内统计" not in keeper.get(EXCHANGE).content.decode()


def test_whoever_keeps_the_network_gets_no_register(keeper: Client, registrar: Client) -> None:
    assert keeper.post(reverse("desk:exchange_members"), {"reason": "年底党内统计"}).status_code == 403
    assert "导出党员名册" not in keeper.get(EXCHANGE).content.decode()
    content = keeper.get(reverse("desk:exchange_workbook")).content
    assert "党员 members" not in openpyxl.load_workbook(BytesIO(content)).sheetnames
    for route in ("desk:exchange_workbook", "desk:exchange_template"):
        assert registrar.get(reverse(route)).status_code == (403 if "workbook" in route else 200)


def test_a_file_with_members_is_opened_by_nobody_else(registrar: Client, keeper: Client) -> None:
    content = registrar.post(reverse("desk:exchange_members"), {"reason": "年底党内统计"}).content
    book = openpyxl.load_workbook(BytesIO(content))
    book["党员 members"]["B2"] = "改名"
    out = BytesIO()
    book.save(out)
    page = given(registrar, out.getvalue(), "名册.xlsx").content.decode()
    assert "<del>老党甲</del> → <ins>改名</ins>" in page
    address = reverse("desk:import", args=[Import.objects.get().pk])
    assert keeper.get(address).status_code == keeper.post(address, {"act": "confirm"}).status_code == 403
    shown = keeper.get(EXCHANGE).content.decode()
    assert "一份党员名册" in shown and "名册.xlsx" not in shown
    assert "收好了。" in press(registrar, "confirm")
    assert Person.objects.filter(name="改名").exists()
    page = given(keeper, out.getvalue()).content.decode()
    assert "这张表不归您管" in page and "老党甲" not in page and "改名" not in page


def test_who_keeps_both_takes_both_out_in_one_workbook(registrar: Client, cast: Cast) -> None:
    appoint([(Person.objects.get(name="许册"), "dispatcher", cast.centre)])
    content = registrar.post(
        reverse("desk:exchange_members"), {"reason": "年底党内统计", "whole": "on"}
    ).content
    assert {"党员 members", "党组织 organisations"} <= set(
        openpyxl.load_workbook(BytesIO(content)).sheetnames
    )
    assert "没有变化" in given(registrar, content).content.decode()
