"""Standing in for whoever is away. A deputy reads what the absent person reads, so naming one is a grant.

The absent person names the deputy alone. An administrator, who does it for somebody who fell ill, asks; a
second administrator confirms (docs/decisions/0004-access.md).
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.network.tree import tree
from huisheng.people.models import Absence, AbsenceRequest, Appointment, Person, Role
from huisheng.people.models.appointments import LONGEST_ABSENCE
from huisheng.people.queries_of_presence import handles_until
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer, home_units_of

SUBCENTRE = 2


@transaction.atomic
def set_absence(
    appointment: Appointment, deputy: Person, *, since: date, until: date, actor: Viewer
) -> Absence:
    """Say that one is away from `since` up to `until` (exclusive), and who has one's rights meanwhile.

    Said by the absent person; again it changes nothing. Raises `Refused`, for a deputy who cannot be one, too: see
    `_check`.
    """
    if actor.person_id != appointment.person_id:
        raise Refused(_("只有本人可以这样安排代班。"))
    _check(appointment, deputy, since, until)
    named = appointment.absences.filter(deputy=deputy, since=since, until=until).first()
    return named or _write(appointment, deputy, since, until, actor=actor)


@transaction.atomic
def ask_for_deputy(
    appointment: Appointment, deputy: Person, *, since: date, until: date, actor: Viewer
) -> AbsenceRequest:
    """Ask, as an administrator, that somebody stand in; it gives no right until another one confirms it. The same
    again asks for nothing."""
    if not actor.may("administer"):
        raise Refused(_("只有本人或管理员可以安排代班。"))
    _check(appointment, deputy, since, until)
    same = appointment.absence_requests.filter(deputy=deputy, since=since, until=until)
    waits = same.filter(confirmed_at__isnull=True, refused_at__isnull=True).first()
    if waits is not None:
        return waits
    asked = AbsenceRequest.objects.create(
        appointment=appointment, deputy=deputy, since=since, until=until, asked_by_id=actor.acting_person
    )
    _record("deputy_asked", asked, actor)
    return asked


@transaction.atomic
def confirm_deputy(asked: AbsenceRequest, *, actor: Viewer) -> Absence:
    """Confirm what another administrator asked for. Raises `Refused`, also when it can no longer be."""
    asked = _undecided(asked)
    if asked.asked_by_id == actor.person_id:
        raise Refused(_("这是您自己提的，要由另一名管理员确认。"))
    _check(asked.appointment, asked.deputy, max(asked.since, clock.today()), asked.until)
    asked.confirmed_by_id, asked.confirmed_at = actor.acting_person, clock.now()
    asked.save(update_fields=["confirmed_by", "confirmed_at"])
    _record("deputy_confirmed", asked, actor)
    since = max(asked.since, clock.today())
    return _write(asked.appointment, asked.deputy, since, asked.until, actor=actor, asked=asked)


@transaction.atomic
def refuse_deputy(asked: AbsenceRequest, *, actor: Viewer) -> None:
    """Refuse, or take back, what was asked for."""
    asked = _undecided(asked)
    asked.refused_by_id, asked.refused_at = actor.acting_person, clock.now()
    asked.save(update_fields=["refused_by", "refused_at"])
    _record("deputy_refused", asked, actor)


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


def _check(appointment: Appointment, deputy: Person, since: date, until: date) -> None:
    """`Refused` unless this person may stand in on these days.

    The deputy must already hold a role that two people gave and that handles matters, in the same
    sub-centre's branch or above: what a deputy gets to read is near what they read anyway.
    """
    if appointment.kind != Role.Kind.CASES:
        raise Refused(_("只有办事的角色可以请人代班。"))
    if deputy.pk == appointment.person_id:
        raise Refused(_("代班的人要是另一个人。"), "deputy")
    _check_days(appointment, since, until)
    held = _units_of_roles(deputy, since)
    if held is None:
        raise Refused(_("代班的人自己也要是办事的人。%(name)s 不是。") % {"name": deputy.name}, "deputy")
    if not held & _near(appointment):
        words = _("代班的人要在同一个分中心里，或者在上级。%(name)s 不在。")
        raise Refused(words % {"name": deputy.name}, "deputy")
    last = handles_until(deputy.pk, since)
    if last < until:
        words = _("代班的人自己的角色 %(day)s 就结束了，代班不能比它长。")
        raise Refused(words % {"day": last.isoformat()}, "until")


def _check_days(appointment: Appointment, since: date, until: date) -> None:
    if since < clock.today():
        raise Refused(_("开始日期不能早于今天。"), "since")
    if until <= since:
        raise Refused(_("结束日期要晚于开始日期。"), "until")
    if until - since > LONGEST_ABSENCE:
        raise Refused(_("代班的日期最长 %(days)d 天。") % {"days": LONGEST_ABSENCE.days}, "until")
    if appointment.until is not None and appointment.until <= since:
        raise Refused(_("那时这个角色已经结束了。"), "since")


def _units_of_roles(deputy: Person, day: date) -> frozenset[int] | None:
    """The units at which the person handles matters on the day; None when nowhere. None of it ends meanwhile."""
    held = list(
        Appointment.objects.in_force(day)
        .filter(
            person=deputy,
            kind=Role.Kind.CASES,
            grant__confirmed_at__isnull=False,
            person__account__is_active=True,
        )
        .select_for_update(of=("self",))
        .order_by("id")
    )
    return frozenset().union(*map(home_units_of, held)) if held else None


def _near(appointment: Appointment) -> frozenset[int]:
    """The units of the same sub-centre's branch, and all above; at the centre itself only those above."""
    units, near = tree(), set()
    for home in home_units_of(appointment):
        above = units.ancestors(home)
        near |= set(above)
        for unit in above:
            if units.unit(unit).level == SUBCENTRE:
                near |= units.subtree(unit)
    return frozenset(near)


def _write(
    appointment: Appointment,
    deputy: Person,
    since: date,
    until: date,
    *,
    actor: Viewer,
    asked: AbsenceRequest | None = None,
) -> Absence:
    try:
        with transaction.atomic():
            absence = Absence.objects.create(
                appointment=appointment,
                absent_id=appointment.person_id,
                deputy=deputy,
                since=since,
                until=until,
                request=asked,
            )
    except IntegrityError as problem:
        raise Refused(_("这几天已经安排了代班。请先取消原来的安排。"), "since") from problem
    audit.record(
        "absence_set",
        actor=actor.account_id,
        subject=f"person:{appointment.person_id}",
        absence=absence.pk,
        appointment=appointment.pk,
        deputy=deputy.pk,
    )
    return absence


def _undecided(asked: AbsenceRequest) -> AbsenceRequest:
    asked = (
        AbsenceRequest.objects.select_for_update(of=("self",))
        .select_related("appointment", "deputy")
        .get(pk=asked.pk)
    )
    if not asked.is_waiting:
        raise Refused(_("这件事已经有人处理过了。"))
    return asked


def _record(action: str, asked: AbsenceRequest, actor: Viewer) -> None:
    audit.record(
        action,
        actor=actor.account_id,
        subject=f"person:{asked.appointment.person_id}",
        request=asked.pk,
        appointment=asked.appointment_id,
        deputy=asked.deputy_id,
    )
