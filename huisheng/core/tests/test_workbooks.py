"""Workbooks that would take more memory than there is: found before they are read."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from huisheng.core.workbooks import fill_merged, last_cell_of_too_wide


def written(path: Path, *cells: tuple[int, int, str], empty: tuple[int, int] | None = None) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, column, text in cells:
            sheet.write_string(row, column, text)
        if empty is not None:
            sheet.write_blank(*empty, None, book.add_format({"bold": True}))
    return path


@pytest.mark.parametrize(
    ("far", "name"), [((1_048_575, 16_383), "XFD1048576"), ((1_048_575, 51), "AZ1048576"), ((0, 0), "")]
)
def test_one_cell_far_away_is_named(tmp_path: Path, far: tuple[int, int], name: str) -> None:
    path = written(tmp_path / "far.xlsx", (3, 0, "代码"), (*far, "x"))
    assert last_cell_of_too_wide(path) == name


def test_a_far_cell_that_is_only_painted_does_not_count(tmp_path: Path) -> None:
    path = written(tmp_path / "painted.xlsx", (0, 0, "代码"), empty=(1_048_575, 16_383))
    assert last_cell_of_too_wide(path) == ""


def test_a_table_that_begins_far_down_is_as_large_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "down.xlsx", (1_000_000, 100, "代码"), (1_000_001, 101, "春-1"))
    assert last_cell_of_too_wide(path) == ""


def test_a_title_merged_over_all_columns_makes_no_row_longer() -> None:
    values = [["标题", ""], ["代码", "名称"], ["春-1", "锦江"]]
    fill_merged(values, [((0, 0), (0, 16_383)), ((2, 1), (1_048_575, 16_383))], (0, 0))
    assert values == [["标题", "标题"], ["代码", "名称"], ["春-1", "锦江"]]


def test_what_cannot_be_unpacked_is_no_workbook(tmp_path: Path) -> None:
    path = written(tmp_path / "broken.xlsx", *((row, 0, f"春-{row}") for row in range(2_000)))
    with zipfile.ZipFile(path) as packed:
        begins = packed.getinfo("xl/worksheets/sheet1.xml").header_offset
    content = bytearray(path.read_bytes())
    content[begins + 100 : begins + 1_100] = bytes(1_000)
    path.write_bytes(content)
    with pytest.raises(zipfile.BadZipFile):
        last_cell_of_too_wide(path)
