"""No view, and no difference of views, is about fewer than ten ratings; and none tells how one resident rated."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.cases.actions.resident import Rating, rate_case
from huisheng.cases.models import CaseRating
from huisheng.cases.tests.matters import answered, token
from huisheng.cases.tests.pages import signed_in, text
from huisheng.core import clock
from huisheng.goals.actions.release_ratings import release_ratings
from huisheng.goals.models import RatingBatch
from huisheng.goals.queries.ratings import heard, tenth
from huisheng.goals.releasing import QUESTIONS, Cell, Rated, cells
from tests.cast import Cast

PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 4}
NOW = datetime(2026, 10, 1, tzinfo=UTC)
LEVELS = st.sampled_from(["", "1", "2", "3", "4", "5"])
RATINGS = st.lists(
    st.builds(
        Rated,
        case_id=st.builds(uuid4),
        unit_id=st.sampled_from(list(PARENTS)),
        at=st.integers(0, 200).map(lambda days: NOW - timedelta(days=days)),
        attitude=LEVELS,
        effort=LEVELS,
        outcome=LEVELS,
        policy_limit=st.booleans(),
    ),
    max_size=160,
)


def below(unit_id: int) -> set[int]:
    found = {unit_id}
    while True:
        more = found | {unit for unit, above in PARENTS.items() if above in found}
        if more == found:
            return found
        found = more


def rounds(ratings: list[Rated]) -> list[list[Cell]]:
    """Released month after month, as time goes by."""
    waiting, released = list(ratings), []
    for month in range(4):
        now = NOW + timedelta(days=31 * month)
        found = cells(waiting, PARENTS, now - timedelta(days=92))
        gone = {rated.case_id for cell in found for rated in cell.ratings}
        waiting = [rated for rated in waiting if rated.case_id not in gone]
        released.append(found)
    return released


@given(RATINGS)
def test_every_rating_is_released_once_and_under_its_own_unit_or_one_above(ratings):
    seen = [(rated, cell.unit_id) for found in rounds(ratings) for cell in found for rated in cell.ratings]
    assert len({rated.case_id for rated, _unit in seen}) == len(seen)
    assert all(rated.unit_id in below(unit) for rated, unit in seen)


@given(RATINGS)
def test_no_view_and_no_difference_of_views_is_about_fewer_than_ten(ratings):
    """A view is a unit at the end of some month: all cells released by then at and below it."""
    released = rounds(ratings)
    views = [
        frozenset(
            (question, rated.case_id)
            for found in released[: month + 1]
            for cell in found
            if cell.unit_id in below(unit)
            for rated in cell.ratings
            for question in QUESTIONS
            if getattr(rated, question)
        )
        for month in range(len(released))
        for unit in PARENTS
    ]
    for one, other in combinations(views, 2):
        for part in (one, other, one - other, other - one, one & other):
            for question in QUESTIONS:
                assert sum(1 for asked, _case in part if asked == question) not in range(1, 10)


@given(st.integers(10, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_is_said_in_tenths_and_never_as_all_or_none(pair):
    good, given_ = pair
    share = tenth(good, given_)
    assert 0 <= share <= 9
    assert tenth(given_, given_) == tenth(given_ - 1, given_) == 9
    assert tenth(0, given_) == 0
    assert share / 10 <= good / given_ <= (share + 1) / 10


def rated(cast: Cast, count: int) -> None:
    for at in range(count):
        level = "5" if at else "1"
        rate_case(answered(cast).id, token(), Rating(attitude=level, effort=level, outcome=level))


@pytest.fixture
def next_month(monkeypatch: pytest.MonkeyPatch):
    def pass_months(count: int) -> None:
        then = clock.now() + timedelta(days=32 * count)
        monkeypatch.setattr(clock, "now", lambda: then)

    return pass_months


def test_nine_stay_shut_and_the_tenth_opens_all_when_the_month_is_over(cast: Cast, next_month):
    rated(cast, 9)
    next_month(1)
    assert release_ratings() == 0
    rated(cast, 1)
    assert release_ratings() == 0
    next_month(1)
    assert release_ratings() == 1
    batch = RatingBatch.objects.get()
    assert (batch.unit_id, batch.attitude, batch.attitude_good) == (cast.station.id, 10, 8)
    assert release_ratings() == 0
    assert not CaseRating.objects.filter(released_in__isnull=True).exists()


def test_whoever_rates_again_is_not_released_again(cast: Cast, next_month):
    rated(cast, 10)
    next_month(1)
    release_ratings()
    for rating in CaseRating.objects.all():
        rate_case(rating.case_id, token(), Rating(attitude="1", effort="1", outcome="1"))
    next_month(1)
    assert release_ratings() == 0


def test_few_ratings_go_up_a_level_after_three_months(cast: Cast, next_month):
    rated(cast, 10)
    CaseRating.objects.filter(attitude="1").update(effort="")
    next_month(1)
    assert release_ratings() == 0
    next_month(4)
    assert release_ratings() == 0  # nine of one question, at the top as well


def test_the_unit_and_those_above_see_tenths_and_outsiders_nothing(cast: Cast, next_month):
    rated(cast, 10)
    next_month(1)
    release_ratings()
    (here,) = heard([cast.station.id])
    assert (here.given["attitude"], here.tenth("attitude")) == (10, 9)
    assert heard([cast.other_street.id]) == []
    for person in (cast.wang_fang, cast.qian_li):
        page = text(signed_in(person).get("/goals/ratings"))
        assert "景阳社区工作站" in page
        assert "九成以上" in page
    assert "还没有满一批的评价" in text(signed_in(cast.he_san).get("/goals/ratings"))
