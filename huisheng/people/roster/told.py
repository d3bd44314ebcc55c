"""What a load changed in the register, and what was built on it since."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from huisheng.network.difference import ADDED, CHANGED, CLOSED, SHOWN, Change, Line
from huisheng.network.further import Told
from huisheng.network.queries.rows import cells_of
from huisheng.people.models import ImportedMember
from huisheng.people.roster.rows import KIND, State, read_register

GONE = (State.TRANSFERRED, State.DEAD)
NAMED = 5


def told_of(run: UUID) -> Told:
    """Added, changed, and gone (transferred out or dead) members. One statement.

    The digest leaves out the numbers that were made up for the new: they are others each time.
    """
    counts: Counter[str] = Counter()
    lines: dict[str, list[Line]] = {what: [] for what in (ADDED, CHANGED, CLOSED)}
    digest = hashlib.sha256()
    loaded = ImportedMember.objects.filter(run=run).order_by("id").values_list("before", "after")
    for before, after in loaded:
        what = _what(before, after)
        counts[what] += 1
        given = {**after, "number": "" if after.get("made_up") else after["number"]}
        digest.update(repr((before, sorted(given.items()))).encode())
        if len(lines[what]) < SHOWN:
            lines[what].append(_line(what, before, after))
    return Told(counts, [line for each in lines.values() for line in each], digest.hexdigest())


def built_on(run: UUID) -> list[str]:
    """Members of a load who are no longer as it left them, by number. Two statements."""
    loaded = ImportedMember.objects.filter(run=run).order_by("id")
    if not loaded.exists():
        return []
    register = {held.id: cells_of(held.row) for held in read_register().by_number.values()}
    changed = [
        after["number"]
        for member, after in loaded.values_list("member", "after")
        if register.get(member) != {name: after[name] for name in KIND.row._fields}
    ]
    return [_("党员 %(number)s") % {"number": number} for number in changed[: NAMED + 1]]


def remembers(run: UUID) -> bool:
    """Whether what was before a load is still kept."""
    return ImportedMember.objects.filter(run=run).exists()


def _what(before: dict[str, Any] | None, after: dict[str, Any]) -> str:
    if before is None:
        return ADDED
    return CLOSED if after["state"] in GONE and before["state"] not in GONE else CHANGED


def _line(what: str, before: dict[str, Any] | None, after: dict[str, Any]) -> Line:
    changes = tuple(
        Change(name, _text(name, before[name]), _text(name, after[name]))
        for name in KIND.row._fields
        if before is not None and before[name] != after[name]
    )
    number = "" if after.get("made_up") else after["number"]
    return Line(KIND.name, what, number or after["organisation"], after["name"], changes)


def _text(name: str, cell: str) -> str:
    """A cell as the difference keeps it: yes and no as Python writes them."""
    return str(cell == "1") if name == "illustrative" else cell
