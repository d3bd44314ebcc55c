"""Lines of cells read into rows, with every fault named by file and line; CSV files as such lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huisheng.network.faults import Fault
from huisheng.network.files.values import Reader, Unreadable, plain, readers
from huisheng.network.files.words import EXAMPLE, field_of, is_reason
from huisheng.network.kinds import FURTHER_KINDS, Kind, sheet_kinds
from huisheng.network.rows import Bundle

MAY_BE_ABSENT = {"until", "illustrative", "name_en", "sign_code", "office_phone", "boundary", "number"}
Shapes = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class WrongRow:
    """A row that cannot be taken in: what stood in it, by field, and why."""

    kind: str
    origin: str
    reason: str
    cells: dict[str, str]
    boundary: dict[str, Any] | None = None


@dataclass(frozen=True)
class Line:
    """One line of a table: where it stands, what is in it, and why it cannot be read, if so."""

    origin: str
    cells: Sequence[str]
    fault: str = ""


@dataclass
class Reading:
    """What was read. `broken`: whole files or sheets that mean nothing; `notes`: what the reader should know."""

    bundle: Bundle = field(default_factory=Bundle)
    broken: list[Fault] = field(default_factory=list)
    wrong: list[WrongRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong."""
        return [*self.broken, *(Fault(row.origin, row.reason) for row in self.wrong)]

    @property
    def kinds(self) -> list[str]:
        """The kinds of which there are rows, right or wrong."""
        wrong = {row.kind for row in self.wrong}
        return [kind for kind in sheet_kinds() if kind in wrong or self.bundle.has(kind)]

    @property
    def is_personal(self) -> bool:
        """Whether there are rows of apps above."""
        return any(kind in FURTHER_KINDS for kind in self.kinds)

    def take(self, kind: Kind, where: str, header: list[str], lines: Iterable[Line], shapes: Shapes) -> None:
        """Read lines under a header. `shapes`: code → GeoJSON geometry, for the kinds that have a boundary."""
        fields, faults = _fields(where, header, kind)
        self.broken += faults
        if faults:
            return
        reads, examples = readers(kind), 0
        rows = self.bundle.rows_of(kind.name)
        origins = self.bundle.origins.setdefault(kind.name, [])
        for line in lines:
            if not any(cell.strip() for cell in line.cells):
                continue
            if line.cells[0].lstrip().startswith(EXAMPLE):
                examples += 1
                continue
            cells = dict(zip(fields, line.cells, strict=False))
            row = line.fault or _row(kind, reads, cells, shapes)
            if isinstance(row, str):
                cells.pop("", None)
                boundary = shapes.get(cells.get("code", "").strip())
                self.wrong.append(WrongRow(kind.name, line.origin, row, cells, boundary))
            else:
                rows.append(row)
                origins.append(line.origin)
        if examples:
            self.notes.append(_("%(where)s：%(count)d 行示例没有读。") % {"where": where, "count": examples})


def read_table(path: Path, shapes: Shapes, into: Reading) -> None:
    """A CSV file with rows of the kind that it is named after."""
    text = _decoded(path)
    if text is None:
        into.broken.append(Fault(path.name, _("读不出文字。请用 UTF-8 或 GB18030 编码另存。")))
        return
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        header = next(lines, [])
        into.take(sheet_kinds()[path.stem], path.name, header, _lines(path.name, lines), shapes)
    except csv.Error:  # a cell longer than any is
        words = _("第 %(line)d 行读不下去：多半是引号没有关上。") % {"line": lines.line_num}
        into.broken.append(Fault(path.name, words))


def _lines(file: str, lines: Any) -> Iterator[Line]:
    for cells in lines:
        yield Line(_("%(file)s 第 %(line)d 行") % {"file": file, "line": lines.line_num}, cells or [""])


def _decoded(path: Path) -> str | None:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",\t;", key=first.count)


def _fields(where: str, header: list[str], kind: Kind) -> tuple[list[str], list[Fault]]:
    """The fields that the columns stand for, by identifier or by the word on screen; "" is not read."""
    wanted = [name for name in kind.row._fields if name != "boundary"]
    fields = ["" if is_reason(cell) else field_of(plain(cell), kind.name) for cell in header]
    while fields and not fields[-1]:  # spreadsheets save empty columns behind the last one
        fields.pop()
    faults = [
        Fault(where, _("不认得的一栏：“%(column)s”。") % {"column": column})
        for column, cell in zip(fields, header, strict=False)
        if column not in wanted and not is_reason(cell)
    ]
    faults += [
        Fault(where, _("有两栏都是“%(column)s”。") % {"column": column})
        for column in wanted
        if fields.count(column) > 1
    ]
    faults += [
        Fault(where, _("缺少一栏：“%(column)s”。") % {"column": column})
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
    return "".join(faults) or kind.row(**values)
