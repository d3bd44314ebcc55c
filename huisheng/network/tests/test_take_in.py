"""Taking a file in: looked at first, then exactly what was shown, once."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions import take_in
from huisheng.network.difference import Difference, from_json
from huisheng.network.editing import Refused
from huisheng.network.files.writing import network_workbook
from huisheng.network.jobs import look_at_import, take_import
from huisheng.network.models import Dwelling, Import, Plot, Revision, Unit
from huisheng.network.projection import wgs84_to_gcj02
from huisheng.network.tests.books import Book, book
from tests.cast import Cast

__all__ = ["book"]  # the fixture
State = Import.State
ACTOR = 7


def offered(content: bytes, name: str = "网络.xlsx", **how: Any) -> Import:
    """A file that was given in and looked at."""
    return take_in.look(take_in.offer(name, content, actor=ACTOR, **how).pk)


def difference(import_: Import) -> Difference:
    return from_json(import_.found["difference"])


def test_a_look_says_what_would_change_and_changes_nothing(cast: Cast, book: Book) -> None:
    studio, closing = cast.studio, cast.empty_street
    content = book(
        units={studio.code: {"name": "新名字"}, closing.code: {"until": "2030-01-01"}},
        new_dwellings=[(cast.studio.area.code, "9单元901", cast.plots[0].code)],  # type: ignore[union-attr]
    )
    before = Revision.objects.count()
    import_ = offered(content)
    assert import_.state == State.READY
    assert difference(import_).counts == {"units": {"changed": 1, "closed": 1}, "dwellings": {"added": 1}}
    renamed, closed, dwelling = difference(import_).lines
    assert [(change.field, change.old, change.new) for change in renamed.changes] == [
        ("name", studio.name, "新名字")
    ]
    assert (closed.key, closed.what, closed.changes[0].new) == (closing.code, "closed", "2030-01-01")
    assert dwelling.key.endswith("9单元901") and dwelling.what == "added"
    assert Revision.objects.count() == before
    assert Unit.objects.get(pk=studio.pk).name == studio.name


def test_what_was_shown_is_taken_in_once_however_often_it_is_confirmed(cast: Cast, book: Book) -> None:
    import_ = offered(book(units={cast.studio.code: {"name": "新名字"}}))
    taken = take_in.take(import_.pk, actor=ACTOR)
    revisions = Revision.objects.count()
    again = take_in.take(import_.pk, actor=8)
    assert (taken.state, again.taken_by) == (State.TAKEN, ACTOR)
    assert Unit.objects.get(pk=cast.studio.pk).name == "新名字"
    assert Revision.objects.count() == revisions
    entry = AuditEntry.objects.get(action="network.imported")
    assert (entry.actor, entry.subject, entry.detail["rows"]["units"]) == (
        ACTOR, f"import:{import_.pk}", [0, 1],
    )  # fmt: skip


def test_the_same_workbook_again_has_nothing_to_confirm(cast: Cast, book: Book) -> None:
    content = book(units={cast.studio.code: {"name": "新名字"}})
    take_in.take(offered(content).pk, actor=ACTOR)
    again = offered(content)
    assert again.state == State.SAME and difference(again).is_nothing
    with pytest.raises(Refused):
        take_in.take(again.pk, actor=ACTOR)


def test_a_network_that_moved_meanwhile_is_shown_anew_and_nothing_is_taken(cast: Cast, book: Book) -> None:
    import_ = offered(book(units={cast.studio.code: {"name": "新名字"}}))
    Unit.objects.filter(pk=cast.studio.pk).update(name="别人改的")
    with pytest.raises(take_in.Moved):
        take_in.take(import_.pk, actor=ACTOR)
    import_.refresh_from_db()
    assert (import_.state, import_.found["moved"]) == (State.READY, True)
    assert difference(import_).lines[0].changes[0].old == "别人改的"
    assert Unit.objects.get(pk=cast.studio.pk).name == "别人改的"
    assert take_in.take(import_.pk, actor=ACTOR).state == State.TAKEN


def test_a_network_that_no_longer_fits_is_said_row_by_row(cast: Cast, book: Book) -> None:
    area = cast.studio.area
    assert area
    import_ = offered(book(new_dwellings=[(area.code, "9单元901", cast.plots[0].code)]))
    Plot.objects.filter(pk=cast.plots[0].pk).update(code="X-1")
    with pytest.raises(take_in.Moved):
        take_in.take(import_.pk, actor=ACTOR)
    import_.refresh_from_db()
    assert import_.state == State.REFUSED and import_.found["fault_count"] > 0
    assert not Dwelling.objects.filter(label="9单元901").exists()


def test_one_wrong_row_keeps_all_out_and_names_sheet_and_line(cast: Cast, book: Book) -> None:
    import_ = offered(
        book(units={cast.studio.code: {"name": "新", "parent": "没有"}, cast.hub.code: {"name": "也新"}})
    )
    assert import_.state == State.REFUSED
    ((words, count, (origin,)),) = import_.found["faults"]
    assert origin.startswith("单位 units 第 ") and count == 1 and words == "没有代码为“没有”的单位。"
    with pytest.raises(Refused):
        take_in.take(import_.pk, actor=ACTOR)
    assert Unit.objects.get(pk=cast.hub.pk).name == cast.hub.name


def test_on_request_the_right_rows_are_taken_and_the_wrong_given_back(cast: Cast, book: Book) -> None:
    edits = {cast.studio.code: {"name": "新", "parent": "没有"}, cast.hub.code: {"name": "也新"}}
    import_ = offered(book(units=edits))
    take_in.look_again(import_.pk, partly=True)
    import_ = take_in.look(import_.pk)
    assert import_.state == State.READY and difference(import_).counts == {"units": {"changed": 1}}
    take_in.take(import_.pk, actor=ACTOR)
    assert Unit.objects.get(pk=cast.hub.pk).name == "也新"
    assert Unit.objects.get(pk=cast.studio.pk).name == cast.studio.name
    import_.refresh_from_db()
    back = openpyxl.load_workbook(BytesIO(import_.wrong or b""))["单位 units"]
    assert back.max_row == 2
    assert [back["A2"].value, back.cell(2, back.max_column).value] == [
        cast.studio.code,
        f"{import_.found['faults'][0][2][0]}：没有代码为“没有”的单位。",
    ]


def test_rows_that_need_a_wrong_row_are_given_back_with_it(cast: Cast, book: Book) -> None:
    street = cast.street.code
    rows = [
        {"code": "N-1", "level": "3", "kind": "工作室", "parent": street},  # a studio is on level 4
        {"code": "N-1-1", "level": "4", "kind": "工作室", "parent": "N-1"},
        {"code": "N-2", "level": "3", "kind": "工作站", "parent": street},
    ]
    import_ = offered(book(new_units=rows), partly=True)
    assert difference(import_).counts == {"units": {"added": 1}}
    assert [words for words, _count, _rows in import_.found["faults"]] == [
        "工作室是第 4 级，不是第 3 级。",
        "没有代码为“N-1”的单位。",
    ]


def test_a_cycle_and_a_code_twice_are_told(cast: Cast, book: Book) -> None:
    rows = [{"code": "N-1", "level": "3", "kind": "工作站", "parent": cast.street.code}] * 2
    twice = offered(book(new_units=rows))
    assert "重复" in twice.found["faults"][0][0]
    cycle = offered(book(units={cast.street.code: {"parent": cast.station.code}}))
    assert any("上级绕成了圈" in words for words, _count, _rows in cycle.found["faults"])


def test_what_the_database_alone_refuses_is_said_before_anything_is_confirmed(cast: Cast, book: Book) -> None:
    holding = {"plot": cast.plots[0].code, "organisation": cast.other_branch.code, "since": "2024-01-01"}
    import_ = offered(book(new_holdings=[holding]))
    assert import_.state == State.REFUSED
    assert [words for words, _count, _rows in import_.found["faults"]] == [
        "同一责任田在同一时间只能归一个党支部。"
    ]


def test_shifted_coordinates_are_converted_when_they_are_declared(cast: Cast, book: Book) -> None:
    content = book(move=wgs84_to_gcj02)
    declared = offered(content, coordinates="gcj02")
    assert "looks_like" not in declared.found
    moves = [change.new for line in difference(declared).lines for change in line.changes]
    assert all(text.endswith("↔ 0 m") for text in moves)
    undeclared = offered(content)
    assert undeclared.found["looks_like"] == "gcj02"
    moved = [change.new for line in difference(undeclared).lines for change in line.changes]
    assert moved and not any(text.endswith("↔ 0 m") for text in moved)


def test_a_file_is_kept_sealed_for_a_day_and_then_forgotten(cast: Cast, book: Book) -> None:
    content = book(units={cast.studio.code: {"name": "新名字"}})
    waiting = offered(content)
    assert content not in bytes(waiting.content_sealed or b"") and waiting.content == content
    taken = offered(content)  # the same person's second file takes the place of the first
    assert not Import.objects.filter(pk=waiting.pk).exists()
    take_in.take(taken.pk, actor=ACTOR)
    left = offered(book())
    Import.objects.update(at=clock.now() - timedelta(hours=25))
    take_in.forget_old_imports()
    assert [row.pk for row in Import.objects.all()] == [taken.pk] and left.pk != taken.pk
    assert Import.objects.get().content is None


def test_a_job_that_breaks_off_leaves_nothing_half_and_says_so(
    cast: Cast, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_ = offered(book(units={cast.studio.code: {"name": "新名字"}}))
    assert take_in.begin_taking(import_.pk) and not take_in.begin_taking(import_.pk)

    def fail(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(take_in, "_mark_taken", fail)
        with pytest.raises(RuntimeError):
            take_import.func(import_id=str(import_.pk), actor=ACTOR)
    import_.refresh_from_db()
    assert import_.state == State.READY
    assert Unit.objects.get(pk=cast.studio.pk).name == cast.studio.name
    take_import.func(import_id=str(import_.pk), actor=ACTOR)
    import_.refresh_from_db()
    assert import_.state == State.TAKEN


def test_a_large_file_is_read_by_a_job_in_the_reader_s_language(cast: Cast, book: Book) -> None:
    with translation.override("en"):
        made = take_in.offer("a.xlsx", book(units={cast.hub.code: {"parent": "none"}}), actor=ACTOR)
    look_at_import.func(import_id=str(made.pk))
    made.refresh_from_db()
    assert made.state == State.REFUSED and "none" in made.found["faults"][0][0]
    assert "没有" not in made.found["faults"][0][0]


def test_a_file_that_was_given_up_for_another_needs_no_job(cast: Cast, book: Book) -> None:
    first = take_in.offer("a.xlsx", book(), actor=ACTOR)
    take_in.offer("b.xlsx", book(), actor=ACTOR)
    look_at_import.func(import_id=str(first.pk))
    assert [row.name for row in Import.objects.all()] == ["b.xlsx"]


def test_a_file_name_cannot_lead_out_of_its_folder(cast: Cast, tmp_path: Path) -> None:
    network_workbook(tmp_path / "a.xlsx")
    import_ = offered((tmp_path / "a.xlsx").read_bytes(), name="../../etc/net\0work.xlsx")
    assert (import_.name, import_.state) == ("etcnetwork.xlsx", State.SAME)


def test_a_workbook_without_its_sheet_of_boundaries_keeps_those_held(cast: Cast, book: Book) -> None:
    made = openpyxl.load_workbook(BytesIO(book(plots={cast.plots[0].code: {"name": "新名字"}})))
    del made["边界 boundaries"]
    out = BytesIO()
    made.save(out)
    import_ = offered(out.getvalue())
    assert difference(import_).counts == {"plots": {"changed": 1}}
    take_in.take(import_.pk, actor=ACTOR)
    assert Plot.objects.get(pk=cast.plots[0].pk).boundary == cast.plots[0].boundary
