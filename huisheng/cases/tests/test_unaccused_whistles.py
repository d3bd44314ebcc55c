"""A whistle that was blown while the case was about a unit: who was meant, and watches from above, is not told."""

import pytest
from django.urls import reverse

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.lift import lift_accusation
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.actions.whistle import Blow, blow_whistle
from huisheng.cases.models import Case, Whistle
from huisheng.cases.queries.whistle_lists import by_unit, overlooked
from huisheng.cases.tests.matters import category_id, handling, token, viewer
from huisheng.cases.tests.pages import signed_in, text
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint


@pytest.fixture
def above(cast: Cast) -> Person:
    """Somebody who dispatches at the centre and helps at the station, so that it concerns them what is said of it."""
    person = add_person("志愿乙", "zhi.yuan.yi")
    appoint([(person, "dispatcher", cast.centre), (person, "volunteer", cast.station)])
    return person


@pytest.fixture
def back(cast: Cast, above: Person) -> Case:
    """About the station: the street whistled for 民政分中心. It was lifted; the station has it."""
    case, clerk = handling(cast), viewer(cast.sun_li)
    accuse_unit(case.id, clerk, token(), cast.station.id)
    triage_case(case.id, clerk, token(), Decision(category_id("heating")))
    assign_case(case.id, clerk, token(), cast.street.id)
    handler = add_person("街道丁", "jie.dao.ding")
    appoint([(handler, "station_clerk", cast.street)])
    blow_whistle(case.id, viewer(handler), token(), Blow(cast.civil_affairs.id, "一起到现场看。"))
    accuse_unit(case.id, clerk, token(), cast.station.id)
    lift_accusation(case.id, clerk, token())
    triage_case(case.id, clerk, token(), Decision(category_id("heating")))
    return assign_case(case.id, clerk, token(), cast.station.id)


def told(person: Person) -> tuple[list[str], list[str]]:
    """The whistles, and the units that were called, as the overview shows them."""
    who = viewer(person)
    return [row.number for row in overlooked(who)], [row.unit for row in by_unit(who)]


def test_who_was_meant_sees_it_neither_in_the_list_nor_in_the_counts(
    cast: Cast, above: Person, back: Case
) -> None:
    assert Whistle.objects.get(case_id=back.id).ended_at is not None
    assert told(above) == ([], [])
    page = text(signed_in(above).get(reverse("cases:whistles_overview")))
    assert back.number not in page and "民政分中心" not in page


def test_who_looked_into_it_goes_on_seeing_it(cast: Cast, back: Case) -> None:
    assert told(cast.sun_li) == ([back.number], [cast.civil_affairs.name])


def test_what_is_blown_afterwards_is_seen_by_both(cast: Cast, above: Person, back: Case) -> None:
    blow_whistle(back.id, viewer(cast.wang_fang), token(), Blow(cast.housing.id, "一起换阀门。"))
    assert told(above) == ([back.number], [cast.housing.name])
    assert told(cast.sun_li)[0] == [back.number] * 2
