"""Ending an appointment."""

from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.people.actions.administrators import require_another_administrator
from huisheng.people.models import Absence, Appointment, Role
from huisheng.people.queries_of_presence import handles_until
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
    write_end(appointment, day, actor)


def write_end(appointment: Appointment, day: date, actor: Viewer) -> None:
    """Write the end of a locked appointment and of what others stand in for it; with its audit entry.

    Whoever handles no matters of their own any more stands in for nobody either.
    """
    appointment.until = max(day, appointment.since)
    appointment.save(update_fields=["until"])
    _cut(appointment.absences.all(), day)
    if appointment.kind == Role.Kind.CASES:
        _cut(Absence.objects.filter(deputy=appointment.person_id), handles_until(appointment.person_id, day))
    audit.record(
        "appointment_ended",
        actor=actor.account_id,
        subject=f"person:{appointment.person_id}",
        appointment=appointment.pk,
        role=appointment.role_id,
    )


def _cut(absences: QuerySet[Absence], day: date) -> None:
    absences.filter(until__gt=day).update(until=Greatest(Value(day), F("since")))
