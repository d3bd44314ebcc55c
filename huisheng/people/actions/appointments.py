"""Ending an appointment, and standing in for whoever is away from one."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.people.actions.administrators import require_another_administrator
from huisheng.people.models import Absence, Appointment, Person, Role
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer


@transaction.atomic
def end_appointment(appointment: Appointment, *, actor: Viewer, on: date | None = None) -> None:
    """End an appointment on a day (today when left out), from which on it gives no right.

    Nobody ends their own, and the last administrator's stays. Raises `Refused`.
    """
    day = on or clock.today()
    if appointment.kind == Role.Kind.ADMINISTER:
        require_another_administrator()
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if appointment.person_id == actor.person_id:
        raise Refused(_("不能结束自己的角色。请另一名管理员来做。"))
    if appointment.until is not None and appointment.until <= day:
        raise Refused(_("这个角色已经结束了。"))
    if day < clock.today():
        raise Refused(_("结束日期不能早于今天。"))
    appointment.until = max(day, appointment.since)
    appointment.save(update_fields=["until"])
    appointment.absences.filter(until__gt=day).update(until=Greatest(Value(day), F("since")))
    audit.record(
        "appointment_ended",
        actor=actor.account_id,
        subject=f"person:{appointment.person_id}",
        appointment=appointment.pk,
        role=appointment.role_id,
    )


@transaction.atomic
def set_absence(
    appointment: Appointment, deputy: Person, *, since: date, until: date, actor: Viewer
) -> Absence:
    """Say that somebody is away from `since` up to `until` (exclusive), and who has their rights meanwhile.

    Said by the absent person or an administrator. The deputy must already hold a role that two people gave
    and that handles matters, and is never whoever says so: otherwise standing in would be a way to grant
    oneself a role. Raises `Refused`.
    """
    if appointment.kind != Role.Kind.CASES:
        raise Refused(_("只有办事的角色可以请人代班。"))
    if actor.person_id != appointment.person_id and not actor.may("administer"):
        raise Refused(_("只有本人或管理员可以安排代班。"))
    if deputy.pk == actor.person_id:
        raise Refused(_("不能安排自己代班。"))
    if deputy.pk == appointment.person_id:
        raise Refused(_("代班的人要是另一个人。"))
    _check_days(appointment, since, until)
    if not _handles_matters(deputy, since):
        raise Refused(_("代班的人自己也要是办事的人。%(name)s 不是。") % {"name": deputy.name})
    try:
        with transaction.atomic():
            absence = Absence.objects.create(
                appointment=appointment,
                absent_id=appointment.person_id,
                deputy=deputy,
                since=since,
                until=until,
            )
    except IntegrityError as problem:
        raise Refused(_("这几天已经安排了代班。请先取消原来的安排。")) from problem
    audit.record(
        "absence_set",
        actor=actor.account_id,
        subject=f"person:{appointment.person_id}",
        absence=absence.pk,
        appointment=appointment.pk,
        deputy=deputy.pk,
    )
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, actor: Viewer) -> None:
    """The absent person is back: the deputy's rights end today. By that person or an administrator."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if actor.person_id != absence.absent_id and not actor.may("administer"):
        raise Refused(_("只有本人或管理员可以取消代班。"))
    today = clock.today()
    if absence.until <= today:
        raise Refused(_("这次代班已经结束了。"))
    absence.until = max(today, absence.since)
    absence.save(update_fields=["until"])
    audit.record(
        "absence_ended", actor=actor.account_id, subject=f"person:{absence.absent_id}", absence=absence.pk
    )


def _check_days(appointment: Appointment, since: date, until: date) -> None:
    if since < clock.today():
        raise Refused(_("开始日期不能早于今天。"))
    if until <= since:
        raise Refused(_("结束日期要晚于开始日期。"))
    if appointment.until is not None and appointment.until <= since:
        raise Refused(_("那时这个角色已经结束了。"))


def _handles_matters(deputy: Person, day: date) -> bool:
    return (
        Appointment.objects.in_force(day)
        .filter(
            person=deputy,
            kind=Role.Kind.CASES,
            grant__confirmed_at__isnull=False,
            person__account__is_active=True,
        )
        .exists()
    )
