"""The cast's register of members as a workbook that somebody edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from huisheng.network.actions import take_in
from huisheng.network.difference import Difference, from_json
from huisheng.network.files.words import field_of, sheet_of
from huisheng.network.files.writing import further_workbook
from huisheng.network.models import Import
from huisheng.people.actions.members import change_member, take_in_member
from huisheng.people.models import Member, MemberChange
from tests.cast import Cast, add_person

ACTOR = 7
SHEET = sheet_of("members")
State = Import.State


@pytest.fixture
def members(cast: Cast) -> list[Member]:
    """三名党员 of the cast's branch, one of whom is suspended."""
    made = [
        take_in_member(
            add_person(name),
            cast.branch.id,
            joined=date(1998, 7, 1),
            day=date(1998, 7, 1),
            kind="join",
            actor=None,
        )
        for name in ("老党甲", "老党乙", "老党丙")
    ]
    return [*made[:2], change_member(made[2], "suspend", day=date(2020, 1, 1), actor=None)]


def book(edits: dict[str, dict[str, str]] | None = None, new: Sequence[dict[str, str]] = ()) -> bytes:
    """The register as it goes out, with edits by number, and rows behind it."""
    out = BytesIO()
    further_workbook(out, ["members"])
    made = openpyxl.load_workbook(out)
    sheet = made[SHEET]
    fields = [field_of(cell.value, "members") for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for name, text in (edits or {}).get(row[0].value, {}).items():
            row[fields.index(name)].value = text
    usual = {"name": "新党员", "joined": "2024-07-01", "state": "在册", "state_since": "2024-07-01"}
    for row in new:
        sheet.append([{**usual, **row}.get(name) for name in fields])
    changed = BytesIO()
    made.save(changed)
    return changed.getvalue()


def offered(content: bytes, **more: Any) -> Import:
    given = {"may_be_personal": True, **more}
    return take_in.look(take_in.offer("党员.xlsx", content, actor=ACTOR, **given).pk)


def difference(import_: Import) -> Difference:
    return from_json(import_.found["difference"], import_.personal_lines)


def faults(import_: Import) -> list[str]:
    assert import_.state == State.REFUSED
    return [words for words, _count, _rows in import_.found["faults"]]


def everything() -> list[tuple[Any, ...]]:
    columns = (
        "number",
        "person__name",
        "organisation",
        "joined",
        "state",
        "state_since",
        "person__illustrative",
    )
    return sorted(Member.objects.values_list(*columns))


def steps(member: Member) -> list[str]:
    return list(MemberChange.objects.filter(member=member.pk).order_by("id").values_list("kind", flat=True))
