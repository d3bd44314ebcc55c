"""Firms and societies of the demo: where a branch is due, was sent, may be withdrawn (domain.md D8). Invented."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from huisheng.network.demo.figures import Figures
from huisheng.network.demo.names import enterprise_names
from huisheng.network.demo.organisations import Organisations
from huisheng.network.rows import DispatchRow, EntityRow, OrganisationRow

COUNTED_ON = date(2026, 3, 31)
WITHOUT, WITH_OWN = 8, 10
GROWN = 2  # of those to whom a branch was sent, so many have members enough by now
ENOUGH = 4


def entities(organisations: Organisations, sent: Sequence[DispatchRow]) -> list[EntityRow]:
    """All of them, each with a count of members; none twice in a place."""
    figures = organisations.figures
    own = [row for row in organisations.rows if row.kind == "branch" and row.sector == "enterprise"]
    rows = [*_dispatched_to(figures, sent), *_with_own(figures, own)]
    return [*rows, *_without(figures, {row.name for row in rows})]


def _row(figures: Figures, called: tuple[str, str, str], members: int, branch: str = "") -> EntityRow:
    """`called`: name, sector, area."""
    return EntityRow(*called, members, COUNTED_ON, branch, figures.since, None, illustrative=True)


def _dispatched_to(figures: Figures, sent: Sequence[DispatchRow]) -> Iterator[EntityRow]:
    for at, row in enumerate(sent):
        yield _row(figures, (row.entity, row.sector, row.area), ENOUGH if at < GROWN else at % 3)


def _with_own(figures: Figures, branches: Sequence[OrganisationRow]) -> Iterator[EntityRow]:
    for at, branch in enumerate(branches[:WITH_OWN]):
        name = branch.name.removesuffix("党支部")
        yield _row(figures, (name, "enterprise", branch.area), ENOUGH + at, branch.code)


def _without(figures: Figures, known: set[str]) -> Iterator[EntityRow]:
    """The first of them has members enough for a branch of its own, the others need one sent."""
    names = enterprise_names(random.Random(figures.seed))  # noqa: S311
    fresh = islice((name for name in names if name not in known), WITHOUT)
    for at, (name, street) in enumerate(zip(fresh, figures.streets, strict=False)):
        yield _row(figures, (name, "enterprise", street.code), at % 3 if at else ENOUGH + 1)
