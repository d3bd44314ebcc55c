"""The network as a workbook: what is written is read again, whatever a spreadsheet program did to it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.utils.translation import override

from huisheng.network.actions.load_network import load_network
from huisheng.network.faults import NetworkRefused
from huisheng.network.files.reading import read_bundle, read_files
from huisheng.network.files.tables import WrongRow
from huisheng.network.files.writing import network_workbook, template_workbook, wrong_rows_workbook
from huisheng.network.kinds import KINDS
from huisheng.network.models import Plot, Revision, Unit
from huisheng.network.tests.files import Folder, folder
from tests.cast import Cast

__all__ = ["folder"]  # the fixture
UNIT_HEADER = ["代码", "名称", "级", "类别", "上级单位", "辖区", "代表哪一方", "办公电话", "起"]


@pytest.fixture
def written(cast: Cast, tmp_path: Path) -> Path:
    """The cast's network as a workbook."""
    path = tmp_path / "network.xlsx"
    network_workbook(path)
    return path


def edited(path: Path, edit: Callable[[Any], Any]) -> Path:
    """A workbook opened and saved by another program."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def sheet(path: Path, name: str, rows: list[list[Any]]) -> Path:
    """A workbook with one sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def test_what_is_written_is_read_again_and_changes_nothing(written: Path, cast: Cast) -> None:
    before = Revision.objects.count()
    loaded = load_network(read_bundle([written]), actor=None)
    assert loaded.is_nothing and Revision.objects.count() == before
    assert loaded.tallies["units"].same == Unit.objects.count()
    assert loaded.tallies["plots"].same == Plot.objects.count()


def test_the_same_after_another_program_saved_it(written: Path, cast: Cast) -> None:
    assert load_network(read_bundle([edited(written, lambda _book: None)]), actor=None).is_nothing


