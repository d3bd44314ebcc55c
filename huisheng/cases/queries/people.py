"""Persons whom a case may be given to, or may be about."""

from huisheng.cases.models import Case
from huisheng.people.models import Role
from huisheng.people.queries import appointments_at


def who_may_handle(case: Case) -> dict[int, str]:
    """Names by id of those appointed at the responsible unit, and at the plot: at most two statements."""
    return people_of(case.unit_id) | (_named(plot=case.plot_id) if case.plot_id is not None else {})


def people_of(unit_id: int) -> dict[int, str]:
    """Names by id of those appointed at a unit, places in teams apart."""
    return _named(unit=unit_id)


def _named(**place: int | None) -> dict[int, str]:
    posts = appointments_at(**place).exclude(role__kind=Role.Kind.TEAM)
    return {post.person_id: post.person.name for post in posts}
