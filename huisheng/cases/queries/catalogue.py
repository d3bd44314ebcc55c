"""The catalogue in force, and the edition of each running case, kept in the process: no statement a request.

A case keeps the edition by which it was timed (`Case.catalogue`): a policy that changes while it runs changes
nothing for it.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from huisheng.cases import models
from huisheng.cases.models import CatalogueVersion, Category, Deadline, Reserved, Route
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.defaults import DEFAULTS, LEEWAYS, Leeway
from huisheng.cases.models.transitions import Clock
from huisheng.core import clock as core_clock
from huisheng.core.calendar import working_calendar
from huisheng.core.snapshot import Snapshot

RELOAD_SECONDS = 5.0
KEPT_EDITIONS = 64


@dataclass(frozen=True)
class Target:
    """Who is responsible for a category: a level on the spot, or a department."""

    level: int | None
    department_id: int | None


@dataclass(frozen=True)
class Reservation:
    """Work that is done at `lowest_level` or above it, and why."""

    lowest_level: int
    why: str


@dataclass(frozen=True)
class Catalogue:
    """One edition: categories by id and by code, routes by category, what is reserved, deadlines."""

    version: str
    categories: dict[int, Category] = field(default_factory=dict)
    by_code: dict[str, Category] = field(default_factory=dict)
    routes: dict[int, Target] = field(default_factory=dict)
    reserved: dict[int, Reservation] = field(default_factory=dict)
    deadlines: dict[tuple[int | None, str, str], tuple[int, str]] = field(default_factory=dict)
    leeways: dict[tuple[int | None, str], Leeway] = field(default_factory=dict)

    def minutes(self, clock: Clock, category_id: int | None, urgency: Urgency) -> tuple[int, str]:
        """How long a clock runs and on which basis: the category's own rule, the edition's, the default."""
        for key in ((category_id, urgency, clock), (None, urgency, clock)):
            if key in self.deadlines:
                return self.deadlines[key]
        return DEFAULTS[(clock, urgency)]

    def due(self, clock: Clock, category_id: int | None, urgency: Urgency, start: datetime) -> datetime:
        """When a clock that starts at `start` ends."""
        minutes, basis = self.minutes(clock, category_id, urgency)
        if basis == Deadline.Basis.ELAPSED:
            return start + timedelta(minutes=minutes)
        return working_calendar().add_minutes(start, minutes)

    def leeway(self, category_id: int | None, urgency: Urgency) -> Leeway:
        """How much a handling clock may bend: the category's own rule, the edition's, the default."""
        own = self.leeways.get((category_id, urgency))
        return own or self.leeways.get((None, urgency)) or LEEWAYS[urgency]

    def is_reserved(self, category_id: int | None, level: int) -> bool:
        """Whether work of this category may not be given to a unit of this level (清单)."""
        entry = self.reserved.get(category_id) if category_id is not None else None
        return entry is not None and level > entry.lowest_level

    def suggest(self, words: str) -> Category | None:
        """The category whose usual words occur most in the text; none when nothing occurs."""
        scores = self._scores(words)
        best = max(scores, key=lambda key: scores[key], default=None)
        return self.categories[best] if best is not None and scores[best] else None

    def suggest_several(self, words: str, most: int) -> list[Category]:
        """The categories to choose from first: those whose usual words occur most, then the others in their order."""
        scores = self._scores(words)
        ranked = sorted(self.categories.values(), key=lambda category: -scores[category.id])
        return ranked[:most]

    def _scores(self, words: str) -> dict[int, int]:
        """How many letters of each category's usual words occur in the text."""
        return {
            category.id: sum(len(sign) for sign in category.signs if sign in words)
            for category in self.categories.values()
        }


def catalogue() -> Catalogue:
    """The edition in force today, read at most every few seconds."""
    return _snapshot.current()


def edition(number: str) -> Catalogue:
    """The edition by which a case is timed; today's, for a case that has none yet. Each is read once a process."""
    held = catalogue()
    if number in ("", held.version):
        return held
    return replace(held, version=number, **_earlier(number))


def forget() -> None:
    """Read anew at the next use."""
    _snapshot.forget()
    _earlier.cache_clear()


def read_edition(number: str) -> Catalogue:
    """One edition as it is in the database: four statements; no edition yet: one."""
    categories = {category.id: category for category in Category.objects.order_by("order", "code")}
    held = Catalogue(
        version=number,
        categories=categories,
        by_code={category.code: category for category in categories.values()},
    )
    return replace(held, **_of_edition(number)) if number else held


def _read(known: Catalogue | None) -> Catalogue:
    number = (
        CatalogueVersion.objects.filter(since__lte=core_clock.today())
        .order_by("-since", "-made_at", "-number")
        .values_list("number", flat=True)
        .first()
    )
    if known is not None and known.version == (number or ""):
        return known
    return read_edition(number or "")


def _of_edition(number: str) -> dict[str, Any]:
    """What differs from edition to edition. An edition never changes once it is in the database."""
    routes = Route.objects.filter(version=number).values_list("category_id", "level", "department_id")
    reserved = Reserved.objects.filter(version=number).values_list("category_id", "lowest_level", "why")
    deadlines = Deadline.objects.filter(version=number).values_list(
        "category_id", "urgency", "clock", "minutes", "basis"
    )
    leeways = models.Leeway.objects.filter(version=number).values_list(
        "category_id", "urgency", "extensions", "extension_minutes", "pauses", "warn_percent"
    )
    return {
        "leeways": {
            (category, urgency): Leeway(count, most, pauses=pauses, warn_percent=share)
            for category, urgency, count, most, pauses, share in leeways
        },
        "routes": {category: Target(level, department) for category, level, department in routes},
        "reserved": {category: Reservation(level, why) for category, level, why in reserved},
        "deadlines": {
            (c, urgency, clock): (minutes, basis) for c, urgency, clock, minutes, basis in deadlines
        },
    }


_earlier = lru_cache(maxsize=KEPT_EDITIONS)(_of_edition)
_snapshot = Snapshot(_read, RELOAD_SECONDS)
