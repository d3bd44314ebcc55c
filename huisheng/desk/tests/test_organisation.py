"""An organisation's page: how many members, never who."""

from datetime import date

from django.test import Client
from django.urls import reverse

from huisheng.network.models import PlotHolding
from huisheng.people.models import Member
from tests.cast import Cast, add_people, add_person, appoint, sign_in


def organisation_page(client: Client, cast: Cast) -> str:
    return (
        sign_in(client, cast.sun_li)
        .get(reverse("desk:organisation", args=[cast.branch.code]))
        .content.decode()
    )


def test_it_shows_superior_sector_area_and_secretary(client: Client, cast: Cast):
    appoint([(add_person("书记甲"), "secretary", cast.branch)])
    page = organisation_page(client, cast)
    assert reverse("desk:organisation", args=["DW"]) in page
    assert "党支部" in page and "社区" in page and "书记甲" in page
    assert reverse("desk:area", args=["A-community"]) in page


def test_members_are_counted_and_not_named(client: Client, cast: Cast):
    people = add_people([(f"党员{letter}", "") for letter in "甲乙丙丁"])
    day = date(2020, 1, 1)
    Member.objects.bulk_create(
        Member(person=person, organisation=cast.branch, joined=day, state_since=day) for person in people
    )
    page = organisation_page(client, cast)
    assert "在册 4 名" in page and "党员甲" not in page


def test_fewer_than_three_members_are_marked(client: Client, cast: Cast):
    assert "不到 3 名" in organisation_page(client, cast)


def test_plots_held_now_and_before_are_told_apart(client: Client, cast: Cast):
    PlotHolding.objects.filter(plot=cast.plots[0]).update(until=date(2026, 5, 1))
    page = organisation_page(client, cast)
    now, before = page.split("以前负责过")
    assert cast.plots[1].code in now and cast.plots[0].code not in now
    assert cast.plots[0].code in before


def test_without_a_secretary_it_says_so(client: Client, cast: Cast):
    assert "没有书记" in organisation_page(client, cast)
