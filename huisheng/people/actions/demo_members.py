"""The invented members of the demo (domain.md D7)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from huisheng.core import clock
from huisheng.network.models import Organisation
from huisheng.people.demo.figures import Figures
from huisheng.people.demo.names import Names
from huisheng.people.models import Member, MemberChange, Person

BATCH = 4000
# A committee or general branch has no members of its own but its office's few.
WEIGHTS = {"branch": 1.0, "general_branch": 0.3, "committee": 0.2}
YEARS = (1, 45)
DAYS_A_YEAR = 365


def make_members(
    figures: Figures, organisations: Sequence[Organisation], rng: random.Random
) -> dict[int, list[Person]]:
    """Members by organisation, `figures.members` in all, with their changes: joined, and some transferred."""
    counts = share_out(figures, organisations, rng)
    names = Names(rng)
    people = Person.objects.bulk_create(
        [Person(name=names.next(), illustrative=True) for _number in range(sum(counts.values()))],
        batch_size=BATCH,
    )
    left = iter(people)
    by_organisation = {number: list(islice(left, count)) for number, count in counts.items()}
    _register(figures, by_organisation, rng)
    return by_organisation


def share_out(figures: Figures, organisations: Sequence[Organisation], rng: random.Random) -> dict[int, int]:
    """How many members each organisation has: at least `fewest_members`, exactly `members` together."""
    weights = {each.pk: WEIGHTS[each.kind] * rng.uniform(0.4, 1.6) for each in organisations}
    spare = figures.members - figures.fewest_members * len(weights)
    if spare < 0 or not weights:
        return {}
    total = sum(weights.values())
    counts = {key: figures.fewest_members + int(spare * weight / total) for key, weight in weights.items()}
    rest = figures.members - sum(counts.values())
    for key in sorted(weights, key=weights.__getitem__, reverse=True)[:rest]:
        counts[key] += 1
    return counts


def _register(figures: Figures, people: dict[int, list[Person]], rng: random.Random) -> None:
    today, organisations = clock.today(), list(people)
    members: list[Member] = []
    changes = []
    for organisation, persons in people.items():
        for person in persons:
            joined = today - timedelta(days=rng.randint(YEARS[0] * DAYS_A_YEAR, YEARS[1] * DAYS_A_YEAR))
            member = Member(
                number=f"DY{len(members) + 1:05d}",
                person=person,
                organisation_id=organisation,
                joined=joined,
                state_since=joined,
            )
            members.append(member)
            moved = rng.random() < figures.transferred
            came_from = rng.choice(organisations) if moved else organisation
            changes.append(MemberChange(member=member, kind="join", organisation_id=came_from, day=joined))
            if came_from != organisation:
                changes += _transfer(member, came_from, today, rng)
    Member.objects.bulk_create(members, batch_size=BATCH)
    for change in changes:
        change.member_id = change.member.pk
    MemberChange.objects.bulk_create(changes, batch_size=BATCH)


def _transfer(member: Member, came_from: int, today: date, rng: random.Random) -> list[MemberChange]:
    day = member.joined + timedelta(days=rng.randint(1, (today - member.joined).days))
    member.state_since = day
    return [
        MemberChange(member=member, kind=kind, organisation_id=organisation, day=day)
        for kind, organisation in (("transfer_out", came_from), ("transfer_in", member.organisation_id))
    ]
