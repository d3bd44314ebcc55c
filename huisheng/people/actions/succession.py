"""Somebody leaves a post and somebody follows (domain.md D11, D13): nothing is left without a person.

Posts that give no rights change hands at once. A role that reads matters needs two people for the successor
(docs/decisions/0004-access.md), so its post stays in force, with its holder or their deputy, until the second
one has confirmed.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock
from huisheng.people.actions.appointments import end_appointment, write_end
from huisheng.people.actions.grants import ask_for_role
from huisheng.people.actions.persons import Newcomer, appoint_to_team, person_of
from huisheng.people.models import Appointment, Person, Role, RoleGrant
from huisheng.people.queries_of_teams import last_post_at, others_in_role
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer

FURTHEST = timedelta(days=366)
LEFT_ALONE = _("这样这里就没有人了。请写由谁接，或者选“先空着”，上级会在“还没人管的地方”里看到。")
# Posts without rights that are filled here; volunteers and caring residents come and go with `teams`.
FILLED = ("secretary", "hub_household")


@transaction.atomic
def hand_over_place(
    post_id: int, who: Person | Newcomer | None, *, vacant: bool, day: date, actor: Viewer
) -> Appointment | None:
    """End a post without rights on `day`; `who` holds it from that day on. The successor's appointment.

    Nobody follows only where somebody else holds the same post, or it is left empty knowingly (`vacant`).
    Said again it changes nothing. Raises `Refused`.
    """
    post = Appointment.objects.select_for_update().get(pk=post_id, kind=Role.Kind.TEAM)
    if post.until == day:
        return _successor_again(post, day, who)
    _check_day(post, day)
    _check_nothing_later(post, day)
    if who is None and not vacant and not others_in_role(post, day):
        raise Refused(LEFT_ALONE)
    if isinstance(who, Person) and who.pk == post.person_id:
        raise Refused(_("接的人要是另一个人。"))
    write_end(post, day, actor)
    if who is None:
        return None
    person = person_of(who, actor=actor.account_id)
    return appoint_to_team(person, post.role, actor=actor.account_id, since=day, **post.place_ids)


@transaction.atomic
def hand_over_role(
    post_id: int, successor: Person | None, *, vacant: bool, day: date, actor: Viewer
) -> RoleGrant | None:
    """Ask that somebody take over a role that handles matters from `day` on; the grant that waits.

    The post ends when a second administrator confirms it. Without a successor it ends on `day`, where somebody
    else holds the same role or it is left empty knowingly. Raises `Refused`.
    """
    post = Appointment.objects.select_for_update(of=("self",)).select_related("role").get(pk=post_id)
    if post.kind != Role.Kind.CASES or not actor.may("administer"):
        raise Refused(_("只有管理员可以交接办事的角色。"))
    if post.person_id == actor.person_id:
        raise Refused(_("不能结束自己的角色。请另一名管理员来做。"))
    if successor is None:
        if not vacant and not others_in_role(post, day):
            raise Refused(LEFT_ALONE)
        end_appointment(post, actor=actor, on=day)
        return None
    if successor.pk == post.person_id:
        raise Refused(_("接的人要是另一个人。"))
    waiting = post.successions.filter(confirmed_at__isnull=True, refused_at__isnull=True)
    for asked in waiting.select_related("person"):
        if asked.person_id == successor.pk:
            return asked
        raise Refused(_("已经提出由 %(name)s 接，等另一名管理员确认。") % {"name": asked.person.name})
    _check_day(post, day)
    return ask_for_role(successor, post.role, post.place_ids, actor=actor, since=day, replaces=post)


@transaction.atomic
def fill_place(
    role: Role,
    who: Person | Newcomer,
    *,
    day: date,
    seen: int,
    actor: Viewer,
    unit_id: int | None = None,
    organisation_id: int | None = None,
) -> Appointment:
    """Appoint to a post without rights that nobody holds. `seen`: `last_post_at` the place. `Refused`."""
    if role.code not in FILLED:
        raise Refused(_("这个角色要由两名管理员授予。"))
    place = {"unit_id": unit_id, "organisation_id": organisation_id}
    chosen = {name: value for name, value in place.items() if value is not None}
    Role.objects.select_for_update(no_key=True).get(
        pk=role.pk
    )  # one at a time: the place itself lies in the network
    if last_post_at(**chosen) != seen:
        raise Refused(_("刚才有人在这里任命过人。请看一眼再定。"))
    held = Appointment.objects.in_force(day).filter(role=role, **chosen).select_related("person").first()
    if held is not None:
        raise Refused(_("%(name)s 已经在这个岗位上。要换人，请用“交接”。") % {"name": held.person.name})
    if day > clock.today() + FURTHEST:
        raise Refused(_("日期太远了。"), "day")
    person = person_of(who, actor=actor.account_id)
    return appoint_to_team(person, role, actor=actor.account_id, since=day, **chosen)


def _check_day(post: Appointment, day: date) -> None:
    if post.until is not None and post.until <= day:
        raise Refused(_("这个角色已经结束了。"))
    if day < post.since:
        raise Refused(_("日期不能早于他开始的那天。"), "day")
    if day > clock.today() + FURTHEST:
        raise Refused(_("日期太远了。"), "day")


def _check_nothing_later(post: Appointment, day: date) -> None:
    later = Appointment.objects.filter(role=post.role_id, since__gt=day, **post.place_ids)
    planned = later.exclude(until=F("since")).exclude(pk=post.pk).select_related("person").first()
    if planned is not None:
        words = _("%(day)s 起已经定了由 %(name)s 接。请先在那里改。")
        raise Refused(words % {"day": planned.since.isoformat(), "name": planned.person.name})


def _successor_again(post: Appointment, day: date, who: Person | Newcomer | None) -> Appointment | None:
    """Whoever followed when this was said before; `Refused` where it was left empty then and is not now."""
    same = Appointment.objects.filter(role=post.role_id, since=day, **post.place_ids)
    followed = same.exclude(pk=post.pk).first()
    if followed is None and who is not None:
        raise Refused(_("这个岗位已经空出来了。请在那里任命。"))
    return followed
