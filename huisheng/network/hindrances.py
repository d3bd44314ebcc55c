"""What apps above know that stands in the way of closing an organisation; asked inside the act, under its lock.

Whoever adds what hinders (a member, a post) locks the organisation first, by `people.actions.standing`: so either the
act that closes sees it, or it sees that the organisation is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

Find = Callable[[int, date], list[str]]
_finds: list[Find] = []


def add_hindrance(find: Find) -> None:
    """Register what finds, for an organisation and the first day without it, what would be left, in words."""
    if find not in _finds:
        _finds.append(find)


def hindrances_of(organisation_id: int, day: date) -> list[str]:
    """Everything that apps above find."""
    return [words for find in _finds for words in find(organisation_id, day)]
