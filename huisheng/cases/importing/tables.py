"""A file as a table: its header, its rows with the line each stands on, and what has to be said about it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from pathlib import Path

from django.utils.translation import gettext as _

from huisheng.cases.importing.faults import FileRefused

Cell = str | int | float | bool | datetime | date | time | timedelta
HEADER_WITHIN = 20
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the line of the file, from 1, on which it begins. `fault`: why it cannot be read, if so."""

    line: int
    cells: Sequence[Cell]
    fault: str = ""


@dataclass
class Table:
    """A table that was opened. `notices` are for whoever imports it; rows are read as they are needed."""

    header: list[str]
    rows: Iterator[Row]
    notices: list[str] = field(default_factory=list)


def open_table(path: Path, needed: frozenset[str], sheet: str = "") -> Table:
    """Open a CSV or XLSX file, told by its content. `FileRefused` when it is neither, broken, or too large.

    `needed` are the columns that the header must have; the header may stand below a title.
    """
    from huisheng.cases.importing.delimited import open_delimited
    from huisheng.cases.importing.workbooks import open_workbook

    try:
        with path.open("rb") as file:
            start = file.read(len(ZIP))
    except OSError as problem:
        raise FileRefused(
            _("打不开文件 %(path)s：%(problem)s") % {"path": path, "problem": problem.strerror}
        ) from problem
    if not start:
        raise FileRefused(_("文件是空的：%s") % path.name)
    if start == OLD_EXCEL:
        raise FileRefused(
            _("这是旧版表格（.xls）或加了密码的表格。请在表格软件里去掉密码、另存为 .xlsx，再导入。")
        )
    return open_workbook(path, needed, sheet) if start == ZIP else open_delimited(path, needed)


def under_header(rows: Iterable[Row], needed: frozenset[str]) -> Table:
    """Find the header among the first rows; what stands above it is a title. `FileRefused` without one."""
    coming = iter(rows)
    best: list[str] = []
    for _position, row in zip(range(HEADER_WITHIN), coming, strict=False):
        names = [tidy(cell) for cell in row.cells]
        if needed <= set(names):
            _refuse_doubles(names, needed)
            above = [_("第 %d 行是表头，它上面的行没有导入。") % row.line] if row.line > 1 else []
            return Table(names, coming, above)
        if len(needed & set(names)) > len(needed & set(best)) or not best:
            best = names
    if not any(best):
        raise FileRefused(_("文件里没有内容。"))
    raise FileRefused(_missing(best, needed))


def tidy(cell: Cell) -> str:
    """The name in a cell of the header."""
    return " ".join(str(cell).replace("\ufeff", "").split())


def only_filled(rows: Iterable[Row], is_filled: Callable[[Row], bool] | None = None) -> Iterator[Row]:
    """Leave out rows without anything in them."""
    filled = is_filled or (lambda row: bool(row.fault) or any(cell not in ("", None) for cell in row.cells))
    return (row for row in rows if filled(row))


def _refuse_doubles(names: list[str], needed: frozenset[str]) -> None:
    doubles = sorted(name for name in needed if names.count(name) > 1)
    if doubles:
        raise FileRefused(_("表头里“%s”出现了不止一次，不知道该用哪一列。") % "”“".join(doubles))


def _missing(names: list[str], needed: frozenset[str]) -> str:
    lines = []
    for name in sorted(needed - set(names)):
        near = get_close_matches(name, [found for found in names if found], 1)
        hint = _("（是不是“%s”？）") % near[0] if near else ""
        lines.append(_("表头里没有“%(name)s”这一列%(hint)s。") % {"name": name, "hint": hint})
    found = "、".join(name for name in names if name)
    return "\n".join([*lines, _("文件的表头是：%s。请改表头，或改对照表。") % found])
