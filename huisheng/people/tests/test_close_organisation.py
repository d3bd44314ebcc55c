"""An organisation with members or posts does not close: the act itself asks, under its lock."""

from __future__ import annotations

from datetime import date

import pytest

from huisheng.core import clock
from huisheng.core.ids import uuid7
from huisheng.network.actions.close_organisation import close_organisation
from huisheng.network.actions.load_network import load_rows
from huisheng.network.editing import Refused as NetworkRefusedAct
from huisheng.network.faults import NetworkRefused
from huisheng.network.kinds import KINDS
from huisheng.network.models import Organisation, PlotHolding
from huisheng.network.queries.rows import held_rows
from huisheng.network.rows import Bundle
from huisheng.network.tests.asking import asked, at_once
from huisheng.people.actions.load_members import load_members
from huisheng.people.actions.members import change_member, take_in_member
from huisheng.people.actions.persons import appoint_to_team
from huisheng.people.models import Member, Role
from huisheng.people.refusals import Refused
from huisheng.people.roster.rows import MemberRow
from tests.cast import Cast, add_person, appoint

DAY = date(2000, 7, 1)


def joined(cast: Cast, name: str = "老党") -> Member:
    return take_in_member(add_person(name), cast.branch.id, joined=DAY, day=DAY, kind="join", actor=None)


def refusal(organisation: Organisation) -> str:
    with pytest.raises(NetworkRefusedAct) as refused:
        close_organisation(organisation.pk, asked(organisation))
    assert not Organisation.objects.filter(pk=organisation.pk, until__isnull=False).exists()
    return str(refused.value.problems[""])


@pytest.fixture
def branch(cast: Cast) -> Organisation:
    """A branch without plots."""
    PlotHolding.objects.filter(organisation=cast.branch).delete()
    return cast.branch


def test_members_go_elsewhere_first_suspended_ones_too(cast: Cast, branch: Organisation) -> None:
    first, second = joined(cast), joined(cast, "老党乙")
    change_member(second, "suspend", day=date(2020, 1, 1), actor=None)
    assert refusal(branch) == "它还有2 名党员。先交给别的党组织，再撤销。"
    for member, step in ((first, "transfer_out"), (second, "die")):
        change_member(member, step, day=date(2021, 1, 1), actor=None)
    close_organisation(branch.pk, asked(branch))
    assert Organisation.objects.get(pk=branch.pk).until == clock.today()


def test_posts_end_first(cast: Cast, branch: Organisation) -> None:
    (post,) = appoint([(add_person("书记"), "secretary", branch)])
    assert refusal(branch) == "它还有1 个在任的岗位。先交给别的党组织，再撤销。"
    post.until = clock.today()
    post.save()
    close_organisation(branch.pk, asked(branch))


def test_nobody_joins_or_gets_a_post_where_it_is_closed(cast: Cast, branch: Organisation) -> None:
    close_organisation(branch.pk, asked(branch))
    with pytest.raises(Refused, match="已经撤销"):
        joined(cast)
    with pytest.raises(Refused, match="已经撤销"):
        appoint_to_team(
            add_person("书记"), Role.objects.get(code="secretary"), actor=None, organisation_id=branch.pk
        )


def test_a_file_closes_it_only_when_its_members_go_in_the_same_file(cast: Cast, branch: Organisation) -> None:
    member = joined(cast)
    ended = [row._replace(until=clock.today()) for row in held_rows(KINDS["organisations"], [branch.code])]
    with pytest.raises(NetworkRefused) as refused:
        load_rows(Bundle(organisations=ended))
    assert [fault.message for fault in refused.value.faults] == ["它还有1 名党员。先交给别的党组织，再撤销。"]
    moved = MemberRow(member.number, "老党", cast.other_branch.code, DAY, "active", clock.today(), False)
    load_rows(Bundle(organisations=ended, further={"members": [moved]}))
    assert Organisation.objects.get(pk=branch.pk).until == clock.today()


def test_rows_that_were_checked_before_it_closed_are_refused_when_they_are_written(
    cast: Cast, branch: Organisation
) -> None:
    close_organisation(branch.pk, asked(branch))
    row = MemberRow("A-1", "新", branch.code, DAY, "active", DAY, False)
    with pytest.raises(NetworkRefused):
        load_members([row], {branch.code: branch.pk}, uuid7())
    assert not Member.objects.exists()


def test_of_joining_and_closing_at_once_one_is_told(committed_cast: Cast) -> None:
    branch = committed_cast.branch
    PlotHolding.objects.filter(organisation=branch).delete()
    person, ask = add_person("老党"), asked(branch)

    def join() -> None:
        try:
            take_in_member(person, branch.id, joined=DAY, day=DAY, kind="join", actor=None)
        except Refused as refused:
            raise NetworkRefusedAct({"": refused.message}) from refused

    assert at_once(join, lambda: close_organisation(branch.pk, ask)) == ["Refused", "done"]
    closed = Organisation.objects.filter(pk=branch.pk, until__isnull=False).exists()
    assert closed != Member.objects.exists()
