"""The register of members as a sheet of the network's files: out, looked at, taken in."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from huisheng.core import clock
from huisheng.network.actions import take_in
from huisheng.network.files.writing import network_workbook, template_workbook
from huisheng.network.models import Import
from huisheng.people.actions.load_members import load_members
from huisheng.people.models import Member, Person
from huisheng.people.queries import member_counts
from huisheng.people.tests.rosters import (
    ACTOR,
    SHEET,
    State,
    book,
    difference,
    members,
    offered,
    steps,
)
from tests.cast import Cast

__all__ = ["members"]  # the fixture


def test_what_went_out_comes_in_again_without_a_change(cast: Cast, members: list[Member]) -> None:
    import_ = offered(book())
    assert import_.state == State.SAME and import_.found["same"]["members"] == 3


def test_the_sheet_says_everything_and_nothing_more(cast: Cast, members: list[Member]) -> None:
    sheet = openpyxl.load_workbook(BytesIO(book()))[SHEET]
    assert [cell.value.split("\n")[0] for cell in sheet[1]] == [
        "党员编号", "姓名", "所在党组织", "入党日期", "状态", "状态起", "示意数据",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[4]] == [
        members[2].number, "老党丙", cast.branch.code, "1998-07-01", "停止党籍", "2020-01-01", "否",
    ]  # fmt: skip


def test_members_are_in_no_general_workbook_and_the_template_shows_how_they_are_written(
    cast: Cast, members: list[Member], tmp_path: Path
) -> None:
    network_workbook(tmp_path / "network.xlsx")
    template_workbook(tmp_path / "template.xlsx")
    assert SHEET not in openpyxl.load_workbook(tmp_path / "network.xlsx").sheetnames
    assert "老党甲" not in str(
        [row for sheet in openpyxl.load_workbook(tmp_path / "network.xlsx") for row in sheet.values]
    )
    template = openpyxl.load_workbook(tmp_path / "template.xlsx")
    assert template[SHEET]["A2"].value.startswith("示例")
    assert any(row[2] == "members" or row[0] == SHEET for row in template["说明 Legend"].values)
    assert offered((tmp_path / "template.xlsx").read_bytes(), may_be_personal=False).found["fault_count"] == 0


def test_added_changed_and_gone_are_shown_and_then_happen(cast: Cast, members: list[Member]) -> None:
    first, second, third = members
    import_ = offered(
        book(
            {
                first.number: {"state": "已去世", "state_since": "2026-01-02"},
                second.number: {"organisation": cast.other_branch.code, "state_since": "2026-02-01"},
                third.number: {"state": "在册", "state_since": "2026-03-01", "name": "老党丁"},
            },
            [{"number": "A-001", "organisation": cast.branch.code}],
        )
    )
    shown = difference(import_)
    assert shown.counts == {"members": {"added": 1, "changed": 2, "closed": 1}}
    lines = {
        line.key: (line.what, [(each.field, each.old, each.new) for each in line.changes])
        for line in shown.lines
    }
    assert lines[second.number] == (
        "changed",
        [
            ("organisation", cast.branch.code, cast.other_branch.code),
            ("state_since", "1998-07-01", "2026-02-01"),
        ],
    )
    assert lines[first.number][0] == "closed" and lines["A-001"] == ("added", [])
    assert member_counts([cast.branch.id]) == {cast.branch.id: 2}
    take_in.take(import_.pk, actor=ACTOR)
    assert member_counts([cast.branch.id, cast.other_branch.id]) == {
        cast.branch.id: 2,
        cast.other_branch.id: 1,
    }
    assert steps(second) == ["join", "transfer_out", "transfer_in"]
    assert steps(third) == ["join", "suspend", "resume"] and steps(first) == ["join", "die"]
    assert Person.objects.get(member=third).name == "老党丁"
    assert offered(book()).state == State.SAME


def test_confirming_twice_takes_in_once(cast: Cast, members: list[Member]) -> None:
    import_ = offered(book(new=[{"organisation": cast.branch.code}]))
    take_in.take(import_.pk, actor=ACTOR)
    take_in.take(import_.pk, actor=ACTOR)
    assert Member.objects.count() == 4


def test_who_comes_without_a_number_gets_one_and_is_known_by_it_or_by_the_rest(
    cast: Cast, members: list[Member]
) -> None:
    content = book(new=[{"organisation": cast.branch.code}])
    take_in.take(offered(content).pk, actor=ACTOR)
    made = Member.objects.get(person__name="新党员")
    assert len(made.number) == 8
    assert offered(content).state == State.SAME
    assert offered(book()).state == State.SAME


def test_names_lie_nowhere_but_sealed_and_go_after_a_day(cast: Cast, members: list[Member]) -> None:
    import_ = offered(book(new=[{"organisation": cast.branch.code}]))
    assert "新党员" not in str(import_.found) and "新党员".encode() not in bytes(
        import_.personal_sealed or b""
    )
    take_in.take(import_.pk, actor=ACTOR)
    Import.objects.update(at=clock.now() - timedelta(hours=25))
    take_in.forget_old_imports()
    import_.refresh_from_db()
    assert import_.personal_lines is None and difference(import_).counts == {"members": {"added": 1}}


def test_numbers_that_are_made_up_collide_with_none(
    cast: Cast, members: list[Member], monkeypatch: Any
) -> None:
    from huisheng.people.actions import load_members as module
    from huisheng.people.roster.rows import MemberRow

    made = iter([members[0].number, "FREE2222", "FREE2222", "FREE3333"])
    monkeypatch.setattr(module, "new_member_number", lambda: next(made))
    day = date(2024, 1, 1)
    rows = [MemberRow("", f"新{at}", cast.branch.code, day, "active", day, False) for at in range(2)]
    run = Import(at=clock.now()).pk
    assert load_members(rows, {cast.branch.code: cast.branch.id}, run) == (2, 0, 0)
    assert set(Member.objects.filter(person__name__startswith="新").values_list("number", flat=True)) == {
        "FREE2222", "FREE3333",
    }  # fmt: skip
