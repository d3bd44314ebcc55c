"""The people of a team go over when another plot takes what belonged to theirs (domain.md D11)."""

from django.db import transaction

from huisheng.core import audit, clock
from huisheng.people.models import Appointment, Role


@transaction.atomic
def move_team(plot_id: int, into_id: int) -> int:
    """Let everybody who holds a place in the team of a plot that closed hold it at the plot that took over,
    from today on; how many. Who holds the same place there already keeps that one. Again it moves nobody.

    Consent to show a name was given for the old team: it does not go along and is asked for again.
    """
    today = clock.today()
    held = Appointment.objects.select_for_update().filter(kind=Role.Kind.TEAM, plot=plot_id)
    posts = list(held.filter(until__isnull=True).order_by("pk"))
    there = set(Appointment.objects.in_force(today).filter(plot=into_id).values_list("person_id", "role_id"))
    for post in posts:
        post.until = max(today, post.since)
    Appointment.objects.bulk_update(posts, ["until"])
    moved = Appointment.objects.bulk_create(
        Appointment(person_id=person, role_id=role, kind=Role.Kind.TEAM, plot_id=into_id, since=today)
        for person, role in sorted({(post.person_id, post.role_id) for post in posts} - there)
    )
    audit.record_many(
        audit.entry(
            "appointed",
            actor=None,
            subject=f"person:{post.person_id}",
            role=post.role_id,
            appointment=post.pk,
            plot_id=into_id,
        )
        for post in moved
    )
    return len(moved)
