"""How coarsely cases are opened: no cell of place and month that is published has fewer than ten of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from huisheng.verify.openings import LEAST


@dataclass(frozen=True)
class Known:
    """What decides how a case is opened: the month in which it was received, its town or street (or none)."""

    subject: UUID
    month: str
    area: str


@dataclass(frozen=True)
class Group:
    """Cases of one file: those of a month, or of a few where one alone has too few."""

    months: tuple[str, ...]
    cases: tuple[Known, ...]

    @property
    def name(self) -> str:
        """The month; the first and the last of several."""
        return self.months[0] if len(self.months) == 1 else f"{self.months[0]}_{self.months[-1]}"


def by_months(cases: Iterable[Known]) -> list[Group]:
    """The cases by month; one with fewer than ten is joined to its neighbour. Nothing when all are fewer."""
    found: dict[str, list[Known]] = {}
    for case in cases:
        found.setdefault(case.month, []).append(case)
    groups: list[Group] = []
    for month in sorted(found):
        alone = Group((month,), tuple(found[month]))
        groups = [*groups[:-1], _joined(groups[-1], alone)] if _few(groups) else [*groups, alone]
    if _few(groups):
        groups = [*groups[:-2], _joined(groups[-2], groups[-1])] if len(groups) > 1 else []
    return groups


def at_district(group: Group, always: Collection[UUID]) -> set[UUID]:
    """Which cases of a group name no town or street: `always` those, and what would be fewer than ten.

    Where these are fewer than ten themselves, the smallest place joins them.
    """
    placed = [case for case in group.cases if case.area and case.subject not in always]
    counts = Counter(case.area for case in placed)
    named = sorted((area for area, count in counts.items() if count >= LEAST), key=lambda area: -counts[area])
    while named and 0 < len(group.cases) - sum(counts[area] for area in named) < LEAST:
        named.pop()
    kept = {case.subject for case in placed if case.area in named}
    return {case.subject for case in group.cases} - kept


def _few(groups: Sequence[Group]) -> bool:
    return bool(groups) and len(groups[-1].cases) < LEAST


def _joined(one: Group, other: Group) -> Group:
    return Group((*one.months, *other.months), (*one.cases, *other.cases))
