"""Reads of the register of members, for whoever keeps it (domain.md D7)."""

from dataclasses import dataclass

from django.db.models import F

from huisheng.core import clock
from huisheng.people.hindrances import KEPT
from huisheng.people.models import Appointment, Member, MemberChange, MemberExport
from huisheng.people.queries import PLACES
from huisheng.people.queries_of_teams import withheld


def latest_exports(most: int = 5) -> list[MemberExport]:
    """How the register went out lately, the last first. One statement."""
    return list(MemberExport.objects.select_related("by").order_by("-id")[:most])


@dataclass(frozen=True)
class Told:
    """One member as the register has them: never a contact. Places in teams without consent are left out.

    `posts` are those that go on or are to come, `former` those that ended, none called off before it began;
    `changes` newest first.
    """

    member: Member
    posts: list[Appointment]
    former: list[Appointment]
    changes: list[MemberChange]


def members_of(organisation_id: int) -> list[Member]:
    """Whom an organisation keeps, by name; who was transferred out or died is not among them. One statement."""
    kept = Member.objects.filter(organisation=organisation_id, state__in=KEPT).select_related("person")
    return list(kept.order_by("person__name", "number"))


def member_told(number: str) -> Told | None:
    """The member with this number. At most four statements."""
    member = Member.objects.select_related("person", "organisation").filter(number=number).first()
    if member is None:
        return None
    held = Appointment.objects.filter(person=member.person_id).exclude(until=F("since"))
    found = list(held.select_related("role", *PLACES).order_by("-since", "id"))
    hidden, today = withheld(found), clock.today()
    shown = [post for post in found if post.pk not in hidden]
    return Told(
        member=member,
        posts=[post for post in shown if post.until is None or post.until > today],
        former=[post for post in shown if post.until is not None and post.until <= today],
        changes=list(member.changes.select_related("organisation").order_by("-day", "-id")),
    )
