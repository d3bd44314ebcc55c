"""What is asked in the demo's year: when, what, where, by whom, and how each matter will go."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from huisheng.cases.models.codes import Channel, Urgency
from huisheng.network.nodes import PlotNode

DAYS = 365
HOURS = [0] * 6 + [1, 3, 7, 10, 9, 7, 4, 6, 7, 7, 6, 5, 6, 8, 8, 5, 2, 1]  # by hour of the day
WEEKEND, SATURDAY_AND_SUNDAY = 0.55, (5, 6)
URGENT_SHARE, COMPLEX_SHARE = 0.4, 0.25
CONTACT_WEB, CONTACT_OTHERS, ADDRESS_SHARE = 0.65, 0.95, 0.4
CHANNELS = {Channel.WEB: 55, Channel.PHONE: 25, Channel.COUNTER: 12, Channel.VISIT: 8}
URGENT = frozenset({"gas", "fire_safety", "power"})
COMPLEX = frozenset({"housing", "illegal_building", "wages"})

# Which way a matter goes, out of a thousand, before chance decides the rest of it.
WAYS = {
    "plain": 826,
    "no_category": 60,
    "no_place": 35,
    "outside": 4,
    "unusual": 8,
    "about_a_unit": 12,
    "mistaken": 5,
    "accused": 6,
    "objected": 22,
    "withdrawn": 14,
    "stuck": 8,
}


# Somebody finds what is stuck sooner or later: of what is older than that, little is left.
FOUND_AFTER, FOUND = timedelta(days=21), 0.93


@dataclass
class Beginning:
    """One matter to be. `stop`: the state in which a planned one stays (day's work), else it goes on by itself.

    `contact` and `address`: whether they are left. `to_unit`: who gets it from the desk. `secret`: of a sample
    link that the demo hands out. `brisk`: taken up at any hour.
    """

    at: datetime
    category: str
    plot: PlotNode | None
    way: str = "plain"
    channel: Channel = Channel.WEB
    urgency: Urgency = Urgency.NORMAL
    contact: bool = True
    address: bool = False
    stop: str = ""
    to_unit: int | None = None
    secret: str = ""
    brisk: bool = False


class Year:
    """Draws beginnings from the 12 months before `now`, by season, weekday and hour."""

    def __init__(self, rng: random.Random, now: datetime, plots: list[PlotNode]) -> None:
        self._rng, self._now, self._plots = rng, now, plots

    def beginnings(self, count: int, weights: "WeightsOfMonth") -> Iterator[Beginning]:
        """`count` of them, in no order."""
        days = [self._now - timedelta(days=age) for age in range(DAYS)]
        busy = [
            weights.total(day.month) * (WEEKEND if day.weekday() in SATURDAY_AND_SUNDAY else 1.0)
            for day in days
        ]
        for day in self._rng.choices(days, busy, k=count):
            at = self._moment(day)
            if at < self._now:
                yield self.one(at, weights.draw(at.month, self._rng), self._rng.choice(self._plots))

    def one(self, at: datetime, category: str, plot: PlotNode) -> Beginning:
        """A matter of a category at a place; chance gives the rest."""
        chance = self._rng.random
        way = self._way(at)
        channel = self._rng.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        urgency = Urgency.NORMAL
        if category in URGENT and chance() < URGENT_SHARE:
            urgency = Urgency.URGENT
        elif category in COMPLEX and chance() < COMPLEX_SHARE:
            urgency = Urgency.COMPLEX
        return Beginning(
            at=at,
            category=category,
            plot=None if way in ("no_place", "outside") else plot,
            way=way,
            channel=channel,
            urgency=urgency,
            contact=chance() < (CONTACT_WEB if channel == Channel.WEB else CONTACT_OTHERS),
            address=chance() < ADDRESS_SHARE,
        )

    def _way(self, at: datetime) -> str:
        way = self._rng.choices(list(WAYS), list(WAYS.values()))[0]
        if way == "stuck" and self._now - at > FOUND_AFTER and self._rng.random() < FOUND:
            return "plain"
        return way

    def _moment(self, day: datetime) -> datetime:
        hour = self._rng.choices(range(24), HOURS)[0]
        return day.replace(
            hour=hour,
            minute=self._rng.randrange(60),
            second=self._rng.randrange(60),
            microsecond=self._rng.randrange(1000) * 1000,
        )


class WeightsOfMonth:
    """How common each category is in each month, looked up once."""

    def __init__(self, by_month: dict[int, dict[str, float]]) -> None:
        self._by_month = by_month

    def total(self, month: int) -> float:
        """How busy a month is, compared with others."""
        return sum(self._by_month[month].values())

    def draw(self, month: int, rng: random.Random) -> str:
        """A category, as common as it is in that month."""
        weights = self._by_month[month]
        return rng.choices(list(weights), list(weights.values()))[0]
