"""A matter about a unit: its people, and whoever stands below, find it on no page and in no count of the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.cases.models import Case
from huisheng.cases.tests.matters import asked, case_of, viewer
from huisheng.core import clock
from huisheng.desk.queries import workload
from tests.cast import Cast, appoint, sign_in

WORDS = "工作站的人收了材料不给回执，还骂人。"


@pytest.fixture
def accusing(cast: Cast) -> Case:
    """About the station; at the street's desk, late, and asked from the station's own land."""
    case = case_of(asked(cast, words=WORDS, about_a_unit=True, accused_unit_id=cast.station.pk))
    assert case.unit_id == cast.street.pk
    Case.objects.filter(pk=case.pk).update(due_at=clock.now())
    return case


def pages(case: Case, cast: Cast) -> list[str]:
    """Every page of the desk on which it could stand."""
    stations = [
        f"{reverse('desk:board')}?unit={unit.code}" for unit in (cast.street, cast.station, cast.centre)
    ]
    shows = [f"{reverse('desk:board')}?show={kind}" for kind in ("late", "triage", "sign", "returned")]
    return [
        reverse("desk:my_day"),
        *stations,
        *shows,
        reverse("desk:board_duty", args=[case.number]),
        reverse("desk:unit", args=[cast.station.code]),
        reverse("desk:unit", args=[cast.street.code]),
        reverse("desk:plot", args=[cast.plots[0].code]),
        f"{reverse('desk:network')}?q={case.number}",
    ]


def mentions(client: Client, person: object, case: Case, cast: Cast) -> list[str]:
    workload.forget()
    sign_in(client, person)  # type: ignore[arg-type]
    found = [(page, client.get(page).content.decode()) for page in pages(case, cast)]
    client.logout()
    return [page for page, html in found if case.title in html or f"/cases/{case.number}" in html]


def test_the_accused_and_those_below_find_it_nowhere(client: Client, cast: Cast, accusing: Case):
    # Even when they hold posts above that would show it.
    appoint([(cast.wang_fang, "dispatcher", cast.street), (cast.zhao_qiang, "dispatcher", cast.centre)])
    for person in (cast.wang_fang, cast.zhao_qiang):
        assert mentions(client, person, accusing, cast) == []


def test_an_outsider_finds_it_nowhere(client: Client, cast: Cast, accusing: Case):
    for person in (cast.he_san, cast.zhou_min, cast.wu_shen, cast.zheng_guan):
        assert mentions(client, person, accusing, cast) == []


def test_those_above_find_it_on_the_board(client: Client, cast: Cast, accusing: Case):
    assert reverse("desk:board") + "?show=triage" in mentions(client, cast.sun_li, accusing, cast)


def test_counts_leave_it_out_for_the_accused_and_not_for_others(cast: Cast, accusing: Case):
    appoint([(cast.wang_fang, "dispatcher", cast.street)])
    workload.forget()
    held = workload.workload()
    for person, open_ in ((cast.wang_fang, 0), (cast.sun_li, 1)):
        tally = held.of([cast.street.pk], viewer(person))[cast.street.pk]
        assert (tally.open, tally.triage) == (open_, open_)


def test_a_person_who_is_accused_finds_it_nowhere_either(client: Client, cast: Cast, accusing: Case):
    Case.objects.filter(pk=accusing.pk).update(accused_unit=None, accused_person_id=cast.sun_li.pk)
    assert mentions(client, cast.sun_li, accusing, cast) == []
    held = workload.workload()
    assert held.of([cast.centre.pk], viewer(cast.sun_li))[cast.centre.pk].open == 0
