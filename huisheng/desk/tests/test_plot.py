"""A plot's page and its sign: where it is and who answers for it, now and on any day."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from huisheng.cases.tests.matters import asked
from huisheng.core import clock
from huisheng.network import tree
from huisheng.network.models import OwnersCommittee, PlotHolding, PlotHub, Team
from huisheng.people.models import Consent
from tests.cast import Cast, add_person, appoint, sign_in


@pytest.fixture
def page(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)

    def read(**asked_for: str) -> str:
        answer = client.get(reverse("desk:plot", args=[cast.plots[0].code]), asked_for)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def test_it_shows_the_five_levels_and_marks_who_is_on_the_spot(page, cast: Cast):
    PlotHub.objects.create(plot=cast.plots[0], unit=cast.hub, since=date(2020, 1, 1))
    html = page()
    for unit in (cast.bureau, cast.centre, cast.street, cast.station, cast.studio):
        assert reverse("desk:unit", args=[unit.code]) in html
    assert cast.hub.name in html
    assert re.search(r"锦江花园工作室</a>\s*<span class=\"tag\">在现场", html)


def test_it_shows_the_branch_and_its_secretary(page, cast: Cast):
    appoint([(add_person("书记甲"), "secretary", cast.branch)])
    html = page()
    assert cast.branch.name in html and "书记甲" in html


def test_who_was_responsible_on_a_day_is_answered(page, cast: Cast):
    PlotHolding.objects.filter(plot=cast.plots[0]).update(until=date(2026, 5, 1))
    PlotHolding.objects.create(plot=cast.plots[0], organisation=cast.other_branch, since=date(2026, 5, 1))
    tree.forget()
    before, after = page(on="2026-04-30"), page(on="2026-05-03")
    said = [html[html.index('id="on"') : html.index("timeline-when")] for html in (before, after)]
    assert cast.branch.name in said[0] and cast.other_branch.name not in said[0]
    assert cast.other_branch.name in said[1]
    assert "那一天还没有这块责任田。" in page(on="1999-01-01")


def test_a_day_that_is_none_is_said_by_the_field(page):
    assert "日期写成 2026-05-03 这样。" in page(on="三号")


def test_team_hub_committee_and_what_is_missing(page, cast: Cast):
    assert "没有服务团队" in page() and "没有中心户" in page()
    since = clock.today() - timedelta(days=1)
    Team.objects.create(plot=cast.plots[0], name="锦江服务队", since=since)
    OwnersCommittee.objects.create(
        plot=cast.plots[0], name="锦江业委会", office_phone="0431-00000001", since=since
    )
    (post,) = appoint([(add_person("志愿者乙"), "volunteer", cast.plots[0])])
    Consent.objects.create(appointment=post, way="paper", taken_on=since)
    html = page()
    assert all(words in html for words in ("锦江服务队", "锦江业委会", "0431-00000001", "志愿者乙"))
    assert "没有服务团队" not in html


def test_a_plot_without_a_branch_says_so(page, cast: Cast):
    PlotHolding.objects.filter(plot=cast.plots[0]).update(until=date(2026, 5, 1))
    tree.forget()
    assert "没有党支部" in page()


def test_open_matters_are_counted_only_for_those_who_see_them(page, client: Client, cast: Cast):
    asked(cast)
    assert "没办完的诉求" in page()
    client.logout()
    sign_in(client, cast.he_san)
    assert "没办完的诉求" not in page()


@override_settings(PUBLIC_ADDRESS="https://example.org")
def test_the_sign_bears_the_code_in_letters_and_as_a_picture(client: Client, cast: Cast):
    plot = cast.plots[0]
    answer = sign_in(client, cast.wang_fang).get(reverse("desk:plot_sign", args=[plot.code]))
    html = answer.content.decode()
    assert plot.sign_code in html and cast.branch.name in html and 'class="qr"' in html
    assert answer.context["link"] == f"https://example.org/p/{plot.sign_code}"


def test_the_code_on_the_sign_leads_residents_to_their_page(client: Client, cast: Cast):
    assert client.get(f"/p/{cast.plots[0].sign_code}").status_code in (200, 302)
