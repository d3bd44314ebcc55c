"""XLSX files: one sheet, its values; merged, computed and hidden things are looked at and said."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from huisheng.cases.importing.cell_faults import CellFaults
from huisheng.cases.importing.faults import FileRefused
from huisheng.cases.importing.tables import Cell, Row, Table, only_filled, under_header
from huisheng.core.workbooks import Merged, fill_merged, last_cell_of_too_wide, unpacks_too_large


def open_workbook(path: Path, needed: frozenset[str], sheet: str = "") -> Table:
    """Open a sheet: the one named, else the first that is not hidden. `FileRefused` when it cannot be."""
    _refuse_bomb(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            name, notices = _choose(book, sheet)
            opened = book.get_sheet_by_name(name)
            merged = opened.merged_cell_ranges or []
            faults = CellFaults(path, name)
            table = under_header(_rows(opened, merged, faults), needed)
    except CalamineError as problem:
        raise FileRefused(_("表格打不开，可能没有传完，或不是 .xlsx：%s") % problem) from problem
    table.rows = only_filled(table.rows)
    table.notices = [*notices, *table.notices, *_on_merged(merged)]
    return table


def _refuse_bomb(path: Path) -> None:
    """A small file that unpacks to gigabytes is not unpacked, nor one that is laid out over as many."""
    try:
        too_large = unpacks_too_large(path)
        last = "" if too_large else last_cell_of_too_wide(path)
    except zipfile.BadZipFile as problem:
        raise FileRefused(_("表格打不开，可能没有传完。请重新拷贝一份。")) from problem
    if too_large:
        raise FileRefused(_("表格解开后太大，没有导入。请分成几个文件，或另存为 CSV。"))
    if last:
        words = _("表格一直排到 %(cell)s 格，太大了。多半是很远的地方误填了一格：请删掉它，再存一次。")
        raise FileRefused(words % {"cell": last})


def _choose(book: CalamineWorkbook, wanted: str) -> tuple[str, list[str]]:
    sheets = {meta.name: meta.visible == SheetVisibleEnum.Visible for meta in book.sheets_metadata}
    shown = [name for name, visible in sheets.items() if visible]
    if wanted and wanted not in sheets:
        raise FileRefused(
            _("文件里没有“%(name)s”这张表。有：%(sheets)s。") % {"name": wanted, "sheets": "、".join(sheets)}
        )
    if not wanted and not shown:
        raise FileRefused(_("文件里没有看得见的表。请取消隐藏，或在对照表里写明 sheet。"))
    chosen = wanted or shown[0]
    notices = []
    hidden = [name for name, visible in sheets.items() if not visible and name != chosen]
    others = [name for name in shown if name != chosen]
    if hidden:
        notices.append(_("隐藏的表没有导入：%s。") % "、".join(hidden))
    if others:
        notices.append(
            _("只导入了“%(chosen)s”，没有导入：%(others)s。")
            % {"chosen": chosen, "others": "、".join(others)}
        )
    return chosen, notices


def _rows(sheet: CalamineSheet, merged: Merged, faults: CellFaults) -> Iterator[Row]:
    """Rows with the number that the spreadsheet shows beside them; merged cells all have the first one's value."""
    start = sheet.start or (0, 0)
    values = sheet.to_python(skip_empty_area=True)
    fill_merged(values, merged, start)
    for at, cells in enumerate(values, start=start[0] + 1):
        yield Row(at, [_plain(cell) for cell in cells], faults.of_row(at))


def _plain(cell: Cell) -> Cell:
    """Whole numbers as people see them: spreadsheets keep 188006 as 188006.0."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell.replace("\0", "") if isinstance(cell, str) else cell


def _on_merged(merged: Sequence[object]) -> list[str]:
    if not merged:
        return []
    return [_("有 %d 处合并的单元格，每一格都按左上角的内容读取。") % len(merged)]
