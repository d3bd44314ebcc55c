"""The register of members on the screen: for registrars only, each look on record, never a contact."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.people.actions.members import change_member, take_in_member
from huisheng.people.models import Appointment, Member
from huisheng.people.models.consent import Consent
from tests.cast import Cast, add_person, appoint, sign_in

PHONE = "13804317777"


@pytest.fixture
def registrar(client: Client, cast: Cast) -> Client:
    person = add_person("许册", "xu.ce")
    appoint([(person, "registrar", cast.centre)])
    return sign_in(client, person)


@pytest.fixture
def member(cast: Cast) -> Member:
    """The branch's secretary, who came from another branch; a volunteer on a plot without having agreed to be named."""
    person = add_person("党员乙")
    person.seal_phone(PHONE)
    person.save(update_fields=["phone_sealed"])
    made = take_in_member(
        person, cast.other_branch.pk, joined=date(2001, 7, 1), day=date(2001, 7, 1), kind="join", actor=None
    )
    change_member(made, "transfer_out", day=date(2020, 3, 1), actor=None)
    moved = change_member(made, "transfer_in", day=date(2020, 4, 1), actor=None, organisation=cast.branch.pk)
    appoint([(person, "secretary", cast.branch), (person, "volunteer", cast.plots[0])])
    return moved


def page(client: Client, member: Member) -> str:
    return client.get(reverse("desk:member", args=[member.number])).content.decode()


def test_it_shows_branch_posts_plots_and_history_and_no_contact(
    registrar: Client, cast: Cast, member: Member
) -> None:
    said = page(registrar, member)
    for shown in ("党员乙", member.number, cast.branch.name, "书记", cast.plots[0].code, "转出", "转入"):
        assert shown in said, shown
    assert cast.other_branch.name in said and "2001年7月1日" in said
    assert PHONE not in said


def test_a_place_in_a_team_is_shown_with_consent_only(registrar: Client, member: Member) -> None:
    assert "党建志愿者" not in page(registrar, member)
    post = Appointment.objects.get(person=member.person_id, role="volunteer")
    Consent.objects.create(appointment=post, way=Consent.Way.PAPER, taken_on=date(2026, 1, 1))
    assert "党建志愿者" in page(registrar, member)


def test_a_post_that_was_called_off_before_it_began_was_never_held(registrar: Client, member: Member) -> None:
    began = clock.today() + timedelta(days=20)
    post = Appointment.objects.get(person=member.person_id, role="secretary")
    for day in (began, clock.today() - timedelta(days=20)):
        Appointment.objects.filter(pk=post.pk).update(since=day, until=day)
        said = page(registrar, member)
        assert "以前担任过" not in said and "书记" not in said


def test_the_organisation_lists_whom_it_keeps_and_nobody_who_left(
    registrar: Client, cast: Cast, member: Member
) -> None:
    address = reverse("desk:members", args=[cast.branch.code])
    assert address in registrar.get(reverse("desk:organisation", args=[cast.branch.code])).content.decode()
    listed = registrar.get(address).content.decode()
    assert "党员乙" in listed and reverse("desk:member", args=[member.number]) in listed
    other = registrar.get(reverse("desk:members", args=[cast.other_branch.code])).content.decode()
    assert "党员乙" not in other
    change_member(member, "die", day=date(2026, 1, 5), actor=None)
    assert "党员乙" not in registrar.get(address).content.decode()
    assert "已去世" in page(registrar, member)


def test_each_look_is_on_record_by_number_only(registrar: Client, cast: Cast, member: Member) -> None:
    registrar.get(reverse("desk:members", args=[cast.branch.code]))
    page(registrar, member)
    page(registrar, member)
    looks = AuditEntry.objects.filter(action__in=("members_read", "member_read")).order_by("id")
    assert [(look.action, look.subject) for look in looks] == [
        ("members_read", f"organisation:{cast.branch.pk}"),
        ("member_read", f"member:{member.pk}"),
        ("member_read", f"member:{member.pk}"),
    ]


def test_whoever_keeps_the_network_sees_neither_page_nor_link(
    client: Client, cast: Cast, member: Member
) -> None:
    keeper = sign_in(client, cast.sun_li)
    for address in (
        reverse("desk:member", args=[member.number]),
        reverse("desk:members", args=[cast.branch.code]),
    ):
        assert keeper.get(address).status_code == 403
    said = keeper.get(reverse("desk:organisation", args=[cast.branch.code])).content.decode()
    assert reverse("desk:members", args=[cast.branch.code]) not in said and "不在网上列" in said
    assert not AuditEntry.objects.filter(action="member_read").exists()


def test_it_speaks_english(registrar: Client, cast: Cast, member: Member) -> None:
    registrar.cookies["language"] = "en"
    assert "Changes in the register" in page(registrar, member)
    listed = registrar.get(reverse("desk:members", args=[cast.branch.code])).content.decode()
    assert "<h1>Register of members</h1>" in listed


def test_an_unknown_number_is_nobody(registrar: Client) -> None:
    assert registrar.get(reverse("desk:member", args=["23456789"])).status_code == 404
