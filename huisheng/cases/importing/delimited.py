"""CSV files as people have them: UTF-8 with or without a mark, GB18030, UTF-16; commas, tabs or semicolons."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from huisheng.cases.importing.faults import FileRefused
from huisheng.cases.importing.rejected import REJECTED_COLUMNS, as_it_was
from huisheng.cases.importing.tables import Row, Table, only_filled, under_header

CHUNK = 1 << 20
DELIMITERS = ",\t;"
LONGEST_CELL = 1_000_000
LONGEST_HEADER = 5_000
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def open_delimited(path: Path, needed: frozenset[str]) -> Table:
    """Open a text file. `FileRefused` when it is no text in a known encoding, or lacks a column."""
    encoding = encoding_of(path)
    delimiter = _delimiter_of(path, encoding, needed)
    table = under_header(_rows(path, encoding, delimiter), needed)
    table.rows = only_filled(_of_width(table.rows, len(table.header)))
    if tuple(table.header[: len(REJECTED_COLUMNS)]) == REJECTED_COLUMNS:
        table.rows = (Row(row.line, [as_it_was(str(c)) for c in row.cells], row.fault) for row in table.rows)
    if encoding == "gb18030":
        table.notices.insert(0, _("文件按 GB18030（国标）编码读取。"))
    return table


def encoding_of(path: Path) -> str:
    """The encoding, told by a mark or by which one fits the whole file; a last character may be cut off."""
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in MARKS:
            if start.startswith(mark):
                return name
        for name in ("utf-8", "gb18030"):
            file.seek(0)
            if _fits(file, name):
                return name
    raise FileRefused(_("认不出文件的文字编码。请另存为“CSV UTF-8”，再导入。"))


def _fits(file: io.BufferedReader, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter_of(path: Path, encoding: str, needed: frozenset[str]) -> str:
    """The one under which the first lines show most of the needed columns."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = [line[:LONGEST_HEADER] for line, _number in zip(file, range(20), strict=False)]

    def shows(delimiter: str) -> int:
        cells = {cell.strip() for line in csv.reader(sample, delimiter=delimiter) for cell in line}
        return len(needed & cells)

    return max(DELIMITERS, key=shows)


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """Rows with their lines. What the file breaks off in comes last, with its fault."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader(_without_nul(file), delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                yield Row(line, [], _fault(str(problem)))
                if "unexpected end" in str(problem):
                    return
            else:
                yield Row(line, cells, _cut_off(cells))


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    """PostgreSQL keeps no NUL in text; some exports pad cells with it."""
    return (line.replace("\0", "") for line in lines)


def _fault(problem: str) -> str:
    if "unexpected end" in problem:
        return _("文件在引号中间断了，可能没有传完。")
    if "larger than field limit" in problem:
        return _("这一行有一格长得不像话，可能缺了一个引号。")
    return _("这一行的引号不成对。")


def _cut_off(cells: list[str]) -> str:
    return _("这一行在一个字中间断了，可能没有传完。") if cells and cells[-1].endswith("\ufffd") else ""


def _of_width(rows: Iterator[Row], width: int) -> Iterator[Row]:
    """Rows with as many cells as the header; empty ones at the end may be left out or added."""
    for row in rows:
        cells = list(row.cells)
        while len(cells) > width and not str(cells[-1]).strip():
            cells.pop()
        if len(cells) == width or row.fault or not any(str(cell).strip() for cell in cells):
            yield Row(row.line, cells, row.fault)
            continue
        words = _("这一行有 %(cells)d 格，表头有 %(width)d 格，对不上。可能缺了引号，或文件没有传完。")
        yield Row(row.line, cells, words % {"cells": len(cells), "width": width})
