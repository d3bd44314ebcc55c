"""The cast's network as a workbook that somebody edited, for tests of taking it in."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from huisheng.network.files.words import field_of, sheet_of
from huisheng.network.files.writing import network_workbook

Book = Callable[..., bytes]
Cells = dict[str, Any]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """What is held, with edits: `units={code: {field: text}}`, rows behind it: `new_units=[{field: text}]`.

    `new_dwellings=[(area, label, plot)]`; `move` is applied to every point of every boundary.
    """

    def write(**edits: Any) -> bytes:
        path = tmp_path / "network.xlsx"
        network_workbook(path)
        made = openpyxl.load_workbook(path)
        for name, wanted in edits.items():
            if name == "move":
                _move(made["边界 boundaries"], wanted)
            elif name == "new_dwellings":
                _append(
                    made,
                    "dwellings",
                    [dict(zip(("area", "label", "plot"), row, strict=True)) for row in wanted],
                )
            elif name.startswith("new_"):
                _append(made, name.removeprefix("new_"), wanted)
            else:
                _edit(made[sheet_of(name)], name, wanted)
        out = BytesIO()
        made.save(out)
        return out.getvalue()

    return write


def _edit(sheet: Any, kind: str, wanted: dict[str, Cells]) -> None:
    fields = [field_of(cell.value, kind) for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for name, text in wanted.get(row[0].value, {}).items():
            row[fields.index(name)].value = text


def _append(made: Any, kind: str, rows: list[Cells]) -> None:
    sheet = made[sheet_of(kind)]
    fields = [field_of(cell.value, kind) for cell in sheet[1]]
    usual = {"since": "2024-01-01", "stands_for": "government", "name": "新的"}
    for row in rows:
        sheet.append([{**usual, **row}.get(name) for name in fields])


def _move(sheet: Any, move: Callable[[float, float], tuple[float, float]]) -> None:
    for row in sheet.iter_rows(min_row=2):
        shape = json.loads(row[3].value)
        shape["coordinates"] = [[move(lon, lat) for lon, lat in ring] for ring in shape["coordinates"]]
        row[3].value = json.dumps(shape)
