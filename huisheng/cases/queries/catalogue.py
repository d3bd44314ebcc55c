"""The catalogue in force, as a snapshot in the process: no statement for each request."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from huisheng.cases.models import CatalogueVersion, Category, Deadline, Route
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.transitions import Clock
from huisheng.core import clock as core_clock
from huisheng.core.calendar import working_calendar
from huisheng.core.snapshot import Snapshot

RELOAD_SECONDS = 5.0
SILENCE_DAYS = 7

# Where the catalogue names no time for a clock: minutes and basis, as indicators.md gives the defaults.
DEFAULTS: dict[tuple[Clock, Urgency], tuple[int, str]] = {
    (Clock.TRIAGE, Urgency.NORMAL): (4 * 60, "working"),
    (Clock.TRIAGE, Urgency.COMPLEX): (4 * 60, "working"),
    (Clock.TRIAGE, Urgency.URGENT): (30, "elapsed"),
    (Clock.ASSIGN, Urgency.NORMAL): (2 * 60, "working"),
    (Clock.ASSIGN, Urgency.COMPLEX): (2 * 60, "working"),
    (Clock.ASSIGN, Urgency.URGENT): (30, "elapsed"),
    (Clock.SIGN, Urgency.NORMAL): (2 * 60, "working"),
    (Clock.SIGN, Urgency.COMPLEX): (2 * 60, "working"),
    (Clock.SIGN, Urgency.URGENT): (30, "elapsed"),
    (Clock.HANDLE, Urgency.NORMAL): (5 * 8 * 60, "working"),
    (Clock.HANDLE, Urgency.COMPLEX): (15 * 8 * 60, "working"),
    (Clock.HANDLE, Urgency.URGENT): (2 * 60, "elapsed"),
    (Clock.CONFIRM, Urgency.NORMAL): (SILENCE_DAYS * 24 * 60, "elapsed"),
    (Clock.CONFIRM, Urgency.COMPLEX): (SILENCE_DAYS * 24 * 60, "elapsed"),
    (Clock.CONFIRM, Urgency.URGENT): (SILENCE_DAYS * 24 * 60, "elapsed"),
}


@dataclass(frozen=True)
class Target:
    """Who is responsible for a category: a level on the spot, or a department."""

    level: int | None
    department_id: int | None


@dataclass(frozen=True)
class Catalogue:
    """One edition: categories by id and by code, routes by category, deadlines."""

    version: str
    categories: dict[int, Category] = field(default_factory=dict)
    by_code: dict[str, Category] = field(default_factory=dict)
    routes: dict[int, Target] = field(default_factory=dict)
    deadlines: dict[tuple[int | None, str, str], tuple[int, str]] = field(default_factory=dict)

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


def forget() -> None:
    """Read anew at the next use."""
    _snapshot.forget()


def _read(known: Catalogue | None) -> Catalogue:
    number = (
        CatalogueVersion.objects.filter(since__lte=core_clock.today())
        .order_by("-since", "-number")
        .values_list("number", flat=True)
        .first()
    )
    if known is not None and known.version == (number or ""):
        return known
    categories = {category.id: category for category in Category.objects.order_by("order", "code")}
    routes = Route.objects.filter(version=number).values_list("category_id", "level", "department_id")
    deadlines = Deadline.objects.filter(version=number).values_list(
        "category_id", "urgency", "clock", "minutes", "basis"
    )
    return Catalogue(
        version=number or "",
        categories=categories,
        by_code={category.code: category for category in categories.values()},
        routes={category: Target(level, department) for category, level, department in routes},
        deadlines={(c, urgency, clock): (minutes, basis) for c, urgency, clock, minutes, basis in deadlines},
    )


_snapshot = Snapshot(_read, RELOAD_SECONDS)
