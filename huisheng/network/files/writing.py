"""The network as files: one workbook with a sheet a kind, GeoJSON, the template, and rows given back.

Every cell is text, so that codes keep their zeros and nothing is taken for a formula. Rows go to disk as they
come: 200,000 dwellings need no more memory than one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.db import models
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from huisheng.network.files.examples import examples_of
from huisheng.network.files.legend import HEADINGS, legend_lines
from huisheng.network.files.shapes import WITH_SHAPES
from huisheng.network.files.tables import WrongRow
from huisheng.network.files.words import (
    BOUNDARIES,
    BOUNDARY_COLUMNS,
    LEGEND,
    REASON,
    choices_of,
    heading_of,
    sheet_of,
)
from huisheng.network.kinds import FURTHER_KINDS, KINDS, Kind, sheet_kinds
from huisheng.network.queries.rows import cells_of, held_rows

ROWS_A_SHEET = 1_000_000
LAST_ROW = 1_048_575
MOST_IN_CELL = 30_000  # Excel refuses more than 32,767 letters
LONGEST_LIST = 255
YES_NO = {"1": "是", "0": "否"}  # the words that the reader of cells knows, not words on a page
WIDE, MIDDLE, NARROW = 34, 20, 14
Out = Path | BinaryIO | BytesIO


class Book:
    """A workbook that is being written; closing it puts it on disk."""

    def __init__(self, out: Out) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(str(out) if isinstance(out, Path) else out, options)
        head = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6EFE9", "num_format": "@"}
        self._head = self._book.add_format(head)
        self._text = self._book.add_format({"num_format": "@"})
        self._wrapped = self._book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._example = self._book.add_format({"num_format": "@", "italic": True, "font_color": "#777777"})

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_error: object) -> None:
        self._book.close()

    def legend(self) -> None:
        """What every sheet, column and word means, in both languages."""
        sheet = self._sheet(" ".join(LEGEND), HEADINGS, [MIDDLE, MIDDLE, NARROW, NARROW, WIDE * 2, WIDE * 2])
        for number, line in enumerate(legend_lines(), start=1):
            for column, text in enumerate(line):
                sheet.write_string(number, column, text, self._wrapped)

    def rows(self, kind: Kind, rows: Iterable[Mapping[str, str]], *, more: Sequence[str] = ()) -> None:
        """A kind's sheet, or several when there are more rows than a sheet holds; `more`: columns behind."""
        fields = fields_of(kind)
        words = words_of(kind)
        sheet, number, sheets = self._of_kind(kind, more, 1), 0, 1
        for cells in rows:
            if number == ROWS_A_SHEET:
                sheets, number = sheets + 1, 0
                sheet = self._of_kind(kind, more, sheets)
            number += 1
            is_example = "example" in cells
            for column, name in enumerate([*fields, *more]):
                text = cells.get(name, "")
                if text:
                    format = self._example if is_example else self._text
                    sheet.write_string(number, column, words.get(name, {}).get(text, text), format)

    def boundaries(self, shapes: Iterable[tuple[str, str, Any]]) -> None:
        """Kind, code and GeoJSON geometry of each boundary; long ones go on in the next row."""
        sheet = self._sheet(" ".join(BOUNDARIES), BOUNDARY_COLUMNS, [NARROW, MIDDLE, NARROW, WIDE * 2])
        number = 0
        for kind, code, shape in shapes:
            text = json.dumps(shape, ensure_ascii=False, separators=(",", ":"))
            for part, start in enumerate(range(0, len(text), MOST_IN_CELL), start=1):
                number += 1
                for column, cell in enumerate((kind, code, str(part), text[start : start + MOST_IN_CELL])):
                    sheet.write_string(number, column, cell, self._text)

    def _of_kind(self, kind: Kind, more: Sequence[str], number: int) -> Worksheet:
        name = sheet_of(kind.name) + (f" {number}" if number > 1 else "")
        fields = fields_of(kind)
        headings = [*(heading_of(kind.name, field) for field in fields), *more]
        widths = [WIDE if field in ("name", "entity", *more) else MIDDLE for field in [*fields, *more]]
        sheet = self._sheet(name, headings, widths)
        for column, field in enumerate(fields):
            source = list(dict.fromkeys(words_of(kind).get(field, {}).values()))
            if source and len(",".join(source)) <= LONGEST_LIST:
                rule = {"validate": "list", "source": source, "error_type": "warning"}
                sheet.data_validation(1, column, LAST_ROW, column, rule)
        return sheet

    def _sheet(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> Worksheet:
        sheet: Worksheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self._text)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, self._head)
        return sheet


