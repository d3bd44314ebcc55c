"""Persons whom a case may be given to, or may be about."""

from collections.abc import Iterable

from huisheng.cases.models import Case
from huisheng.cases.queries.catalogue import catalogue
from huisheng.network.tree import tree
from huisheng.people.models import Role
from huisheng.people.queries import appointments_at, who_hold


def who_may_handle(case: Case) -> dict[int, str]:
    """Names by id of those who handle cases at the responsible unit, directly below it, or at the plot.

    Not whom the case is about, and nobody further down than the list allows for this work. One statement.
    """
    network, listed = tree(), catalogue().is_reserved
    units = (case.unit_id, *network.children(case.unit_id))
    allowed = [unit for unit in units if not listed(case.category_id, network.unit(unit).level)]
    plot = case.plot_id if len(allowed) == len(units) else None
    found = who_hold("handle", units=allowed, plot=plot)
    return {person: name for person, name in found.items() if person != case.accused_person_id}


def given_at(homes: Iterable[int]) -> set[int]:
    """The units whose cases somebody at these units can have by name: the units and those directly above."""
    return {unit for home in homes for unit in tree().ancestors(home)[:2]}


def people_of(unit_id: int) -> dict[int, str]:
    """Names by id of those appointed at a unit, places in teams apart."""
    return _named(unit=unit_id)


def _named(**place: int | None) -> dict[int, str]:
    posts = appointments_at(**place).exclude(role__kind=Role.Kind.TEAM)
    return {post.person_id: post.person.name for post in posts}
