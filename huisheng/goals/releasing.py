"""Which ratings may be released together, so that nobody learns how one resident rated (domain.md, answer 10).

Each rating goes into one cell, once; a cell has at least ten ratings of every question; what a page shows is a sum
of whole cells. So no view, and no difference of views, is about fewer than ten ratings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from huisheng.core.intervals import LEAST

QUESTIONS = ("attitude", "effort", "outcome")
GOOD = frozenset("45")


@dataclass(frozen=True)
class Rated:
    """One rating that was not released yet: the unit that handled it, when, and the levels given (empty: none)."""

    case_id: UUID
    unit_id: int
    at: datetime
    attitude: str
    effort: str
    outcome: str
    policy_limit: bool


@dataclass(frozen=True)
class Cell:
    """Ratings that are released together, under a unit: its own, and those that waited too long below it."""

    unit_id: int
    ratings: tuple[Rated, ...]

    def given(self, question: str) -> int:
        """How many answered a question."""
        return sum(1 for rated in self.ratings if getattr(rated, question))

    def good(self, question: str) -> int:
        """How many gave one of the two best levels."""
        return sum(1 for rated in self.ratings if getattr(rated, question) in GOOD)

    @property
    def is_large_enough(self) -> bool:
        """Whether every question has been answered ten times."""
        return all(self.given(question) >= LEAST for question in QUESTIONS)


def cells(ratings: Iterable[Rated], parents: Mapping[int, int | None], patience: datetime) -> list[Cell]:
    """What can be released now. Units come before those above them: a unit keeps its ratings until they are ten;
    those given before `patience` go up a level, so that small units are heard of as well."""
    pools: dict[int, list[Rated]] = {}
    for rated in ratings:
        pools.setdefault(rated.unit_id, []).append(rated)
    released: list[Cell] = []
    for unit_id in _from_below(parents):
        cell = Cell(unit_id, tuple(pools.pop(unit_id, ())))
        if cell.is_large_enough:
            released.append(cell)
            continue
        above = parents[unit_id]
        if above is not None:
            pools.setdefault(above, []).extend(rated for rated in cell.ratings if rated.at < patience)
    return released


def _from_below(parents: Mapping[int, int | None]) -> list[int]:
    return sorted(parents, key=lambda unit_id: (-_depth(unit_id, parents), unit_id))


def _depth(unit_id: int, parents: Mapping[int, int | None]) -> int:
    above, depth = parents[unit_id], 0
    while above is not None:
        above, depth = parents.get(above), depth + 1
    return depth
