"""Files as people have them: encodings, spreadsheets, headers, broken and hostile ones."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from huisheng.cases.importing.faults import FileRefused
from huisheng.cases.importing.tables import Table, open_table

NEEDED = frozenset({"编号", "内容"})
TEXT = "编号,内容\n1,暖气不热\n2,路灯坏了\n"


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def opened(path: Path, sheet: str = "") -> Table:
    return open_table(path, NEEDED, sheet)


def contents(table: Table) -> list[tuple[int, list[object]]]:
    return [(row.line, list(row.cells)) for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str):
    table = opened(written(tmp_path / "a.csv", TEXT, encoding))
    assert table.header == ["编号", "内容"]
    assert contents(table) == [(2, ["1", "暖气不热"]), (3, ["2", "路灯坏了"])]


def test_gb18030_is_said(tmp_path: Path):
    assert opened(written(tmp_path / "a.csv", TEXT, "gb18030")).notices == [
        "文件按 GB18030（国标）编码读取。"
    ]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_tabs_and_semicolons_part_cells_too(tmp_path: Path, delimiter: str):
    assert contents(opened(written(tmp_path / "a.csv", TEXT.replace(",", delimiter))))[0] == (
        2,
        ["1", "暖气不热"],
    )


def test_words_over_several_lines_stay_one_row_with_the_line_on_which_it_begins(tmp_path: Path):
    table = opened(written(tmp_path / "a.csv", '编号,内容\n1,"第一行\n第二行，有“引号”"\n2,路灯\n'))
    assert contents(table) == [(2, ["1", "第一行\n第二行，有“引号”"]), (4, ["2", "路灯"])]


def test_a_title_above_the_header_is_passed_over_and_said(tmp_path: Path):
    table = opened(written(tmp_path / "a.csv", "2026年登记表,\n编号,内容\n1,暖气\n"))
    assert contents(table) == [(3, ["1", "暖气"])]
    assert table.notices == ["第 2 行是表头，它上面的行没有导入。"]


def test_a_wrong_header_names_what_is_missing_and_what_is_like_it(tmp_path: Path):
    with pytest.raises(FileRefused) as refused:
        opened(written(tmp_path / "a.csv", "编号,主要内容\n1,暖气\n"))
    assert "表头里没有“内容”这一列（是不是“主要内容”？）" in str(refused.value)
    assert "文件的表头是：编号、主要内容" in str(refused.value)


def test_a_column_that_stands_there_twice_is_not_guessed(tmp_path: Path):
    with pytest.raises(FileRefused, match="“内容”出现了不止一次"):
        opened(written(tmp_path / "a.csv", "编号,内容,内容\n1,a,b\n"))


@pytest.mark.parametrize(("text", "words"), [("", "文件是空的"), ("\n\n", "文件里没有内容")])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, text: str, words: str):
    with pytest.raises(FileRefused, match=words):
        opened(written(tmp_path / "a.csv", text))


def test_a_header_alone_has_no_rows(tmp_path: Path):
    assert contents(opened(written(tmp_path / "a.csv", "编号,内容\n\n"))) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('编号,内容\n1,暖气\n2,"路灯坏了，一直没', "文件在引号中间断了"),
        ("编号,内容\n1,暖气\n2", "这一行有 1 格，表头有 2 格"),
    ],
)
def test_a_cut_off_file_gives_its_whole_rows_and_says_which_is_not(tmp_path: Path, text: str, fault: str):
    whole, broken = opened(written(tmp_path / "a.csv", text)).rows
    assert (whole.cells, whole.fault) == (["1", "暖气"], "")
    assert broken.line == 3
    assert fault in broken.fault


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_off_in_a_character_is_still_told_by_its_encoding(tmp_path: Path, encoding: str):
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.rstrip("\n").encode(encoding)[:-1])
    *_whole, broken = opened(path).rows
    assert "断了" in broken.fault


def test_bytes_in_no_encoding_are_refused(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x81\x00\xff\xff\x80" * 50)
    with pytest.raises(FileRefused, match="认不出文件的文字编码"):
        opened(path)


def book(path: Path) -> Path:
    """A sheet with a merged column, a computed cell, a date, and a hidden and a further sheet beside it."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "事项"
    sheet.append(["事项登记表"])
    sheet.append(["编号", "内容", "时间", "街道"])
    sheet.append([188006, "暖气不热", datetime(2026, 1, 2, 3, 4, 5), "春城街道"])
    sheet.append([188007, "路灯坏了", "2026年1月3日", None])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("D3:D4")
    made.create_sheet("旧表").sheet_state = "hidden"
    made.create_sheet("说明")
    made.save(path)
    return path


