"""Dynamic management of members (domain.md D7): join, transfer in and out, suspend, resume, die."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit
from huisheng.people.actions.standing import must_stand
from huisheng.people.models import Member, MemberChange, Person
from huisheng.people.models.member import new_member_number
from huisheng.people.refusals import Refused

State, Kind = Member.State, MemberChange.Kind

# (state, change) → state. What is not here cannot be.
TRANSITIONS = {
    (State.ACTIVE, Kind.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Kind.RESUME): State.ACTIVE,
    (State.ACTIVE, Kind.TRANSFER_OUT): State.TRANSFERRED,
    (State.TRANSFERRED, Kind.TRANSFER_IN): State.ACTIVE,
    (State.ACTIVE, Kind.DIE): State.DEAD,
    (State.SUSPENDED, Kind.DIE): State.DEAD,
    (State.TRANSFERRED, Kind.DIE): State.DEAD,
}


@transaction.atomic
def take_in_member(
    person: Person,
    organisation: int,
    *,
    joined: date,
    day: date,
    kind: str,
    actor: int | None,
    number: str = "",
) -> Member:
    """Take a person into the register: who just joined (`join`), or came from elsewhere (`transfer_in`).

    Without a `number` the member gets a new one.
    """
    if kind not in (Kind.JOIN, Kind.TRANSFER_IN):
        raise ValueError(kind)
    must_stand(organisation)
    if Member.objects.filter(person=person).exists():
        raise Refused(_("这个人已经在党员名册里了。"))
    member = Member.objects.create(
        number=number or new_member_number(),
        person=person,
        organisation_id=organisation,
        joined=joined,
        state_since=day,
    )
    _record(member, kind, day, actor)
    return member


@transaction.atomic
def change_member(
    member: Member, kind: str, *, day: date, actor: int | None, organisation: int | None = None
) -> Member:
    """One change of a member's state on a day; `organisation` is needed for `transfer_in` only.

    Raises `Refused` when the change does not follow from the state, or lies before the last one.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    state = TRANSITIONS.get((State(member.state), Kind(kind)))
    if state is None:
        raise Refused(_("这名党员现在是“%(state)s”，不能这样改。") % {"state": State(member.state).label})
    if day < member.state_since:
        raise Refused(_("日期早于上一次变动。"))
    if (organisation is not None) != (kind == Kind.TRANSFER_IN):
        raise ValueError("an organisation is given exactly when a member transfers in")
    if organisation is not None:
        must_stand(organisation)
        member.organisation_id = organisation
    member.state, member.state_since = state, day
    member.save(update_fields=["organisation", "state", "state_since"])
    _record(member, kind, day, actor)
    return member


def _record(member: Member, kind: str, day: date, actor: int | None) -> None:
    MemberChange.objects.create(member=member, kind=kind, organisation_id=member.organisation_id, day=day)
    audit.record(f"member_{kind}", actor=actor, subject=f"member:{member.pk}")
