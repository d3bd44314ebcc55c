"""Volunteers and caring residents of a plot (domain.md D11): taken in, with or without consent, and leaving."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.network.models import Plot
from huisheng.people.actions.persons import Newcomer, appoint_to_team, person_of
from huisheng.people.models import Appointment, Consent, Person, Role
from huisheng.people.models.consent import NEED_CONSENT
from huisheng.people.queries_of_teams import last_post_at
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer

FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Said:
    """How and when somebody agreed that their name is shown."""

    way: str
    on: date


@transaction.atomic
def take_into_team(
    who: Person | Newcomer,
    role: Role,
    plot_id: int,
    *,
    since: date,
    said: Said | None,
    seen: int,
    actor: Viewer,
) -> Appointment:
    """Take somebody into the team of a plot as a volunteer or caring resident; `said`: their consent, if any.

    `seen`: `last_post_at` the plot when its page was made. Raises `Refused`, also when somebody was added in
    between: a second click never makes a second person.
    """
    if role.code not in NEED_CONSENT:
        raise Refused(_("团队里只有党建志愿者和热心居民在这里登记。"))
    Plot.objects.select_for_update(no_key=True).get(pk=plot_id)
    if last_post_at(plot=plot_id) != seen:
        raise Refused(_("刚才这里加过人。请看一眼名单，还缺再加一次。"))
    if since > clock.today() + FURTHEST:
        raise Refused(_("日期太远了。"), "day")
    person = person_of(who, actor=actor.account_id)
    post = appoint_to_team(person, role, actor=actor.account_id, since=since, plot_id=plot_id)
    if said is not None:
        _write_consent(post, said, actor)
    return post


@transaction.atomic
def leave_team(post_id: int, *, day: date, actor: Viewer) -> None:
    """From `day` on the person is not in the team any more. Again changes nothing. Raises `Refused`."""
    post = _place(post_id)
    if post.until == day:
        return
    if post.until is not None and post.until <= clock.today():
        raise Refused(_("这个角色已经结束了。"))
    if day < post.since:
        raise Refused(_("离开的日期不能早于加入的日期。"), "day")
    if day > clock.today() + FURTHEST:
        raise Refused(_("日期太远了。"), "day")
    post.until = day
    post.save(update_fields=["until"])
    audit.record(
        "appointment_ended",
        actor=actor.account_id,
        subject=f"person:{post.person_id}",
        appointment=post.pk,
        role=post.role_id,
    )


@transaction.atomic
def record_consent(post_id: int, said: Said, *, actor: Viewer) -> Consent:
    """Write down that the person agreed to have their name shown. Where they did already nothing is written."""
    post = _place(post_id)
    present: Consent | None = post.consents.filter(withdrawn_on__isnull=True).first()
    return present or _write_consent(post, said, actor)


@transaction.atomic
def withdraw_consent(post_id: int, *, actor: Viewer) -> None:
    """The person does not want their name shown any more: from today on it is not. Again changes nothing."""
    post = _place(post_id)
    present = post.consents.filter(withdrawn_on__isnull=True).first()
    if present is None:
        return
    present.withdrawn_on = max(clock.today(), present.taken_on)
    present.withdrawn_by_id = actor.acting_person
    present.save(update_fields=["withdrawn_on", "withdrawn_by"])
    audit.record(
        "consent_withdrawn",
        actor=actor.account_id,
        subject=f"person:{post.person_id}",
        appointment=post.pk,
    )


def _place(post_id: int) -> Appointment:
    """The place in a team, locked. `Appointment.DoesNotExist` for any other post."""
    return Appointment.objects.select_for_update().get(pk=post_id, role__in=NEED_CONSENT)


def _write_consent(post: Appointment, said: Said, actor: Viewer) -> Consent:
    if said.on > clock.today():
        raise Refused(_("同意的日期不能晚于今天。"), "said_on")
    if said.way not in Consent.Way.values:
        raise Refused(_("请写是书面还是口头同意的。"), "way")
    consent = Consent.objects.create(
        appointment=post, way=said.way, taken_on=said.on, taken_by_id=actor.acting_person
    )
    audit.record(
        "consent_recorded",
        actor=actor.account_id,
        subject=f"person:{post.person_id}",
        appointment=post.pk,
        way=said.way,
    )
    return consent
