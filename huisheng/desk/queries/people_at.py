"""Who holds which post at a place of the network, and which posts nobody holds. Names only, never numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from huisheng.core import clock
from huisheng.people.models import Absence, Appointment
from huisheng.people.models.consent import NEED_CONSENT
from huisheng.people.queries import appointments_at
from huisheng.people.queries_of_teams import withheld


@dataclass(frozen=True)
class PostHeld:
    """A person in a post; `deputy` while they are away today. `kind`: `team` gives no rights."""

    id: int
    kind: str
    name: str
    role: str
    since: date
    deputy: str = ""


def posts_at(**place: int | None) -> list[PostHeld]:
    """The posts in force today at one unit, organisation, area or plot. At most three statements.

    Who is in a team and did not agree to be named is not named.
    """
    posts = list(appointments_at(**place))
    away, hidden = _away([post.pk for post in posts]), withheld(posts)
    return [
        PostHeld(
            post.pk,
            post.kind,
            gettext("（没有同意公开姓名）") if post.pk in hidden else post.person.name,
            post.role.label,
            post.since,
            away.get(post.pk, ""),
        )
        for post in posts
    ]


def posts_at_units(units: Iterable[int], day: date | None = None) -> dict[int, list[str]]:
    """Names of whoever held a post at each of several units on a day, today unless said. One statement."""
    found: dict[int, list[str]] = {}
    rows = (
        Appointment.objects.in_force(day or clock.today())
        .filter(unit__in=list(units))
        .exclude(role__in=NEED_CONSENT)
        .order_by("unit_id", "id")
    )
    for unit, name in rows.values_list("unit_id", "person__name"):
        found.setdefault(unit, []).append(name)
    return found


def secretaries_on(organisations: Iterable[int], day: date) -> dict[int, str]:
    """The secretary of each organisation on a day, by name. One statement."""
    rows = Appointment.objects.in_force(day).filter(organisation__in=list(organisations), role="secretary")
    return dict(rows.order_by("id").values_list("organisation_id", "person__name"))


def _away(posts: list[int]) -> dict[int, str]:
    day = clock.today()
    rows = Absence.objects.filter(appointment__in=posts, since__lte=day, until__gt=day)
    return dict(rows.values_list("appointment_id", "deputy__name"))