def test_sheets_columns_and_words_are_in_both_languages(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    assert book.sheetnames[0] == "说明 Legend" and book.sheetnames[-1] == "边界 boundaries"
    assert [name.split()[1] for name in book.sheetnames[1:-1]] == list(KINDS)
    units = book["单位 units"]
    assert units["A1"].value == "代码\nCode"
    assert {cell.value for cell in units["D"]} >= {"工作站", "工作室"}
    legend = [[cell.value for cell in row] for row in book["说明 Legend"].iter_rows()]
    kinds = next(row for row in legend if row[0] == "单位 units" and row[2] == "kind")
    assert "工作站（station）" in kinds[4] and "Station (station)" in kinds[5]
    described = {(row[0], row[2]) for row in legend}
    assert described >= {("住户 dwellings", "label"), ("责任田归属 holdings", "until")}


def test_a_choice_column_offers_its_words(written: Path) -> None:
    rules = openpyxl.load_workbook(written)["单位 units"].data_validations.dataValidation
    assert any("工作站" in rule.formula1 for rule in rules)


def test_codes_stay_text_and_nothing_becomes_a_formula(cast: Cast, tmp_path: Path) -> None:
    Unit.objects.filter(pk=cast.studio.pk).update(name="=1+1", office_phone="0431001")
    network_workbook(tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["单位 units"]
    row = next(row for row in page.iter_rows() if row[0].value == cast.studio.code)
    assert (row[1].data_type, row[1].value, row[7].value) == ("s", "=1+1", "0431001")


def test_an_english_reader_s_words_are_read_too(written: Path, cast: Cast) -> None:
    def translate(book: Any) -> None:
        page = book["单位 units"]
        page.title = "Unit"
        for row in page.iter_rows(min_row=2):
            row[3].value = {"工作站": "Station"}.get(row[3].value, row[3].value)

    with override("en"):
        assert load_network(read_bundle([edited(written, translate)]), actor=None).is_nothing


def test_the_template_s_examples_are_never_taken_in(db: None, tmp_path: Path) -> None:
    template_workbook(tmp_path / "t.xlsx")
    reading = read_files([tmp_path / "t.xlsx"])
    assert reading.faults == [] and not any(rows for _kind, rows in reading.bundle.kinds())
    assert [note for note in reading.notes if note.startswith("住户")] == ["住户 dwellings：2 行示例没有读。"]


def test_a_boundary_longer_than_a_cell_goes_on_in_the_next_row(cast: Cast, tmp_path: Path) -> None:
    west, south, east, north = 125.2, 43.8, 125.3, 43.9
    edge = [[west + (east - west) * at / 3000, south] for at in range(3001)]
    plot = cast.plots[0]
    plot.boundary = {"type": "Polygon", "coordinates": [[*edge, [east, north], [west, north], edge[0]]]}
    plot.save()
    network_workbook(tmp_path / "a.xlsx")
    parts = [row[2].value for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["边界 boundaries"].rows]
    assert "3" in parts
    assert load_network(read_bundle([tmp_path / "a.xlsx"]), actor=None).is_nothing


def test_merged_hidden_and_unknown_sheets_are_said(db: None, folder: Folder, tmp_path: Path) -> None:
    load_network(read_bundle([folder()]), actor=None)
    path = tmp_path / "a.xlsx"
    network_workbook(path)

    def change(book: Any) -> None:
        book.create_sheet("去年的单位").sheet_state = "hidden"
        book.create_sheet("备注")
        page = book["单位 units"]
        page["I3"].value = None
        page.merge_cells("I2:I3")

    reading = read_files([edited(path, change)])
    assert reading.notes == [
        "隐藏的表没有读：去年的单位。",
        "不认得的表没有读：备注。",
        "单位 units：有 1 处合并的单元格，每一格都按左上角的内容读取。",
    ]
    assert load_network(reading.bundle, actor=None).is_nothing


def test_a_formula_counts_by_its_value_and_without_one_is_refused_by_cell(db: None, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("units")
        page.write_row(0, 0, UNIT_HEADER)
        for row, (value, name) in enumerate([("甲", "=A1"), ("#N/A", "=NA()"), ("", "=A9")], start=1):
            page.write_row(row, 0, [f"U{row}", "", 1, "民生工作局", "", "", "政府负责", "", "2020-01-01"])
            page.write_formula(row, 1, name, None, value)
    reading = read_files([path])
    assert [unit.name for unit in reading.bundle.units] == ["甲"]
    assert [(row.origin, row.reason) for row in reading.wrong] == [
        ("units 第 3 行", "B3 格是公式错误，请先改好。"),
        ("units 第 4 行", "B4 格是公式，但文件里没有算好的值。请在表格软件里打开、保存一次。"),
    ]


def test_what_wps_makes_of_a_sheet_is_read(db: None, tmp_path: Path) -> None:
    """A title above the header, days as bare serial numbers, full-width digits, rows and columns left empty."""
    rows: list[list[Any]] = [
        ["绿园区单位一览"],
        [*UNIT_HEADER, None, None],
        ["ＭＳ－０１", "民生局", 1.0, "民生工作局", "", "", "政府负责", "０４３１－１", 43831, None, None],
        [None] * 11,
        ["", "", "", "", "", "", "", "", "", "", ""],
        [" "] * 11,
    ]
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "单位"
    for row in rows:
        page.append(row)
    book.save(path)
    reading = read_files([path])
    assert reading.faults == []
    (unit,) = reading.bundle.units
    assert (unit.code, unit.level, unit.office_phone, unit.since) == ("MS-01", 1, "0431-1", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "旧版表格"),
        (b"PK\x03\x04" + bytes(900), "可能没有传完"),
        (b"code,name", "可能没有传完"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(
    db: None, tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    (fault,) = read_files([tmp_path / "a.xlsx"]).faults
    assert words in fault.message


def test_a_small_file_that_unpacks_to_gigabytes_is_not_unpacked(db: None, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(60_000_000))
    (fault,) = read_files([path]).faults
    assert "解开后太大" in fault.message


def test_a_sheet_without_a_header_and_a_book_without_sheets_are_named(db: None, tmp_path: Path) -> None:
    (fault,) = read_files([sheet(tmp_path / "a.xlsx", "单位", [["MS", "民生局"]])]).faults
    assert str(fault) == "单位：前 20 行里没有表头。"
    (fault,) = read_files([sheet(tmp_path / "b.xlsx", "居民", [["姓名"]])]).faults
    assert fault.message.startswith("没有认得的表。")


def test_a_column_that_nobody_knows_is_named_and_one_twice_too(db: None, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", "单位", [[*UNIT_HEADER, "备注", "名称"]])
    assert [str(fault) for fault in read_files([path]).faults] == [
        "单位：不认得的一栏：“备注”。",
        "单位：有两栏都是“name”。",
    ]


def test_rows_given_back_can_be_mended_and_given_in_again(db: None, folder: Folder, tmp_path: Path) -> None:
    load_network(read_bundle([folder()]), actor=None)
    cells = {"code": "东-2", "name": "后站", "level": "四", "kind": "station", "parent": "东", "since": "2024-1-1",
             "stands_for": "government", "area": "D-1"}  # fmt: skip
    content = wrong_rows_workbook([WrongRow("units", "单位 第 9 行", "“四”不是整数。", cells)])
    page = openpyxl.load_workbook(BytesIO(content))["单位 units"]
    last = [cell.value for cell in page[2]][-1]
    assert page.cell(1, page.max_column).value == "原因\nReason"
    assert last == "单位 第 9 行：“四”不是整数。"
    path = tmp_path / "back.xlsx"
    path.write_bytes(content)
    with pytest.raises(NetworkRefused):
        read_bundle([path])

    def mend(book: Any) -> None:
        book["单位 units"]["C2"].value = 3

    assert load_network(read_bundle([edited(path, mend)]), actor=None).tallies["units"].added == 1


def test_one_cell_far_away_is_named_instead_of_laid_out(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("单位 units")
        sheet.write_row(0, 0, UNIT_HEADER)
        sheet.write_string(1_048_575, 16_383, "误填")
    (fault,) = read_files([path]).broken
    assert "XFD1048576" in str(fault)
