"""XLSX files looked at before they are read: what a spreadsheet shows and its reader would silently lose.

It says what it found, not in which words: these belong to whoever asked for the file.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path
from posixpath import normpath
from typing import IO, Any

MOST_UNPACKED = 1_500_000_000
MOST_RATIO = 300
SMALL = 100_000
# A reader lays out every cell between the first and the last that are filled, 40 bytes each.
MOST_CELLS = 16_000_000
CHUNK = 1_000_000

CELL = re.compile(rb"<c\b([^>]*)>(.*?)</c>", re.DOTALL)
FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*(?<!/)>')
FORMULA = re.compile(rb"<f[\s>/]")  # and not the <formula1> of a list to choose from
AT = re.compile(rb'\br="([A-Z]+)(\d+)"')
SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]*)"')
RELATION = re.compile(r"<Relationship\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')
FOLDER = "xl"

Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def unpacks_too_large(path: Path) -> bool:
    """Whether a small file would unpack to gigabytes. `zipfile.BadZipFile` for what is no such file."""
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(entry.file_size for entry in packed.infolist())
    return unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(path.stat().st_size, SMALL)


def last_cell_of_too_wide(path: Path) -> str:
    """The last cell ("XFD1048576") of a sheet whose filled cells lie so far apart that all between them would
    not fit into memory; empty when there is none. `zipfile.BadZipFile` for what cannot be unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if name.endswith(".xml"):
                    with packed.open(name) as content:
                        columns, rows = _filled(content)
                    across = {_number(column): column for column in columns}
                    if across and (max(across) - min(across) + 1) * (max(rows) - min(rows) + 1) > MOST_CELLS:
                        return f"{across[max(across)].decode()}{max(rows)}"
    except (zlib.error, EOFError, RuntimeError) as broken:
        raise zipfile.BadZipFile from broken
    return ""


def cells_without_value(path: Path, sheet: str) -> Iterator[tuple[int, str, bool]]:
    """`(row, cell, is_error)` of cells that look filled but hold nothing: formula errors, and formulas that
    were never computed. Rows as the spreadsheet counts them, cells as it names them ("B3")."""
    with zipfile.ZipFile(path) as packed:
        content = _content(packed, sheet)
    if not FORMULA.search(content) and b't="e"' not in content:
        return
    for cell in CELL.finditer(content):
        attributes, inside = cell[1], cell[2]
        at = AT.search(attributes)
        is_error = b't="e"' in attributes
        if at is not None and (is_error or _never_computed(inside)):
            yield int(at[2]), (at[1] + at[2]).decode(), is_error


def fill_merged(values: list[list[Any]], merged: Merged, start: tuple[int, int]) -> None:
    """Give every cell of a merged range the value of its first; `start` is where `values` begin."""
    first_row, first_column = start
    for (top, left), (bottom, right) in merged:
        if top < first_row or top - first_row >= len(values) or left < first_column:
            continue
        value = values[top - first_row][left - first_column]
        for row in values[top - first_row : bottom - first_row + 1]:
            across = range(left - first_column, min(right - first_column + 1, len(row)))
            row[across.start : across.stop] = [value] * len(across)


def _filled(content: IO[bytes]) -> tuple[set[bytes], set[int]]:
    """The columns and rows of filled cells. In chunks that end before a tag: a sheet may have a gigabyte."""
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    rest = b""
    while chunk := content.read(CHUNK):
        chunk = rest + chunk
        at = chunk.rfind(b"<")
        rest = chunk[at:] if 0 <= len(chunk) - at < CHUNK else b""
        if found := FILLED.findall(chunk, 0, max(at, 0)):
            across, down = zip(*found, strict=True)
            columns.update(across)
            rows.update(down)
    return columns, set(map(int, rows))


def _number(column: bytes) -> int:
    return reduce(lambda number, letter: number * 26 + letter - ord("A") + 1, column, 0)


def _never_computed(inside: bytes) -> bool:
    return bool(FORMULA.search(inside)) and (b"<v></v>" in inside or b"<v" not in inside or b"<v/>" in inside)


def _content(packed: zipfile.ZipFile, sheet: str) -> bytes:
    """The XML of a sheet; empty when it is not where the format says."""
    try:
        book = packed.read(f"{FOLDER}/workbook.xml").decode()
        relations = packed.read(f"{FOLDER}/_rels/workbook.xml.rels").decode()
        places = dict(_relation(found) for found in RELATION.findall(relations))
        ids = {_unescaped(name): relation for name, relation in SHEET.findall(book)}
        target = places[ids[sheet]]
        return packed.read(target.lstrip("/") if target.startswith("/") else normpath(f"{FOLDER}/{target}"))
    except (KeyError, UnicodeDecodeError):
        return b""


def _relation(text: str) -> tuple[str, str]:
    found = dict(ATTRIBUTE.findall(text))
    return found.get("Id", ""), found.get("Target", "")


def _unescaped(name: str) -> str:
    for code, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        name = name.replace(code, letter)
    return name
