"""What somebody adds who follows another case is new to whoever works on the head, once, and for their eyes alone."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from huisheng.cases.actions.hear import hear
from huisheng.cases.actions.report import report_progress
from huisheng.cases.actions.resident import add_words
from huisheng.cases.actions.split_off import split_off
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.followers import followers_of
from huisheng.cases.queries.resident import matter_of
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.cases.tests.several import acts, fresh, merged
from huisheng.cases.tests.test_replay import check
from huisheng.core.events import react
from tests.cast import Cast

WORDS = "变压器那边也冒火花了。"


def delivered() -> int:
    """Deliver what was announced of followers who spoke; how many announcements."""
    jobs = ProcrastinateJob.objects.filter(args__reaction__endswith="reactions.told_head")
    for args in jobs.values_list("args", flat=True):
        react(args["reaction"], args["fields"])
    return len(jobs)


def said(follower: Case, words: str = WORDS) -> None:
    add_words(follower.id, token(), words)


def test_the_head_has_something_new_until_somebody_acts(cast: Cast) -> None:
    head, follower, _third = merged(cast)
    said(follower)
    assert delivered() == 1
    assert fresh(head).resident_spoke
    assert followers_of(fresh(head), with_words=True)[0].said[-1] == WORDS
    check(head.id)
    report_progress(head.id, viewer(cast.wang_fang), token(), "电工在路上。")
    assert not fresh(head).resident_spoke


def test_delivered_twice_it_is_heard_once(cast: Cast) -> None:
    head, follower, third = merged(cast)
    said(follower)
    delivered()
    delivered()
    assert acts(head).count("hear") == 1
    said(third)
    delivered()
    assert acts(head).count("hear") == 2


def test_its_event_holds_no_words_and_other_residents_do_not_see_it(cast: Cast) -> None:
    head, follower, third = merged(cast)
    said(follower)
    delivered()
    event = CaseEvent.objects.get(case=head, act=Act.HEAR)
    assert (event.who, event.codes) == (
        "system",
        {"from_case": str(follower.id), "said": fresh(follower).version},
    )
    for other in (head, third):
        assert all(
            each.act != Act.HEAR and WORDS not in each.words for each in matter_of(fresh(other)).happenings
        )


@pytest.mark.parametrize("meanwhile", ["split off", "answered"])
def test_what_follows_nobody_any_longer_has_nobody_to_tell(cast: Cast, meanwhile: str) -> None:
    head, follower, _third = merged(cast)
    said(follower)
    if meanwhile == "answered":
        answer_case(head.id, viewer(cast.wang_fang), token(), "灯泡换好了，昨晚已亮。", Outcome.FIXED)
    else:
        split_off(follower.id, viewer(cast.sun_li), token())
    assert not hear(follower.id, 5)
    assert "hear" not in acts(head)


def test_what_the_head_s_own_resident_says_is_no_news_of_a_follower(cast: Cast) -> None:
    head = merged(cast)[0]
    said(head)
    assert delivered() == 0
    assert fresh(head).resident_spoke