def test_a_sheet_gives_whole_numbers_dates_and_merged_cells_as_people_see_them(tmp_path: Path):
    table = opened(book(tmp_path / "a.xlsx"))
    assert contents(table) == [
        (3, [188006, "暖气不热", datetime(2026, 1, 2, 3, 4, 5), "春城街道"]),
        (4, [188007, "路灯坏了", "2026年1月3日", "春城街道"]),
    ]


def test_hidden_further_and_merged_things_are_said(tmp_path: Path):
    assert opened(book(tmp_path / "a.xlsx")).notices == [
        "隐藏的表没有导入：旧表。",
        "只导入了“事项”，没有导入：说明。",
        "第 2 行是表头，它上面的行没有导入。",
        "有 2 处合并的单元格，每一格都按左上角的内容读取。",
    ]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path):
    with pytest.raises(FileRefused, match="没有“一月”这张表。有：事项、旧表、说明"):
        opened(book(tmp_path / "a.xlsx"), "一月")


def test_formulas_give_their_values_and_what_has_none_is_refused_by_cell(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("事项")
    sheet.write_row(0, 0, ["编号", "内容"])
    sheet.write_number(1, 0, 1)
    sheet.write_formula(1, 1, '="暖气"&"不热"', None, "暖气不热")
    sheet.write_number(2, 0, 2)
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    sheet.write_number(3, 0, 3)
    sheet.write_formula(3, 1, "=A1", None, "")
    made.close()
    computed, wrong, never = opened(path).rows
    assert (computed.cells, computed.fault) == ([1, "暖气不热"], "")
    assert wrong.fault == "B3 格是公式错误，请先改好。"
    assert never.fault.startswith("B4 格是公式，但文件里没有算好的值")


def test_a_spreadsheet_that_was_cut_off_is_refused(tmp_path: Path):
    path = book(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(FileRefused, match="可能没有传完"):
        opened(path)


def test_an_old_spreadsheet_is_refused_with_what_to_do(tmp_path: Path):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(FileRefused, match=r"另存为 \.xlsx"):
        opened(path)


def test_a_small_file_that_unpacks_to_hundreds_of_megabytes_is_not_unpacked(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(60_000_000))
    assert path.stat().st_size < 100_000
    with pytest.raises(FileRefused, match="解开后太大"):
        opened(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(FileRefused, match="打不开文件"):
        opened(tmp_path / "none.csv")


def test_one_cell_far_away_is_named_instead_of_laid_out(tmp_path: Path):
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["内容", "时间"])
        sheet.write_string(1_048_575, 16_383, "误填")
    with pytest.raises(FileRefused, match="XFD1048576"):
        opened(path)


def test_a_cell_longer_than_any_is_said_and_the_rest_is_read(tmp_path: Path):
    table = opened(written(tmp_path / "long.csv", TEXT + "长" * 1_200_000 + ",x\n"))
    rows = list(table.rows)
    assert [row.cells for row in rows if not row.fault] == [["1", "暖气不热"], ["2", "路灯坏了"]]
    assert "可能缺了一个引号" in rows[-1].fault
