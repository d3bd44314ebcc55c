"""A policy changed while cases run: old cases keep theirs, new ones get the new one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from huisheng.cases.actions.resident import send_back
from huisheng.cases.actions.transfer import NotBelow
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import CaseEvent, CatalogueVersion, Deadline, Reserved, Route
from huisheng.cases.models.codes import Outcome, Urgency, WhyReserved
from huisheng.cases.models.defaults import DEFAULTS
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries import catalogue as editions
from huisheng.cases.queries.catalogue import catalogue, edition
from huisheng.cases.queries.routing import route
from huisheng.cases.tests.matters import (
    answer_case,
    asked,
    assigned,
    case_of,
    category_id,
    handling,
    token,
    viewer,
)
from huisheng.core import clock
from huisheng.network.tree import tree
from tests.cast import Cast

HEATING = timedelta(hours=24)
LONGER = timedelta(hours=72)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    editions.forget()


def change_policy() -> None:
    """From today on, heating has 72 hours instead of 24, and signing has a day."""
    category = category_id("heating")
    version = CatalogueVersion.objects.create(number="changed", since=clock.today(), digest="0" * 64)
    for kind, minutes in ((Clock.HANDLE, 72 * 60), (Clock.SIGN, 24 * 60)):
        Deadline.objects.create(
            version=version,
            category_id=category,
            urgency="normal",
            clock=kind,
            minutes=minutes,
            basis="elapsed",
        )
    Route.objects.create(version=version, category_id=category, level=3)
    editions.forget()


def test_every_clock_has_a_default_for_every_urgency():
    assert set(DEFAULTS) == {(clock, urgency) for clock in Clock for urgency in Urgency}


def test_a_running_case_keeps_its_policy_for_clocks_that_start_later(cast: Cast):
    case = handling(cast)
    change_policy()
    assert catalogue().version == "changed"
    answered = answer_case(case.id, viewer(cast.wang_fang), token(), "修好了", Outcome.FIXED)
    again = send_back(case.id, token(), "还是不热")
    assert again.due_at and answered.answered_at
    assert again.due_at - answered.answered_at < HEATING + timedelta(minutes=1)
    assert again.catalogue != "changed"


def test_a_case_that_waited_for_triage_keeps_the_policy_under_which_it_was_asked(cast: Cast):
    category_id("heating")
    case = case_of(asked(cast, category=None))
    change_policy()
    decision = Decision(category_id("heating"), plot_id=cast.plots[0].id, assign_to=cast.station.id)
    case = triage_case(case.id, viewer(cast.wang_fang), token(), decision)
    assert case.promised_at and case.promised_at - clock.now() < HEATING
    assert case.catalogue != "changed"


def test_a_new_case_gets_the_new_policy(cast: Cast):
    assigned(cast)
    change_policy()
    case = assigned(cast)
    assert case.promised_at and case.promised_at - case.received_at == LONGER
    assert case.catalogue == "changed"


def test_an_earlier_edition_is_read_once(cast: Cast, django_assert_num_queries):
    case = handling(cast)
    change_policy()
    catalogue()
    with django_assert_num_queries(4):  # routes, deadlines, leeways
        edition(case.catalogue)
    with django_assert_num_queries(0):
        assert edition(case.catalogue).version == case.catalogue


def test_an_edition_keeps_the_defaults_that_it_began_with(cast: Cast):
    category_id("heating")
    assert {(row.clock, row.urgency) for row in Deadline.objects.filter(category=None)} == set(DEFAULTS)


def move_heating(cast: Cast) -> None:
    """From today on, heating is done by 住建 and may not be given to stations."""
    category = category_id("heating")
    version = CatalogueVersion.objects.create(number="moved", since=clock.today(), digest="1" * 64)
    Route.objects.create(version=version, category_id=category, department=cast.housing)
    Reserved.objects.create(version=version, category_id=category, lowest_level=2, why=WhyReserved.values[0])
    editions.forget()


def test_what_still_waits_goes_to_whose_work_it_is_today_by_its_own_times(cast: Cast):
    """Decision 17: times are promised to the resident, whose work it is follows the district."""
    category_id("heating")
    waiting = case_of(asked(cast, category=None))
    kept = waiting.catalogue
    move_heating(cast)
    heating = category_id("heating")
    routed = route(tree(), catalogue(), category_id=heating, plot_id=waiting.plot_id, desk_unit_id=None)
    assert routed.unit_id == cast.housing.id
    with pytest.raises(NotBelow):
        triage_case(waiting.id, viewer(cast.sun_li), token(), Decision(heating, assign_to=cast.station.id))
    done = triage_case(waiting.id, viewer(cast.sun_li), token(), Decision(heating, assign_to=routed.unit_id))
    assert (done.unit_id, done.catalogue) == (cast.housing.id, kept)
    event = CaseEvent.objects.get(case=done, act=Act.ASSIGN)
    assert event.codes["edition"] == "moved", "why it is theirs is told by the edition that said so"


def test_what_runs_already_stays_with_whom_it_was_given_to(cast: Cast):
    running = handling(cast)
    move_heating(cast)
    answered = answer_case(running.id, viewer(cast.wang_fang), token(), "修好了", Outcome.FIXED)
    assert send_back(answered.id, token(), "还是不热").unit_id == cast.station.id
