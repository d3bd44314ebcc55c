"""What every story of the demo stands on: chance, time, the network, the people and their words."""

import math
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from huisheng.cases.demo.crew import Crew
from huisheng.cases.demo.phrases import Phrases
from huisheng.cases.queries.catalogue import Catalogue
from huisheng.core.calendar import WorkingCalendar
from huisheng.network.snapshot import Tree
from huisheng.people.queries_of_posts import who_hold_at

SPREAD = 0.8
WAKING_HOUR = 7
ROUND_THE_CLOCK = timedelta(hours=30)


@dataclass(frozen=True)
class Stage:
    """Shared by all stories of one load."""

    rng: random.Random
    now: datetime
    network: Tree
    catalogue: Catalogue
    calendar: WorkingCalendar
    crew: Crew
    phrases: Phrases

    def happens(self, share: float) -> bool:
        """Whether something that happens in this share of matters happens in this one."""
        return self.rng.random() < share

    def minutes(self, median: float) -> float:
        """Minutes that something takes: mostly around the median, now and then much longer."""
        return self.rng.lognormvariate(math.log(median), SPREAD)

    def at_work(self, after: datetime, median: float) -> datetime:
        """When somebody at a desk gets to it: so many working minutes later."""
        seconds = self.rng.randrange(60)
        return self.calendar.add_minutes(after, int(self.minutes(median)) + 1) + timedelta(seconds=seconds)

    def at_home(self, after: datetime, median: float) -> datetime:
        """When a resident gets to it: so many minutes later, not in the night."""
        at = after + timedelta(minutes=self.minutes(median), seconds=self.rng.randrange(60))
        local = at.astimezone(self.now.tzinfo)
        return at + timedelta(hours=8) if local.hour < WAKING_HOUR else at

    def in_time(self, start: datetime, end: datetime) -> datetime:
        """When the unit is done, before `end`: by day, unless it is something that is worked on day and night."""
        at = start + (end - start) * self.rng.betavariate(2.2, 1.7)
        if end - start < ROUND_THE_CLOCK:
            return at
        working = self.calendar.add_minutes(at, 0)
        return working if working < end else at

    @cached_property
    def departments(self) -> list[int]:
        """Departments of the centre with somebody in them."""
        return [id for id in self._open_on(1) if self.crew.own(id) is not None]

    def concerned(self, category: str, among: list[int], drawn: list[int]) -> list[int]:
        """As many of these departments as were `drawn`: those that have to do with a category, and only where there
        are too few of them, others that were drawn."""
        names = self.phrases.departments(category)
        fitting = [id for name in names for id in among if self.network.unit(id).name.startswith(name)]
        wanted = [id for id in drawn if id in fitting]
        return list(dict.fromkeys([*wanted, *fitting, *drawn]))[: len(drawn)]

    @cached_property
    def judges(self) -> dict[int, set[int]]:
        """Who rules on objections, by unit."""
        return who_hold_at("rule", self.network.units)

    @cached_property
    def streets(self) -> list[int]:
        """Sub-centres."""
        return self._open_on(2)

    def _open_on(self, level: int) -> list[int]:
        return [unit.id for unit in self.network.units.values() if unit.level == level and not unit.closed]


def utc(at: datetime) -> datetime:
    """The same moment as the database gives it back."""
    return at.astimezone(UTC)
