"""Reads about places in teams: who is in one, whose name may be shown, and whom a typed name may mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from huisheng.core import clock
from huisheng.people.models import Appointment, Consent, Person, Role
from huisheng.people.models.consent import NEED_CONSENT
from huisheng.people.models.place import PLACES

MOST_NAMESAKES = 20


def with_consent(appointments: Iterable[int]) -> set[int]:
    """Of these appointments, those with a consent in force today. One statement."""
    day = clock.today()
    in_force = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)
    rows = Consent.objects.filter(in_force, appointment__in=list(appointments), taken_on__lte=day)
    return set(rows.values_list("appointment_id", flat=True))


def withheld(posts: Iterable[Appointment]) -> set[int]:
    """Of these appointments, those whose person's name is not shown to others. At most one statement."""
    asked = [post.pk for post in posts if post.role_id in NEED_CONSENT]
    return set(asked) - with_consent(asked) if asked else set()


@dataclass(frozen=True)
class InTeam:
    """A place in the team of a plot, with its consent in force (None: the name is not shown to others)."""

    post: Appointment
    consent: Consent | None


def team_of(plot_id: int) -> list[InTeam]:
    """Volunteers and caring residents of a plot, those to come included. Two statements."""
    day = clock.today()
    lasting = Q(until__isnull=True) | Q(until__gt=day)
    posts = (
        Appointment.objects.filter(lasting, plot=plot_id, role__in=NEED_CONSENT)
        .select_related("person", "role")
        .prefetch_related("consents__taken_by")
        .order_by("role__position", "person__name", "id")
    )
    return [
        InTeam(post, next((each for each in post.consents.all() if each.is_in_force(day)), None))
        for post in posts
    ]


def last_post_at(**place: int | None) -> int:
    """The newest appointment at a place: what a page that adds people there has seen. One statement."""
    return int(Appointment.objects.filter(**place).aggregate(last=Max("id"))["last"] or 0)


@dataclass(frozen=True)
class Namesake:
    """A person of some name, and by which posts one knows which of them it is."""

    id: int
    name: str
    posts: tuple[str, ...]


def namesakes(name: str) -> list[Namesake]:
    """Persons of exactly this name with the posts that are shown to everybody. Three statements.

    Never whether somebody is a member (domain.md D7).
    """
    people = list(Person.objects.filter(name=" ".join(name.split())).order_by("id")[:MOST_NAMESAKES])
    posts = list(
        Appointment.objects.in_force(clock.today())
        .filter(person__in=people)
        .select_related("role", *PLACES)
        .order_by("role__position", "id")
    )
    hidden = withheld(posts)
    shown: dict[int, tuple[str, ...]] = {}
    for post in posts:
        if post.pk not in hidden:
            words = f"{post.place} · {post.role.label}"
            shown[post.person_id] = (*shown.get(post.person_id, ()), words)
    return [Namesake(person.pk, person.name, shown.get(person.pk, ())) for person in people]


def others_in_role(post: Appointment, day: date) -> bool:
    """Whether somebody else holds the same role at the same place on a day."""
    return (
        Appointment.objects.in_force(day)
        .filter(role=post.role_id, **post.place_ids)
        .filter(Q(kind=Role.Kind.TEAM) | Q(grant__confirmed_at__isnull=False))
        .exclude(person=post.person_id)
        .exclude(pk=post.pk)
        .exists()
    )
