"""一事一评 (domain.md D43): apart, optional, and never shown to whom it is about."""

import pytest
from django.test import Client

from huisheng.cases.models import CaseEvent, CaseRating
from huisheng.cases.models.codes import Outcome
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.portal.tests.residents import asked, case_of, tap, text
from tests.cast import Cast


@pytest.fixture
def secret(client: Client, cast: Cast) -> str:
    """A matter that is answered and confirmed."""
    made = asked(client, plot=cast.plots[0].code)
    answer_case(case_of(made).id, viewer(cast.wang_fang), token(), "好了。", Outcome.FIXED)
    tap(client, made, "confirmation")
    return made


def test_attitude_effort_outcome_and_policy_are_kept_apart(client: Client, secret: str) -> None:
    given = {"attitude": "5", "effort": "4", "outcome": "2", "policy_limit": "on", "words": "钱不够我知道"}
    response = tap(client, secret, "rating", **given)
    rating = CaseRating.objects.get()
    assert (rating.attitude, rating.effort, rating.outcome, rating.policy_limit) == ("5", "4", "2", True)
    assert "谢谢您的评价" in text(client.get(response["Location"]))


def test_the_event_does_not_tell_how_it_was_rated(client: Client, secret: str) -> None:
    tap(client, secret, "rating", attitude="1")
    assert CaseEvent.objects.get(act="rate").codes == {}


def test_one_question_alone_may_be_answered(client: Client, secret: str) -> None:
    tap(client, secret, "rating", outcome="3")
    assert CaseRating.objects.get().attitude == ""


def test_an_empty_rating_is_not_sent(client: Client, secret: str) -> None:
    response = tap(client, secret, "rating")
    assert response.status_code == 422 and "一项也没有选" in text(response)
    assert "aria-invalid" not in text(response)  # no single question is wrong: each may be left out


def test_it_is_offered_once_and_not_begged_for(client: Client, secret: str) -> None:
    assert "评价一下（可以不评）" in text(client.get(f"/t/{secret}"))
    tap(client, secret, "rating", outcome="5")
    assert "评价一下" not in text(client.get(f"/t/{secret}"))


def test_before_the_answer_there_is_nothing_to_rate(client: Client, cast: Cast) -> None:
    secret = asked(client)
    assert client.get(f"/t/{secret}/rating").status_code == 303
    assert tap(client, secret, "rating", outcome="5").status_code == 409
    assert not CaseRating.objects.exists()
