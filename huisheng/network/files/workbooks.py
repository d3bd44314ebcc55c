"""XLSX workbooks read into rows: one sheet a kind, boundaries in a sheet of their own.

Saved by Excel, LibreOffice or WPS. A formula counts by its value; one that has none is refused by its cell.
Hidden sheets are not read, and that is said; merged cells all have the value of the first.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from huisheng.core.workbooks import cells_without_value, fill_merged, last_cell_of_too_wide, unpacks_too_large
from huisheng.network.faults import Fault
from huisheng.network.files.shapes import WITH_SHAPES, read_json
from huisheng.network.files.tables import Line, Reading, Shapes
from huisheng.network.files.words import (
    BOUNDARIES,
    BOUNDARY_COLUMNS,
    LEGEND,
    columns_of,
    field_of,
    is_called,
    kind_of_sheet,
)
from huisheng.network.kinds import sheet_kinds

HEADER_WITHIN = 20
FEWEST_COLUMNS = 3
FIRST_SERIAL_DAY = date(1899, 12, 30)
SERIAL_DAYS = range(10_000, 100_000)
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
BROKEN_SHAPE: dict[str, Any] = {"type": "unreadable"}


def read_workbook(path: Path, shapes: dict[str, Shapes], into: Reading) -> None:
    """Every visible sheet that holds a kind. Boundaries found are put into `shapes`."""
    word = _why_not(path)
    if word:
        into.broken.append(Fault(path.name, word))
        return
    try:
        with CalamineWorkbook.from_path(path) as book:
            _read_sheets(book, path, shapes, into)
    except CalamineError:
        into.broken.append(Fault(path.name, _("表格打不开，可能没有传完，或不是 .xlsx。")))


def _why_not(path: Path) -> str:
    with path.open("rb") as file:
        if file.read(len(OLD_EXCEL)) == OLD_EXCEL:
            return _("这是旧版表格（.xls）或加了密码的表格。请在表格软件里去掉密码、另存为 .xlsx。")
    try:
        if unpacks_too_large(path):
            return _("表格解开后太大。请分成几个文件。")
        if last := last_cell_of_too_wide(path):
            words = _("表格一直排到 %(cell)s 格，太大了。多半是很远的地方误填了一格：请删掉它，再存一次。")
            return words % {"cell": last}
    except zipfile.BadZipFile:
        return _("表格打不开，可能没有传完，或不是 .xlsx。")
    return ""


def _read_sheets(book: CalamineWorkbook, path: Path, shapes: dict[str, Shapes], into: Reading) -> None:
    shown = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
    hidden = [meta.name for meta in book.sheets_metadata if meta.name not in shown]
    kinds = {name: kind for name in shown if (kind := kind_of_sheet(name))}
    boundaries = [name for name in shown if name not in kinds and is_called(name, BOUNDARIES)]
    others = {*shown} - {*kinds, *boundaries, *(name for name in shown if is_called(name, LEGEND))}
    if hidden:
        into.notes.append(_("隐藏的表没有读：%s。") % _("、").join(hidden))
    if others:
        into.notes.append(_("不认得的表没有读：%s。") % _("、").join(sorted(others)))
    if not kinds and not boundaries:
        words = _("没有认得的表。表的名字可以是：%s。") % _("、").join(sheet_kinds())
        into.broken.append(Fault(path.name, words))
    for name in boundaries:
        _read_boundaries(book.get_sheet_by_name(name), shapes, into)
    for name, kind in kinds.items():
        _read_sheet(book.get_sheet_by_name(name), path, kind, shapes.get(kind, {}), into)


def _read_sheet(sheet: CalamineSheet, path: Path, kind: str, shapes: Shapes, into: Reading) -> None:
    values, first = _values(sheet, into)
    at = _header_at(values, kind)
    if at is None:
        if values:
            into.broken.append(Fault(sheet.name, _("前 %d 行里没有表头。") % HEADER_WITHIN))
        return
    header = [_text(cell, is_day=False) for cell in values[at]]
    texts = _lines(sheet.name, values[at + 1 :], first + at + 2, _days(header, kind))
    faults = _without_value(path, sheet.name)
    lines = (replace(line, fault=faults.get(number, "")) if faults else line for number, line in texts)
    into.take(sheet_kinds()[kind], sheet.name, header, lines, shapes)


def _values(sheet: CalamineSheet, into: Reading) -> tuple[list[list[Any]], int]:
    """The cells, and how many empty rows stand above them."""
    start = sheet.start or (0, 0)
    values: list[list[Any]] = sheet.to_python(skip_empty_area=True)
    merged = sheet.merged_cell_ranges or []
    if merged:
        fill_merged(values, merged, start)
        words = _("%(where)s：有 %(count)d 处合并的单元格，每一格都按左上角的内容读取。")
        into.notes.append(words % {"where": sheet.name, "count": len(merged)})
    return values, start[0]


def _header_at(values: list[list[Any]], kind: str) -> int | None:
    fields = set(columns_of(kind).values())
    for at, cells in enumerate(values[:HEADER_WITHIN]):
        if sum(field_of(_text(cell, is_day=False), kind) in fields for cell in cells) >= FEWEST_COLUMNS:
            return at
    return None


def _without_value(path: Path, sheet: str) -> dict[int, str]:
    faults: dict[int, list[str]] = {}
    for row, cell, is_error in cells_without_value(path, sheet):
        words = (
            _("%s 格是公式错误，请先改好。")
            if is_error
            else _("%s 格是公式，但文件里没有算好的值。请在表格软件里打开、保存一次。")
        )
        faults.setdefault(row, []).append(words % cell)
    return {row: "".join(words) for row, words in faults.items()}


def _days(header: list[str], kind: str) -> list[bool]:
    """For each column whether it holds days."""
    column, known = sheet_kinds()[kind].column, set(columns_of(kind).values())
    fields = [field_of(cell, kind) for cell in header]
    return [name in known and isinstance(column(name), models.DateField) for name in fields]


def _lines(sheet: str, values: list[list[Any]], first: int, days: list[bool]) -> Iterator[tuple[int, Line]]:
    """Lines with the number that the spreadsheet shows beside them."""
    where = _("%(file)s 第 %(line)d 行")
    for number, cells in enumerate(values, start=first):
        texts = [_text(cell, is_day) for cell, is_day in zip(cells, days, strict=False)]
        yield number, Line(where % {"file": sheet, "line": number}, texts)


def _text(cell: Any, is_day: bool) -> str:
    """A cell as people see it: 188006.0 as 188006, days as days, also where only their serial number is left."""
    if isinstance(cell, str):
        return cell.replace("\0", "")
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float | int):
        if is_day and int(cell) in SERIAL_DAYS:
            return (FIRST_SERIAL_DAY + timedelta(days=int(cell))).isoformat()
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def _read_boundaries(sheet: CalamineSheet, shapes: dict[str, Shapes], into: Reading) -> None:
    """Geometries by kind and code; a long one stands in several rows, one after the other."""
    texts: dict[tuple[str, str], str] = {}
    values, first = _values(sheet, into)
    for number, cells in enumerate(values, start=first + 1):
        row = [_text(cell, is_day=False).strip() for cell in cells[: len(BOUNDARY_COLUMNS)]]
        kind, code, _part, text = [*row, "", "", "", ""][: len(BOUNDARY_COLUMNS)]
        if kind in WITH_SHAPES and code:
            texts[kind, code] = texts.get((kind, code), "") + text
        elif any(row) and number > first + 1:
            words = _("这里要写 areas 或 plots，再写代码。")
            origin = _("%(file)s 第 %(line)d 行") % {"file": sheet.name, "line": number}
            into.broken.append(Fault(origin, words))
    for (kind, code), text in texts.items():
        shapes.setdefault(kind, {})[code] = _shape(text)


def _shape(text: str) -> dict[str, Any]:
    try:
        shape = read_json(text)
    except (ValueError, RecursionError):
        return BROKEN_SHAPE
    return shape if isinstance(shape, dict) else BROKEN_SHAPE
