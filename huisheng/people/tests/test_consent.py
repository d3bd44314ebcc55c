"""Whether somebody in a team is named to others is theirs to say."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.people.actions.teams import Said, record_consent, withdraw_consent
from huisheng.people.models import Appointment, Consent
from huisheng.people.queries_of_teams import team_of, withheld
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, add_person, appoint


@pytest.fixture
def post(cast: Cast) -> Appointment:
    return appoint([(add_person("热心人"), "caring_resident", cast.plots[0])])[0]


def said(way: str = "spoken", days: int = 0) -> Said:
    return Said(way, clock.today() + timedelta(days=days))


def test_without_one_the_name_is_withheld_with_one_it_is_not(cast: Cast, post: Appointment) -> None:
    assert withheld([post]) == {post.pk}
    record_consent(post.pk, said(), actor=viewer_for(cast.wang_fang.account))
    assert withheld([post]) == set()
    consent = team_of(cast.plots[0].pk)[0].consent
    assert consent is not None and (consent.way, consent.taken_by) == ("spoken", cast.wang_fang)


def test_withdrawn_it_is_withheld_again_and_can_be_given_anew(cast: Cast, post: Appointment) -> None:
    record_consent(post.pk, said(days=-9), actor=viewer_for(cast.wang_fang.account))
    for _click in range(2):
        withdraw_consent(post.pk, actor=viewer_for(cast.sun_li.account))
    assert withheld([post]) == {post.pk}
    assert Consent.objects.get().withdrawn_by == cast.sun_li
    assert AuditEntry.objects.filter(action="consent_withdrawn").count() == 1
    record_consent(post.pk, said("paper"), actor=viewer_for(cast.wang_fang.account))
    assert withheld([post]) == set()


def test_a_second_click_writes_one(cast: Cast, post: Appointment) -> None:
    for _click in range(2):
        record_consent(post.pk, said(), actor=viewer_for(cast.wang_fang.account))
    assert Consent.objects.count() == 1


@pytest.mark.parametrize("wrong", [said("nodded"), said(days=1)], ids=["unknown way", "to come"])
def test_what_was_not_said_is_not_written(cast: Cast, post: Appointment, wrong: Said) -> None:
    with pytest.raises(Refused):
        record_consent(post.pk, wrong, actor=viewer_for(cast.wang_fang.account))


def test_a_hub_household_is_a_post_and_is_named(cast: Cast) -> None:
    hub = appoint([(add_person("中心户"), "hub_household", cast.hub)])[0]
    assert withheld([hub]) == set()


def test_the_database_keeps_one_at_a_time(post: Appointment) -> None:
    Consent.objects.create(appointment=post, way="paper", taken_on=clock.today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(appointment=post, way="spoken", taken_on=clock.today())