def network_workbook(out: Out, further: Iterable[str] = ()) -> None:
    """Everything that the network holds, areas to dwellings; `further`: kinds of apps above that go with it."""
    with Book(out) as book:
        book.legend()
        for kind in (*KINDS.values(), *(FURTHER_KINDS[name] for name in further)):
            book.rows(kind, map(cells_of, held_rows(kind)))
        book.boundaries(_held_shapes())


def further_workbook(out: Out, further: Iterable[str]) -> None:
    """Kinds of apps above alone."""
    with Book(out) as book:
        book.legend()
        for name in further:
            book.rows(FURTHER_KINDS[name], map(cells_of, held_rows(FURTHER_KINDS[name])))


def template_workbook(out: Out) -> None:
    """The same without rows: two examples a sheet, marked as such, which are never taken in."""
    with Book(out) as book:
        book.legend()
        for kind in sheet_kinds().values():
            book.rows(kind, examples_of(kind))
        book.boundaries([])


def wrong_rows_workbook(wrong: Iterable[WrongRow]) -> bytes:
    """Rows given back with the reason behind each: mended, the workbook can be taken in as it is."""
    by_kind: dict[str, list[WrongRow]] = {}
    for row in wrong:
        by_kind.setdefault(row.kind, []).append(row)
    out, reason = BytesIO(), "\n".join(REASON)
    with Book(out) as book:
        for kind, rows in by_kind.items():
            cells = ({**row.cells, reason: _reason(row)} for row in rows)
            book.rows(sheet_kinds()[kind], cells, more=[reason])
        shapes = [row for rows in by_kind.values() for row in rows if row.boundary]
        if shapes:
            book.boundaries((row.kind, row.cells.get("code", ""), row.boundary) for row in shapes)
    return out.getvalue()


def write_geojson(kind: Kind, out: BinaryIO) -> None:
    """A FeatureCollection in WGS84 (RFC 7946) of every row with a boundary; the row is its properties."""
    out.write(b'{"type":"FeatureCollection","name":' + json.dumps(kind.name).encode() + b',"features":[')
    separator = b"\n"
    for row in held_rows(kind):
        if row.boundary is not None:
            feature = {"type": "Feature", "properties": cells_of(row), "geometry": row.boundary}
            out.write(separator + json.dumps(feature, ensure_ascii=False).encode())
            separator = b",\n"
    out.write(b"\n]}\n")


def fields_of(kind: Kind) -> list[str]:
    """The columns of a kind's sheet; boundaries have a sheet of their own."""
    return [name for name in kind.row._fields if name != "boundary"]


def words_of(kind: Kind) -> dict[str, dict[str, str]]:
    """Field → identifier → Chinese word, for the fields whose values are words."""
    words: dict[str, dict[str, str]] = {}
    for name in fields_of(kind):
        column = kind.column(name)
        if isinstance(column, models.BooleanField):
            words[name] = YES_NO
        elif isinstance(column, models.CharField) and column.choices:
            words[name] = {value: chinese for value, chinese, _english in choices_of(column)}
    return words


def _held_shapes() -> Iterator[tuple[str, str, Any]]:
    for kind in WITH_SHAPES:
        for row in held_rows(KINDS[kind]):
            if row.boundary is not None:
                yield kind, row.code, row.boundary


def _reason(row: WrongRow) -> str:
    return _("%(where)s：%(reason)s") % {"where": row.origin, "reason": row.reason}
