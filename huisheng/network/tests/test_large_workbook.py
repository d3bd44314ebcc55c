"""A workbook of 50,000 rows, one in five of them wrong: every fault is found, shown in part, given back whole."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import python_calamine
import xlsxwriter

from huisheng.network.actions import take_in
from huisheng.network.difference import from_json
from huisheng.network.models import Dwelling, Import
from tests.cast import Cast

ROWS = 50_000


def large(path: Path, area: str, plot: str) -> bytes:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("住户")
        page.write_row(0, 0, ["楼栋", "门牌", "责任田", "党员中心户", "起"])
        for row in range(ROWS):
            wrong = {0: ("没有的楼", "", "2024-01-01"), 5: (area, plot, "去年")}.get(row % 10)
            building, held, since = wrong or (area, plot, "2024-01-01")
            page.write_row(row + 1, 0, [building, f"{row}号", held, "", since])
    return path.read_bytes()


def test_every_wrong_row_is_found_and_the_others_can_be_taken(cast: Cast, tmp_path: Path) -> None:
    assert cast.studio.area
    content = large(tmp_path / "a.xlsx", cast.studio.area.code, cast.plots[0].code)
    held = Dwelling.objects.count()
    import_ = take_in.look(take_in.offer("a.xlsx", content, actor=7).pk)
    assert (import_.state, import_.found["fault_count"]) == (Import.State.REFUSED, ROWS // 5)
    assert [(count, len(rows)) for _words, count, rows in import_.found["faults"]] == [(ROWS // 10, 5)] * 2
    rows = python_calamine.load_workbook(BytesIO(import_.wrong or b"")).get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + ROWS // 5
    assert {str(row[-1]).partition("：")[2] for row in rows[1:]} == {
        "没有代码为“没有的楼”的辖区。",
        "“去年”不是日期，请写成 2026-05-03。",
    }
    take_in.look_again(import_.pk, partly=True)
    import_ = take_in.look(import_.pk)
    assert from_json(import_.found["difference"]).counts == {"dwellings": {"added": ROWS * 4 // 5}}
    take_in.take(import_.pk, actor=7)
    assert Dwelling.objects.count() == held + ROWS * 4 // 5
