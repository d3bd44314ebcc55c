"""Wanted after all: what was taken back by mistake or under pressure goes on where it stood."""

from datetime import timedelta

import pytest

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.course import Token, call_back_clerk
from huisheng.cases.actions.erase import erase_own_case
from huisheng.cases.actions.give import give_case
from huisheng.cases.actions.renew import renew_case
from huisheng.cases.actions.resident import Rating, rate_case, send_back, withdraw_case
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import Case, CaseRating
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.permissions import Refused, visible
from huisheng.cases.queries.figures import Period, due_cases
from huisheng.cases.tests.matters import (
    answer_case,
    answered,
    asked,
    assigned,
    case_of,
    category_id,
    handling,
    token,
    viewer,
)
from huisheng.cases.tests.pages import act_on, at, signed_in, text
from huisheng.cases.tests.several import acts, fresh, merged
from huisheng.cases.tests.test_replay import check
from huisheng.core import clock
from huisheng.core.ids import uuid7
from huisheng.people.contacts import Contact
from tests.cast import Cast


def back(case: Case) -> Case:
    """Taken back, and wanted after all."""
    withdraw_case(case.id, token())
    return renew_case(case.id, token())


def unassigned(cast: Cast) -> Case:
    """At a desk."""
    return case_of(asked(cast, None))


def triaged(cast: Cast) -> Case:
    case = unassigned(cast)
    return triage_case(case.id, viewer(cast.sun_li), token(), Decision(category_id("heating")))


@pytest.mark.parametrize(
    ("begin", "state", "runs"),
    [
        (unassigned, State.RECEIVED, Clock.TRIAGE),
        (triaged, State.RECEIVED, Clock.TRIAGE),
        (assigned, State.ASSIGNED, Clock.SIGN),
        (handling, State.HANDLING, Clock.HANDLE),
        (answered, State.RETURNED, Clock.HANDLE),
    ],
    ids=lambda each: getattr(each, "__name__", str(each)),
)
def test_it_goes_on_where_it_stood_with_a_clock_that_begins_anew(cast: Cast, monkeypatch, begin, state, runs):
    case = begin(cast)
    asked_at, unit = clock.now(), case.unit_id
    withdraw_case(case.id, token())
    monkeypatch.setattr(clock, "now", lambda: asked_at + timedelta(days=20))
    renewed = renew_case(case.id, token())
    assert (renewed.state, renewed.clock, renewed.unit_id, renewed.closed_at) == (state, runs, unit, None)
    assert renewed.due_at is not None and renewed.due_at > clock.now()
    assert renewed.escalate_at is not None
    check(case.id)


def test_the_level_above_watches_that_nobody_pressed_for_it(cast: Cast):
    assert back(handling(cast)).supervisor_id == cast.street.id
    assert back(unassigned(cast)).supervisor_id is None


def test_whoever_watched_it_before_goes_on(cast: Cast):
    case = send_back(answered(cast).id, token())
    Case.objects.filter(pk=case.pk).update(supervisor=cast.bureau)
    withdraw_case(case.id, token())
    assert renew_case(case.id, token()).supervisor_id == cast.bureau.id


def test_the_same_person_goes_on_with_it(cast: Cast):
    case = give_case(handling(cast).id, viewer(cast.wang_fang), token(), cast.zhao_qiang.id)
    assert back(case).handler_id == cast.zhao_qiang.id


def test_an_answer_given_before_is_taken_back(cast: Cast):
    case = answered(cast)
    rate_case(case.id, token(), Rating(outcome="1"))
    renewed = back(case)
    assert (renewed.outcome, renewed.reply_delivered_at, renewed.reopens) == ("", None, 0)
    assert not CaseRating.objects.filter(case=case).exists()
    again = answer_case(case.id, viewer(cast.wang_fang), token(), "换了阀门，已经热了。", Outcome.FIXED)
    assert again.state == State.ANSWERED


def test_it_is_due_again_by_its_first_deadline(cast: Cast):
    case = handling(cast)
    first = case.first_promised_at
    assert first is not None
    period = Period(first - timedelta(days=1), first + timedelta(days=1))
    withdraw_case(case.id, token())
    assert not due_cases(period).filter(pk=case.pk).exists()
    assert renew_case(case.id, token()).first_promised_at == first
    assert due_cases(period).filter(pk=case.pk).exists()


def test_after_thirty_days_it_is_over(cast: Cast, monkeypatch):
    case, now = handling(cast), clock.now()
    withdraw_case(case.id, token())
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=31))
    with pytest.raises(NotOpen):
        renew_case(case.id, token())
    assert "还是要办" not in text(signed_in(cast.chen_jing).get(at(case)))


def test_only_what_was_withdrawn_is_renewed_and_once(cast: Cast):
    case = handling(cast)
    with pytest.raises(NotOpen):
        renew_case(case.id, token())
    withdraw_case(case.id, token())
    key = Token(uuid7())
    assert renew_case(case.id, key).version == renew_case(case.id, key).version
    assert acts(case).count(Act.RENEW) == 1


def test_what_was_erased_stays_so(cast: Cast):
    case = handling(cast)
    erase_own_case(case.id, token())
    with pytest.raises(NotOpen):
        renew_case(case.id, token())


def test_a_follower_comes_back_as_a_matter_of_its_own(cast: Cast):
    head, follower, _other = merged(cast)
    renewed = back(follower)
    assert (renewed.state, renewed.head_id, renewed.unit_id) == (State.RECEIVED, None, cast.station.id)
    assert fresh(head).state == State.ASSIGNED
    check(follower.id)


def test_a_head_comes_back_beside_whoever_took_its_place(cast: Cast):
    head, follower, _other = merged(cast)
    assert back(head).state == State.ASSIGNED
    assert (fresh(follower).state, fresh(follower).head_id) == (State.ASSIGNED, None)


def test_about_a_unit_it_stays_out_of_its_sight(cast: Cast):
    case = handling(cast)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    assert back(case).unit_id == cast.street.id
    assert not visible(viewer(cast.wang_fang)).filter(pk=case.pk).exists()


def test_the_resident_may_say_so_on_the_telephone_to_somebody_from_outside(cast: Cast):
    case = handling(cast, contact=Contact("phone", "13804310001"))
    withdraw_case(case.id, token())
    client = signed_in(cast.chen_jing)
    assert "居民来电说还是要办" in text(client.get(at(case)))
    act_on(client, case, "renewal", page="telephone")
    assert fresh(case).state == State.HANDLING
    page = text(signed_in(cast.wang_fang).get(at(case)))
    assert "居民说还是要办" in page and f"{cast.street.name}督办" in page
    withdraw_case(case.id, token())
    with pytest.raises(Refused):
        renew_case(case.id, token(), call_back_clerk(viewer(cast.wang_fang)))
