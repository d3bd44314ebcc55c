"""The register of members and its changes (domain.md D7)."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from huisheng.people import queries
from huisheng.people.actions.members import change_member, take_in_member
from huisheng.people.models import Member, MemberChange
from huisheng.people.refusals import Refused
from tests.cast import Cast, add_person


@pytest.fixture
def member(cast: Cast) -> Member:
    return take_in_member(
        add_person("老党"),
        cast.branch.id,
        joined=date(1998, 7, 1),
        day=date(1998, 7, 1),
        kind="join",
        actor=None,
    )


def test_from_joining_to_another_branch(cast: Cast, member: Member) -> None:
    change_member(member, "transfer_out", day=date(2020, 1, 1), actor=None)
    assert queries.member_counts([cast.branch.id]) == {}
    change_member(member, "transfer_in", day=date(2020, 2, 1), actor=None, organisation=cast.other_branch.id)
    assert queries.member_counts([cast.branch.id, cast.other_branch.id]) == {cast.other_branch.id: 1}
    assert list(member.changes.order_by("id").values_list("kind", flat=True)) == [
        "join", "transfer_out", "transfer_in",
    ]  # fmt: skip


@pytest.mark.parametrize("steps", [["resume"], ["suspend", "transfer_out"], ["die", "suspend"]])
def test_a_change_that_does_not_follow_is_refused(member: Member, steps: list[str]) -> None:
    *before, last = steps
    for step in before:
        change_member(member, step, day=date(2020, 1, 1), actor=None)
    with pytest.raises(Refused, match="不能这样改"):
        change_member(member, last, day=date(2021, 1, 1), actor=None)


def test_a_change_before_the_last_one_is_refused(member: Member) -> None:
    with pytest.raises(Refused, match="早于"):
        change_member(member, "suspend", day=date(1990, 1, 1), actor=None)


def test_nobody_is_a_member_twice(cast: Cast, member: Member) -> None:
    with pytest.raises(Refused, match="已经在"):
        take_in_member(
            member.person,
            cast.branch.id,
            joined=date(2000, 1, 1),
            day=date(2000, 1, 1),
            kind="join",
            actor=None,
        )


def test_what_happened_to_a_member_is_not_rewritten(member: Member) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        MemberChange.objects.update(day=date(2000, 1, 1))
