"""Persons, and their places in teams and organisations, which give no rights."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.people.actions.standing import must_stand
from huisheng.people.contacts import read_phone
from huisheng.people.models import Appointment, Person, Role
from huisheng.people.refusals import Refused


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is not in the register yet."""

    name: str
    phone: str = ""


def person_of(who: Person | Newcomer, *, actor: int | None) -> Person:
    """The person, taken into the register when new. Raises `Refused` for a bad name or number."""
    return add_person(who.name, actor=actor, phone=who.phone) if isinstance(who, Newcomer) else who


@transaction.atomic
def add_person(name: str, *, actor: int | None, phone: str = "", illustrative: bool = False) -> Person:
    """Take a person into the register; the telephone number is sealed. Raises `Refused` for a bad one."""
    plain = " ".join(name.split())
    if not plain:
        raise Refused(_("请写姓名。"), "name")
    person = Person.objects.create(name=plain, illustrative=illustrative)
    if phone:
        try:
            person.seal_phone(read_phone(phone))
        except ValidationError as problem:
            raise Refused(problem.messages[0], "phone") from problem
        person.save(update_fields=["phone_sealed"])
    audit.record("person_added", actor=actor, subject=f"person:{person.pk}")
    return person


@transaction.atomic
def appoint_to_team(
    person: Person, role: Role, *, actor: int | None, since: date | None = None, **place: int | None
) -> Appointment:
    """Appoint to a role of kind `team` at one place (`unit_id`, `organisation_id`, `area_id` or `plot_id`).

    Roles with an account come only from a grant (see `ask_for_role`). Raises `Refused` when the person
    already holds the role there.
    """
    if role.kind != Role.Kind.TEAM:
        raise Refused(_("这个角色要由两名管理员授予。"))
    organisation = place.get("organisation_id")
    if organisation is not None:
        must_stand(organisation)
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                person=person, role=role, kind=role.kind, since=since or clock.today(), **place
            )
    except IntegrityError as problem:
        raise Refused(_("这个人在这里已经有这个角色了。")) from problem
    audit.record(
        "appointed",
        actor=actor,
        subject=f"person:{person.pk}",
        role=role.pk,
        appointment=appointment.pk,
        **{key: value for key, value in place.items() if value is not None},
    )
    return appointment
