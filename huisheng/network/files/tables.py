"""CSV files read into rows, with every fault named by file and line."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huisheng.network.faults import Fault
from huisheng.network.files.values import Reader, Unreadable, plain, readers
from huisheng.network.kinds import KINDS, Kind

MAY_BE_ABSENT = {"until", "illustrative", "name_en", "sign_code", "office_phone", "boundary"}
Shapes = dict[str, dict[str, Any]]


def read_table(path: Path, shapes: Shapes) -> tuple[list[Any], list[str], list[Fault]]:
    """Rows of the kind that the file is named after, where each came from, and what could not be read.

    `shapes`: code → GeoJSON geometry, for the kinds that have a boundary.
    """
    kind = KINDS[path.stem]
    text = _decoded(path)
    if text is None:
        return [], [], [Fault(path.name, _("读不出文字。请用 UTF-8 或 GB18030 编码另存。"))]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = next(lines, [])
    fields, faults = _fields(path.name, header, kind)
    if faults:
        return [], [], faults
    rows, origins, reads = [], [], readers(kind)
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        origin = _("%(file)s 第 %(line)d 行") % {"file": path.name, "line": lines.line_num}
        row = _row(kind, reads, dict(zip(fields, cells, strict=False)), shapes)
        if isinstance(row, str):
            faults.append(Fault(origin, row))
        else:
            rows.append(row)
            origins.append(origin)
    return rows, origins, faults


def _decoded(path: Path) -> str | None:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",\t;", key=first.count)


def _fields(file: str, header: list[str], kind: Kind) -> tuple[list[str], list[Fault]]:
    """The fields that the columns stand for, by identifier or by the word on screen."""
    wanted = [name for name in kind.row._fields if name != "boundary"]
    words = {str(kind.model._meta.get_field(name).verbose_name): name for name in wanted}  # type: ignore[union-attr]
    fields = [words.get(plain(cell), plain(cell)) for cell in header]
    faults = [
        Fault(file, _("不认得的一栏：“%(column)s”。") % {"column": column})
        for column in fields
        if column not in wanted
    ]
    faults += [
        Fault(file, _("缺少一栏：“%(column)s”。") % {"column": column})
        for column in wanted
        if column not in fields and column not in MAY_BE_ABSENT
    ]
    return fields, faults


def _row(kind: Kind, reads: dict[str, Reader], cells: dict[str, str], shapes: Shapes) -> Any:
    """The row, or in words what could not be read."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, reader in reads.items():
        try:
            values[name] = reader(cells.get(name, ""))
        except Unreadable as fault:
            faults.append(str(fault))
    if "boundary" in kind.row._fields:
        values["boundary"] = shapes.get(values.get("code", ""))
        if values["boundary"] is None and not kind.model._meta.get_field("boundary").null:
            faults.append(_("边界文件里没有这个代码。"))
    return "".join(faults) or kind.row(**values)
