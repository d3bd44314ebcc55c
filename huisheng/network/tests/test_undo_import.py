"""Undoing the last import: as it was before, or not at all with the reason."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions import take_in
from huisheng.network.actions.undo_import import last_import, undo_import
from huisheng.network.editing import Refused
from huisheng.network.files.words import field_of, sheet_of
from huisheng.network.kinds import KINDS
from huisheng.network.models import Dwelling, Import, Revision, Unit
from huisheng.network.queries.rows import held_rows
from huisheng.network.tests.books import Book, book
from tests.cast import Cast, appoint

__all__ = ["book"]  # the fixture


def taken(content: bytes) -> Import:
    offered = take_in.look(take_in.offer("a.xlsx", content, actor=7).pk)
    assert offered.state == Import.State.READY, offered.found
    return take_in.take(offered.pk, actor=7)


def everything() -> dict[str, list[Any]]:
    return {name: sorted(held_rows(kind), key=str) for name, kind in KINDS.items()}


def many_changes(cast: Cast, book: Book) -> bytes:
    """New rows that refer to each other, changed rows that refer to new ones, a closed unit, a moved holding."""
    street, plot, today = cast.street.code, cast.plots[0].code, clock.today().isoformat()
    assert cast.studio.area
    return book(
        units={
            cast.studio.code: {"name": "新名字", "parent": "N-1"},
            cast.empty_street.code: {"until": today},
        },
        holdings={plot: {"until": today}},
        new_units=[
            {"code": "N-1", "level": "3", "kind": "工作站", "parent": street, "area": cast.studio.area.code}
        ],
        new_holdings=[{"plot": plot, "organisation": cast.other_branch.code, "since": today}],
        new_dwellings=[(cast.studio.area.code, f"9单元{at}", plot) for at in range(30)],
    )


def refusal(import_: Import) -> str:
    before = Revision.objects.count()
    with pytest.raises(Refused) as refused:
        undo_import(import_.pk, actor=8)
    assert Revision.objects.count() == before
    return str(refused.value.problems[""])


def test_everything_is_as_it_was(cast: Cast, book: Book) -> None:
    before = everything()
    import_ = taken(many_changes(cast, book))
    assert everything() != before and last_import() == import_
    undone = undo_import(import_.pk, actor=8)
    assert everything() == before
    assert (undone.state, undone.undone_by, last_import()) == (Import.State.UNDONE, 8, None)
    assert AuditEntry.objects.get(action="network.import_undone").actor == 8


def test_undoing_twice_is_undoing_once(cast: Cast, book: Book) -> None:
    import_ = taken(many_changes(cast, book))
    undo_import(import_.pk, actor=8)
    revisions = Revision.objects.count()
    undo_import(import_.pk, actor=9)
    assert Revision.objects.count() == revisions
    assert AuditEntry.objects.filter(action="network.import_undone").count() == 1


def test_a_row_that_somebody_changed_since_keeps_it(cast: Cast, book: Book) -> None:
    import_ = taken(many_changes(cast, book))
    Unit.objects.filter(pk=cast.studio.pk).update(name="后来改的")
    assert refusal(import_) == "导入以后有人改过：单位 后来改的。撤回会丢掉这些改动，所以没有撤。"
    assert Unit.objects.get(pk=cast.studio.pk).name == "后来改的"


def test_a_new_dwelling_that_somebody_changed_since_keeps_it(cast: Cast, book: Book) -> None:
    import_ = taken(many_changes(cast, book))
    Dwelling.objects.filter(label="9单元7").update(plot=None)
    assert "住户" in refusal(import_)


def test_somebody_appointed_at_a_new_unit_keeps_it(cast: Cast, book: Book) -> None:
    import_ = taken(many_changes(cast, book))
    appoint([(cast.he_san, "station_clerk", Unit.objects.get(code="N-1"))])
    assert refusal(import_).startswith("导入新增的单位已经有")
    assert Unit.objects.filter(code="N-1").exists()


def test_a_unit_made_below_a_new_one_keeps_it(cast: Cast, book: Book) -> None:
    import_ = taken(many_changes(cast, book))
    above = Unit.objects.get(code="N-1")
    Unit.objects.create(
        code="N-1-1", name="后建的", level=4, kind="studio", parent=above, since=clock.today()
    )
    assert refusal(import_) == "有别的数据建立在这次导入上，撤不回来。什么都没有改。"


def test_only_the_last_import_is_undone(cast: Cast, book: Book) -> None:
    first = taken(book(units={cast.studio.code: {"name": "一"}}))
    second = taken(book(units={cast.hub.code: {"name": "二"}}))
    assert refusal(first) == "只能撤回最后一次导入。这次之后又收过“a.xlsx”，先撤回它。"
    undo_import(second.pk, actor=8)
    undo_import(first.pk, actor=8)
    assert Unit.objects.get(pk=cast.studio.pk).name == cast.studio.name


def test_what_was_never_taken_in_has_nothing_to_undo(cast: Cast, book: Book) -> None:
    waiting = take_in.look(take_in.offer("a.xlsx", book(units={cast.hub.code: {"name": "二"}}), actor=7).pk)
    assert refusal(waiting) == "这份文件还没有收，没有什么可撤回。"


def test_a_later_import_of_the_same_rows_is_named_with_them_and_undone_first(cast: Cast, book: Book) -> None:
    before = everything()
    first = taken(many_changes(cast, book))
    edits = {cast.studio.code: {"name": "二"}, cast.hub.code: {"name": "只有后来的"}}
    second = taken(book(units=edits))
    assert refusal(first) == (
        "只能撤回最后一次导入。这次之后又收过“a.xlsx”，先撤回它。这次收的又有改动：单位 二。"
    )
    undo_import(second.pk, actor=8)
    undo_import(first.pk, actor=8)
    assert everything() == before


def test_what_a_later_import_did_to_new_dwellings_is_named_until_it_is_undone(cast: Cast, book: Book) -> None:
    first = taken(many_changes(cast, book))
    made = openpyxl.load_workbook(BytesIO(book()))
    sheet = made[sheet_of("dwellings")]
    plot = [field_of(cell.value, "dwellings") for cell in sheet[1]].index("plot")
    rows = [row for row in sheet.iter_rows(min_row=2) if str(row[1].value).startswith("9单元")]
    for row in rows[:7]:
        row[plot].value = None
    out = BytesIO()
    made.save(out)
    second = taken(out.getvalue())
    words = refusal(first)
    assert words.count("住户") == 5 and words.endswith(" 等。")
    undo_import(second.pk, actor=8)
    assert undo_import(first.pk, actor=8).state == Import.State.UNDONE


def test_somebody_s_change_after_both_imports_keeps_them(cast: Cast, book: Book) -> None:
    first = taken(book(units={cast.studio.code: {"name": "一"}}))
    second = taken(book(units={cast.studio.code: {"name": "二"}}))
    undo_import(second.pk, actor=8)
    Unit.objects.filter(pk=cast.studio.pk).update(name="三")
    assert refusal(first) == "导入以后有人改过：单位 三。撤回会丢掉这些改动，所以没有撤。"
