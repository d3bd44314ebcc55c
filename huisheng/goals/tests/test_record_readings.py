"""At the end of a day every running goal's value is written down; a period that is over keeps its last."""

from __future__ import annotations

from datetime import date

import pytest

from huisheng.core import clock
from huisheng.goals.actions.record_readings import record_readings
from huisheng.goals.models import Reading
from huisheng.goals.queries import goals_now, newest_targets
from huisheng.goals.queries.goals import Standing
from huisheng.goals.tests.promises import goal_for
from huisheng.network.models import Area, Dwelling
from tests.cast import Cast

SINCE = date(2020, 1, 1)


@pytest.fixture
def half_served(cast: Cast) -> None:
    """Two dwellings in the street's estate, one of which has everything."""
    estate = Area.objects.get(code="A-estate")
    Dwelling.objects.create(area=estate, label="101", plot=cast.plots[0], hub=cast.hub, since=SINCE)
    Dwelling.objects.create(area=estate, label="102", since=SINCE)


def test_each_running_goal_gets_one_reading_a_day_and_the_later_counts(cast: Cast, half_served: None) -> None:
    street = goal_for(cast.street)
    goal_for(cast.other_street, since=date(2040, 1, 1), until=None)
    record_readings()
    first = {each.goal.code: each.value for each in Reading.objects.all()}
    assert first.keys() == {street.goal.code, "households"}  # no boundary: the land is not known
    assert Reading.objects.get(goal=street.goal).day == clock.today()
    Dwelling.objects.filter(label="102").delete()
    record_readings()
    second = {each.goal.code: each.value for each in Reading.objects.all()}
    assert second[street.goal.code] == pytest.approx(first[street.goal.code] * 2)


def test_a_period_that_is_over_keeps_its_last_value(cast: Cast, half_served: None) -> None:
    target = goal_for(cast.street, since=date(2024, 1, 1), until=date(2025, 1, 1))
    (now,) = goals_now([target])
    assert (now.value, now.standing) == (None, Standing.UNKNOWN)
    for day, value in ((date(2024, 12, 30), 0.5), (date(2024, 12, 31), 0.88), (date(2025, 1, 1), 0.99)):
        Reading.objects.create(goal=target.goal, day=day, value=value)
    (now,) = goals_now([target])
    assert (now.value, now.standing, now.said_value) == (0.88, Standing.MISSED, "88.00%")
    record_readings()
    assert newest_targets().count() == 3 and Reading.objects.filter(goal=target.goal).count() == 3
