"""Secretaries, hub households and service teams of the demo (domain.md D11, D13, D47)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from huisheng.core import clock
from huisheng.network.snapshot import Tree
from huisheng.people.demo.figures import Figures
from huisheng.people.demo.names import Names
from huisheng.people.models import Appointment, Consent, Person, Role
from huisheng.people.models.consent import NEED_CONSENT

BATCH = 4000
WITHOUT_CONSENT = 9
HELD_FOR = timedelta(days=2 * 365)


def make_teams(figures: Figures, network: Tree, members: dict[int, list[Person]], rng: random.Random) -> int:
    """Appoint to all places that give no rights; how many. Some are left empty on purpose."""
    since = clock.today() - HELD_FOR
    posts = [
        *_secretaries(figures, members, rng),
        *_hub_households(figures, network, members, rng),
        *_volunteers(figures, network, members, rng),
    ]
    residents = list(_caring_residents(figures, network, rng))
    Person.objects.bulk_create([post.person for post in residents], batch_size=BATCH)
    for post in residents:
        post.person_id = post.person.pk
    for post in (appointments := [*posts, *residents]):
        post.kind, post.since = Role.Kind.TEAM, since
    Appointment.objects.bulk_create(appointments, batch_size=BATCH)
    Consent.objects.bulk_create(_consents(appointments, since), batch_size=BATCH)
    return len(appointments)


def _consents(appointments: list[Appointment], since: date) -> Iterator[Consent]:
    """All who are asked agreed to be named, but for one in `WITHOUT_CONSENT`."""
    asked = [post for post in appointments if post.role_id in NEED_CONSENT]
    for at, post in enumerate(asked):
        if at % WITHOUT_CONSENT:
            way = Consent.Way.PAPER if at % 3 else Consent.Way.SPOKEN
            yield Consent(appointment=post, way=way, taken_on=since)


def _secretaries(
    figures: Figures, members: dict[int, list[Person]], rng: random.Random
) -> Iterator[Appointment]:
    """The first member of each organisation, apart from some that have none at present."""
    empty = set(rng.sample(sorted(members), min(figures.missing["secretaries"], len(members))))
    for organisation, persons in members.items():
        if organisation not in empty:
            yield Appointment(person=persons[0], role_id="secretary", organisation_id=organisation)


def _hub_households(
    figures: Figures, network: Tree, members: dict[int, list[Person]], rng: random.Random
) -> Iterator[Appointment]:
    """A member of the branch that holds a plot of the hub, or of any branch."""
    branch_of = {
        hub: plot.organisation_id
        for plot in network.plots.values()
        if plot.organisation_id
        for hub in plot.hub_ids
    }
    hubs = [unit.id for unit in network.units.values() if unit.kind == "hub" and not unit.closed]
    empty = set(rng.sample(hubs, min(figures.missing["hub_households"], len(hubs))))
    for hub in hubs:
        persons = members.get(branch_of.get(hub) or 0) or _any(members, rng)
        if persons and hub not in empty:
            yield Appointment(person=rng.choice(persons), role_id="hub_household", unit_id=hub)


def _volunteers(
    figures: Figures, network: Tree, members: dict[int, list[Person]], rng: random.Random
) -> Iterator[Appointment]:
    for plot in network.plots.values():
        persons = members.get(plot.organisation_id or 0, [])
        for person in rng.sample(persons, min(figures.volunteers_a_plot, len(persons))):
            yield Appointment(person=person, role_id="volunteer", plot_id=plot.id)


def _caring_residents(figures: Figures, network: Tree, rng: random.Random) -> Iterator[Appointment]:
    names = Names(rng)
    for plot in network.plots.values():
        for _number in range(figures.caring_residents_a_plot):
            person = Person(name=names.next(), illustrative=True)
            yield Appointment(person=person, role_id="caring_resident", plot_id=plot.id)


def _any(members: dict[int, list[Person]], rng: random.Random) -> list[Person]:
    return members[rng.choice(sorted(members))] if members else []
