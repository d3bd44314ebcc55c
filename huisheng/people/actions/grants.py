"""Roles with rights are given by two people: one administrator asks, another confirms."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.network.tree import tree
from huisheng.people.actions.appointments import write_end
from huisheng.people.models import Account, Appointment, Person, Role, RoleGrant
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer

Place = Mapping[str, int | None]


@transaction.atomic
def ask_for_role(
    person: Person,
    role: Role,
    place: Place,
    *,
    actor: Viewer,
    since: date,
    until: date | None = None,
    replaces: Appointment | None = None,
) -> RoleGrant:
    """Ask that a person be given a role at a unit, area or plot. It gives no right until it is confirmed.

    `place` is one of `unit_id`, `area_id`, `plot_id`. Raises `Refused` when it is asked for oneself, for
    somebody without an account, or for a place or period that cannot be. Accounts and logs are those of the
    whole installation, so who administers or audits does it at the top unit and nowhere else. `replaces`: the
    post that ends when this one is confirmed, and not before. The same again asks for nothing.
    """
    if person.pk == actor.person_id:
        raise Refused(_("不能给自己要角色。请另一名管理员来提。"))
    if role.kind == Role.Kind.TEAM:
        raise Refused(_("这个角色不登录，不用授予。"), "role")
    if role.kind in (Role.Kind.ADMINISTER, Role.Kind.AUDIT) and not _is_root(place):
        raise Refused(_("管理员和审计员管的是全区，只能设在最上级单位。"), "place")
    if not Account.objects.select_for_update().filter(person=person, is_active=True):
        raise Refused(_("这个人还没有账户。请先邀请。"))
    if until is not None and until <= since:
        raise Refused(_("结束日期要晚于开始日期。"), "until")
    asked = {"person": person, "role": role, "since": since, "until": until, "replaces": replaces, **place}
    waits = RoleGrant.objects.filter(confirmed_at__isnull=True, refused_at__isnull=True, **asked).first()
    if waits is not None:
        return waits
    grant = RoleGrant.objects.create(asked_by_id=actor.person_id, **asked)
    _record("role_asked", grant, actor)
    return grant


def _is_root(place: Place) -> bool:
    root = tree().root
    return root is not None and place.get("unit_id") == root.id


@transaction.atomic
def confirm_role(grant: RoleGrant, *, actor: Viewer) -> Appointment:
    """Confirm what another administrator asked for; the person holds the role from `since` on.

    Raises `Refused` when the confirming person asked for it or gets it, when it was decided already, when the
    account or the place ended meanwhile, or when the person would handle matters, audit or administer at the
    same time.
    """
    grant = _undecided(grant)
    if grant.person_id == actor.person_id:
        raise Refused(_("不能确认给自己的角色。"))
    if grant.asked_by_id == actor.person_id:
        raise Refused(_("这是您自己提的，要由另一名管理员确认。"))
    _must_still_be(grant)
    grant.confirmed_by_id = actor.person_id
    grant.confirmed_at = clock.now()
    grant.save(update_fields=["confirmed_by", "confirmed_at"])
    appointment = appointment_from(grant)
    if grant.replaces_id is not None:
        _end_replaced(grant.replaces_id, max(grant.since, clock.today()), actor)
    _record("role_confirmed", grant, actor, appointment=appointment.pk)
    return appointment


def _must_still_be(grant: RoleGrant) -> None:
    """`Refused` when who gets it, or where, is no more. The account does not end meanwhile."""
    if not Account.objects.select_for_update().filter(person=grant.person_id, is_active=True):
        raise Refused(_("这个账户已经停用。"))
    network = tree()
    for nodes, place in (
        (network.units, grant.unit_id),
        (network.areas, grant.area_id),
        (network.plots, grant.plot_id),
    ):
        if place is not None and nodes[place].closed:
            raise Refused(_("那个地方已经撤销，不能再任命。"))


def _end_replaced(post_id: int, day: date, actor: Viewer) -> None:
    """End the post that the confirmed one takes the place of; one that ended before stays as it is."""
    post = Appointment.objects.select_for_update().get(pk=post_id)
    if post.until is None or post.until > max(day, post.since):
        write_end(post, day, actor)


def appointment_from(grant: RoleGrant) -> Appointment:
    """Write the appointment that a decided grant allows."""
    try:
        with transaction.atomic():
            return Appointment.objects.create(
                person_id=grant.person_id,
                role_id=grant.role_id,
                kind=grant.role.kind,
                grant=grant,
                since=grant.since,
                until=grant.until,
                **grant.place_ids,
            )
    except IntegrityError as problem:
        if "one_kind_at_a_time" in str(problem):
            raise Refused(_("办事、审计、管理账户三样不能由同一个人担任。请先结束另一个角色。")) from problem
        raise Refused(_("这个人在这里已经有这个角色了。")) from problem


@transaction.atomic
def refuse_role(grant: RoleGrant, *, actor: Viewer) -> None:
    """Refuse, or take back, what was asked for. Whoever asked may do it; the beneficiary may not."""
    grant = _undecided(grant)
    if grant.person_id == actor.person_id:
        raise Refused(_("这是给您自己的角色，要由别人决定。"))
    grant.refused_by_id = actor.person_id
    grant.refused_at = clock.now()
    grant.save(update_fields=["refused_by", "refused_at"])
    _record("role_refused", grant, actor)


def _undecided(grant: RoleGrant) -> RoleGrant:
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("role").get(pk=grant.pk)
    if not grant.is_waiting:
        raise Refused(_("这件事已经有人处理过了。"))
    return grant


def _record(action: str, grant: RoleGrant, actor: Viewer, **detail: int) -> None:
    place = {key: value for key, value in grant.place_ids.items() if value is not None}
    audit.record(
        action,
        actor=actor.account_id,
        subject=f"person:{grant.person_id}",
        grant=grant.pk,
        role=grant.role_id,
        **place,
        **detail,
    )
