"""The invented people of the demo district, and how one signs in as them."""

import re
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from huisheng.core import clock
from huisheng.network import tree as network
from huisheng.people import queries
from huisheng.people.actions.load_demo_people import Loaded, load_demo_people
from huisheng.people.demo.figures import Figures, read_figures
from huisheng.people.models import Absence, Account, Appointment, Member, MemberChange, Person
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_for
from tests.cast_network import make_network

GAPS = {"secretaries": 1, "station_clerks": 1, "field_workers": 1, "hub_households": 0}


@pytest.fixture
def figures() -> Figures:
    return replace(read_figures(), members=60, transferred=0.5, missing=GAPS)


@pytest.fixture
def demo(db: None, settings: Any) -> Any:
    settings.DEMO = True
    made = make_network()
    network.forget()
    yield made
    network.forget()


@pytest.fixture
def loaded(demo: Any, figures: Figures) -> Loaded:
    return load_demo_people(figures)


def viewer(login: str) -> Any:
    return viewer_for(Account.objects.get(login=login))


def test_there_are_exactly_as_many_members_each_in_an_organisation(loaded: Loaded) -> None:
    counts = queries.member_counts(Member.objects.values_list("organisation", flat=True).distinct())
    assert (loaded.members, sum(counts.values()), len(counts)) == (60, 60, 3)
    assert min(counts.values()) >= 3


def test_where_a_member_is_follows_from_the_changes(loaded: Loaded) -> None:
    for member in Member.objects.prefetch_related("changes"):
        changes = sorted(member.changes.all(), key=lambda change: change.pk)
        assert changes[0].kind == "join"
        assert changes[-1].organisation_id == member.organisation_id
        assert changes[-1].day == member.state_since
    assert MemberChange.objects.filter(kind="transfer_in").exists()


def test_everybody_is_marked_as_invented(loaded: Loaded) -> None:
    assert not Person.objects.filter(illustrative=False).exists()
    assert not Account.objects.filter(demo=False).exists()


def test_every_role_is_there_and_every_department_street_and_most_stations_are_at_work(
    demo: Any, loaded: Loaded
) -> None:
    held = set(Appointment.objects.in_force(clock.today()).values_list("role", flat=True))
    assert held == set(queries.roles_with_account().values_list("code", flat=True)) | {
        "secretary", "hub_household", "volunteer", "caring_resident",
    }  # fmt: skip
    assert viewer("wang.fang").units_for("triage") >= {demo["station"].id}
    assert viewer("zhou.min").units_for("handle") == {demo["civil_affairs"].id}
    assert viewer("qian.li").sees_everything


def test_the_planted_gaps_are_found(demo: Any, loaded: Loaded) -> None:
    stations = [demo["station"].id, demo["next_station"].id, demo["other_station"].id]
    assert len(queries.posts_without_person(stations, ["station_clerk"])) == 1
    organisations = list(Member.objects.values_list("organisation", flat=True).distinct())
    assert len(queries.organisations_without_secretary(organisations)) == 1
    absence = Absence.objects.get()
    deputy = viewer_for(Account.objects.get(person=absence.deputy))
    assert absence.appointment.unit_id in deputy.units_for("see")


def test_a_second_time_changes_nothing(loaded: Loaded, figures: Figures) -> None:
    assert load_demo_people(figures) == Loaded()
    assert Member.objects.count() == 60


def test_outside_the_demo_they_are_not_made(demo: Any, figures: Figures, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(Refused, match="演示"):
        load_demo_people(figures)
    assert not Account.objects.exists()


def test_what_the_command_prints_signs_in(client: Client, loaded: Loaded) -> None:
    out = StringIO()
    call_command("demo_codes", stdout=out)
    printed = out.getvalue()
    password = re.search(r"Password of all: (\S+)", printed)[1]  # type: ignore[index]
    code = re.search(r"wang\.fang +(\d{6})", printed)[1]  # type: ignore[index]
    client.post("/people/sign-in", {"login": "wang.fang", "password": password})
    client.post("/people/sign-in/second", {"code": code})
    assert client.get("/people/me").status_code == 200
    assert re.findall(r"^  (\S+)", printed, re.MULTILINE) == [
        "zheng.guan", "feng.guan", "wu.shen", "qian.li", "sun.li", "xu.ce", "chen.jing", "zhou.min",
        "wang.fang", "zhao.qiang", "identity.1", "identity.2",
    ]  # fmt: skip


def test_it_says_how_to_print_the_codes_of_this_very_demo(loaded: Loaded, settings: Any) -> None:
    for address, again in (
        ("http://localhost:8797", "PORT=8797 bin/huisheng demo_codes"),
        ("https://echo.example", "with: bin/huisheng demo_codes"),
    ):
        settings.PUBLIC_ADDRESS = address
        call_command("demo_codes", stdout=(out := StringIO()))
        assert f"{address}/people/sign-in" in out.getvalue() and again in out.getvalue()


def test_outside_the_demo_the_command_prints_nothing(loaded: Loaded, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo only"):
        call_command("demo_codes", stdout=StringIO())
