"""Undoing an import with members: everything as it was, whom it added erased, or the reason."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from huisheng.core import clock
from huisheng.network.actions import take_in
from huisheng.network.actions.undo_import import undo_import
from huisheng.network.editing import Refused
from huisheng.network.files.words import sheet_of
from huisheng.network.files.writing import network_workbook
from huisheng.network.models import Organisation
from huisheng.people.actions.members import change_member
from huisheng.people.actions.undo_members import KEPT, forget_imported_members
from huisheng.people.models import ImportedMember, Member, MemberChange, Person
from huisheng.people.tests.rosters import (
    ACTOR,
    SHEET,
    State,
    book,
    difference,
    everything,
    members,
    offered,
    steps,
)
from tests.cast import Cast, appoint

__all__ = ["members"]  # the fixture


def test_undone_everything_is_as_it_was_and_who_was_added_is_gone(cast: Cast, members: list[Member]) -> None:
    before, people = everything(), Person.objects.count()
    edits = {members[0].number: {"state": "已去世", "state_since": "2026-01-02", "name": "改名"}}
    import_ = offered(book(edits, [{"organisation": cast.branch.code}]))
    take_in.take(import_.pk, actor=ACTOR)
    assert everything() != before
    undo_import(import_.pk, actor=8)
    undo_import(import_.pk, actor=8)
    assert everything() == before and Person.objects.count() == people
    assert steps(members[0]) == ["join", "die", "correct"]
    assert list(MemberChange.objects.order_by("id").values_list("kind", flat=True))[-2:] == [
        "strike",
        "correct",
    ]
    assert offered(book()).state == State.SAME


def test_members_of_an_organisation_that_the_same_file_added_go_with_it(
    cast: Cast, members: list[Member], tmp_path: Path
) -> None:
    network_workbook(tmp_path / "all.xlsx", ["members"])
    made = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert cast.branch.superior
    made[sheet_of("organisations")].append(
        ["N-1", "新支部", "党支部", "社区", cast.branch.superior.code, None, "2024-01-01", None, "否"]
    )
    made[SHEET].append(["B-1", "新党员", "N-1", "2024-07-01", "在册", "2024-07-01", "否"])
    made.save(tmp_path / "new.xlsx")
    before = everything()
    import_ = offered((tmp_path / "new.xlsx").read_bytes())
    assert difference(import_).counts == {"organisations": {"added": 1}, "members": {"added": 1}}
    take_in.take(import_.pk, actor=ACTOR)
    undo_import(import_.pk, actor=8)
    assert everything() == before and not Organisation.objects.filter(code="N-1").exists()


def test_a_member_who_was_changed_since_is_named_by_number_and_nothing_is_undone(
    cast: Cast, members: list[Member]
) -> None:
    import_ = offered(book({members[0].number: {"name": "改名"}}))
    take_in.take(import_.pk, actor=ACTOR)
    change_member(members[0], "suspend", day=date(2026, 1, 1), actor=None)
    with pytest.raises(Refused) as refused:
        undo_import(import_.pk, actor=8)
    assert str(refused.value.problems[""]).startswith(f"导入以后有人改过：党员 {members[0].number}。")


def test_who_got_a_post_meanwhile_is_not_erased(cast: Cast, members: list[Member]) -> None:
    import_ = offered(book(new=[{"organisation": cast.branch.code}]))
    take_in.take(import_.pk, actor=ACTOR)
    appoint([(Person.objects.get(name="新党员"), "secretary", cast.branch)])
    with pytest.raises(Refused):
        undo_import(import_.pk, actor=8)
    assert Member.objects.count() == 4


def test_two_imports_of_members_are_undone_one_after_the_other(cast: Cast, members: list[Member]) -> None:
    before = everything()
    first = offered(book({members[0].number: {"name": "一"}}))
    take_in.take(first.pk, actor=ACTOR)
    second = offered(book({members[0].number: {"name": "二"}}))
    take_in.take(second.pk, actor=ACTOR)
    with pytest.raises(Refused) as refused:
        undo_import(first.pk, actor=8)
    assert f"这次收的又有改动：党员 {members[0].number}。" in str(refused.value.problems[""])
    undo_import(second.pk, actor=8)
    undo_import(first.pk, actor=8)
    assert everything() == before


def test_after_thirty_days_what_was_before_is_forgotten(cast: Cast, members: list[Member]) -> None:
    import_ = offered(book({members[0].number: {"name": "改名"}}))
    take_in.take(import_.pk, actor=ACTOR)
    ImportedMember.objects.update(at=clock.now() - KEPT - timedelta(hours=1))
    forget_imported_members()
    with pytest.raises(Refused) as refused:
        undo_import(import_.pk, actor=8)
    assert "收得太久" in str(refused.value.problems[""])
    assert Person.objects.get(member=members[0]).name == "改名"
