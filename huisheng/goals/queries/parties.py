"""Which units and teams stand for which of the five parties (domain.md D1a)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from huisheng.network.models import Party, Team, UnitKind
from huisheng.network.tree import tree


@dataclass(frozen=True)
class PartyNow:
    """A party, how many units of which kind stand for it, the largest number first, and how many teams."""

    party: Party
    units: int
    kinds: tuple[tuple[UnitKind, int], ...]
    teams: int


def parties() -> list[PartyNow]:
    """All five, in the model's order. One statement."""
    held = tree()
    units = Counter((unit.stands_for, unit.kind) for unit in held.units.values() if not unit.closed)
    counted = Team.objects.on(held.day).values_list("stands_for").annotate(count=Count("id")).order_by()
    teams = dict(counted)
    found = []
    for party in Party:
        kinds = [(UnitKind(kind), n) for (stands_for, kind), n in units.most_common() if stands_for == party]
        found.append(PartyNow(party, sum(n for _kind, n in kinds), tuple(kinds), teams.get(party.value, 0)))
    return found
