"""A policy changed while cases run: old cases keep theirs, new ones get the new one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from huisheng.cases.actions.resident import send_back
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import CatalogueVersion, Deadline, Route
from huisheng.cases.models.codes import Outcome, Urgency
from huisheng.cases.models.defaults import DEFAULTS
from huisheng.cases.models.transitions import Clock
from huisheng.cases.queries import catalogue as editions
from huisheng.cases.queries.catalogue import catalogue, edition
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
