"""Rows of members that cannot be taken in, and files that may not hold them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from huisheng.core import clock
from huisheng.network.actions import take_in
from huisheng.network.files.writing import network_workbook
from huisheng.network.models import Import, Organisation
from huisheng.people.models import Member, Person
from huisheng.people.tests.rosters import (
    ACTOR,
    SHEET,
    State,
    book,
    difference,
    faults,
    members,
    offered,
)
from tests.cast import Cast

__all__ = ["members"]  # the fixture


def test_two_who_share_name_branch_and_day_are_told_apart_by_number_only(
    cast: Cast, members: list[Member]
) -> None:
    twins = [{"number": number, "organisation": cast.branch.code} for number in ("A-1", "A-2")]
    take_in.take(offered(book(new=twins)).pk, actor=ACTOR)
    assert faults(offered(book(new=[{"organisation": cast.branch.code}]))) == [
        "有 2 名党员的姓名、党组织和入党日期都一样。请写上党员编号。"
    ]


def test_one_person_in_two_rows_is_refused(cast: Cast, members: list[Member]) -> None:
    row = {
        "name": "老党甲",
        "organisation": cast.branch.code,
        "joined": "1998-07-01",
        "state_since": "1998-07-01",
    }
    (words,) = faults(offered(book(new=[row])))
    assert words == f"和 {SHEET} 第 2 行 是同一个人。不是的话，请写上党员编号。"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (
            {"state": "在册", "organisation": "没有", "state_since": "2026-01-01"},
            "没有代码为“没有”的党组织。",
        ),
        ({"state": "已转出", "state_since": "2026-01-01"}, "这名党员现在是“停止党籍”，不能改成“已转出”。"),
        ({"state": "在册", "state_since": "2019-01-01"}, "“状态起”早于上一次变动（2020-01-01）。"),
        ({"state_since": "1990-01-01"}, "“状态起”早于入党日期。"),
        ({"state": "在册", "state_since": "2999-01-01"}, "日期还没有到。到了那一天再导入。"),
        ({"state": "离开"}, "状态不认得“离开”。可以写：在册、停止党籍、已转出、已去世。"),
        ({"number": "甲 1"}, "党员编号只用数字、字母和连字符。"),
        ({"name": ""}, "缺少姓名。"),
        ({"joined": "昨天"}, "“昨天”不是日期，请写成 2026-05-03。"),
    ],
)
def test_what_is_wrong_is_said_by_row_in_plain_words(
    cast: Cast, members: list[Member], edit: dict[str, str], words: str
) -> None:
    import_ = offered(book({members[2].number: edit}))
    assert words in faults(import_)
    assert import_.found["faults"][0][2] == [f"{SHEET} 第 4 行"]


def test_a_branch_that_ended_keeps_nobody(cast: Cast, members: list[Member]) -> None:
    Organisation.objects.filter(pk=cast.other_branch.pk).update(until=clock.today())
    edit = {"organisation": cast.other_branch.code, "state_since": "2026-02-01"}
    assert faults(offered(book({members[0].number: edit}))) == [
        f"党组织“{cast.other_branch.code}”已经撤销。请写党员转到了哪里。"
    ]


def test_changing_the_branch_needs_the_day_on_which_it_happened(cast: Cast, members: list[Member]) -> None:
    edit = {members[0].number: {"organisation": cast.other_branch.code}}
    assert faults(offered(book(edit))) == ["换了党组织，“状态起”要写转过去的那一天，晚于 1998-07-01。"]


def test_right_rows_are_taken_on_request_and_the_wrong_given_back(cast: Cast, members: list[Member]) -> None:
    edits = {members[0].number: {"name": "改名"}, members[1].number: {"organisation": "没有"}}
    import_ = offered(book(edits), partly=True)
    assert difference(import_).counts == {"members": {"changed": 1}}
    take_in.take(import_.pk, actor=ACTOR)
    assert Person.objects.get(member=members[0]).name == "改名"
    back = openpyxl.load_workbook(BytesIO(Import.objects.get(pk=import_.pk).wrong or b""))[SHEET]
    assert (back.max_row, back["A2"].value) == (2, members[1].number)


def test_whoever_may_not_gives_in_no_members_and_nothing_of_the_file_stays(
    cast: Cast, members: list[Member]
) -> None:
    import_ = offered(book({members[0].number: {"name": "改名"}}), may_be_personal=False)
    assert faults(import_) == ["这张表不归您管，整份文件都没有留下。去掉这张表再传，或者请管它的人来导入。"]
    assert (import_.content_sealed, import_.wrong_sealed, import_.personal_sealed) == (None, None, None)


def test_who_keeps_the_register_alone_changes_nothing_else(
    cast: Cast, members: list[Member], tmp_path: Path
) -> None:
    network_workbook(tmp_path / "all.xlsx", ["members"])
    import_ = offered((tmp_path / "all.xlsx").read_bytes(), may_be_network=False)
    assert import_.found["fault_count"] > 0 and import_.content_sealed is None
    assert offered(book(), may_be_network=False).state == State.SAME
