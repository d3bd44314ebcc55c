"""Send a branch to an entity that has too few members for one of its own, and withdraw it (domain.md D8)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.network.actions.asked import must_go_on
from huisheng.network.beside import require_as_seen, require_day
from huisheng.network.editing import Refused
from huisheng.network.models import DispatchedBranch, Entity, Organisation, OrganisationKind
from huisheng.network.models.base import DatedQuerySet
from huisheng.network.queries.dispatches import FEWEST_MEMBERS


def sent_to(entity: Entity) -> DatedQuerySet:
    """What was and is sent to an entity: what a page about it has seen (`mark_of_all`)."""
    rows: DatedQuerySet = DispatchedBranch.objects.filter(entity=entity.name, area=entity.area_id)
    return rows


@transaction.atomic
def dispatch_branch(
    entity_id: int, branch_id: int, *, day: date, seen: int, actor: int | None
) -> DispatchedBranch:
    """Send a branch to an entity from `day` on. The same branch again changes nothing.

    Raises `Refused` where none is due: the entity has members enough, a branch of its own, or one that was
    sent already. `ChangedMeanwhile`, `Entity.DoesNotExist`.
    """
    entity = Entity.objects.select_for_update(of=("self",)).select_related("branch").get(pk=entity_id)
    present = sent_to(entity).open().first()
    if present is not None and present.branch_id == branch_id:
        return present  # type: ignore[no-any-return]
    require_as_seen(entity, sent_to(entity), seen)
    branch = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=branch_id)
    _require_due(entity, day)
    _require_can_be_sent(entity, branch, day)
    if present is not None or sent_to(entity).filter(until__gt=day).exists():
        raise Refused({"": _("已经派驻了党支部，请先撤回。")})
    sent = DispatchedBranch.objects.create(
        branch=branch, entity=entity.name, sector=entity.sector, area_id=entity.area_id, since=day
    )
    _record("network.branch_dispatched", sent, actor, day)
    return sent


@transaction.atomic
def withdraw_branch(dispatch_id: int, *, day: date, seen: int, actor: int | None) -> None:
    """From `day` on the branch is not with the entity any more. Where it is over already nothing is written.

    `seen`: the mark of all that was sent to that entity. Raises `Refused`, `ChangedMeanwhile`.
    """
    sent = DispatchedBranch.objects.select_for_update().get(pk=dispatch_id)
    if sent.until is not None:
        return
    beside = DispatchedBranch.objects.filter(entity=sent.entity, area=sent.area_id)
    require_as_seen(sent, beside, seen)
    require_day(day, sent.since)
    if day == sent.since:
        raise Refused({"day": _("请写派驻以后的日期。")})
    sent.until = day
    sent.save(update_fields=["until"])
    _record("network.branch_withdrawn", sent, actor, day)


def _require_due(entity: Entity, day: date) -> None:
    require_day(day, entity.since)
    if not entity.holds_on(day):
        raise Refused({"day": _("那时它已经不在了。")})
    if entity.branch is not None and entity.branch.holds_on(day):
        raise Refused({"": _("它有自己的党支部，不用派驻。")})
    if entity.members >= FEWEST_MEMBERS:
        raise Refused({"": _("它有 3 名以上党员，可以自己成立党支部，不用派驻。")})


def _require_can_be_sent(entity: Entity, branch: Organisation, day: date) -> None:
    if branch.kind != OrganisationKind.BRANCH:
        raise Refused({"organisation": _("只有党支部可以派驻。%(name)s 不是。") % {"name": branch.name}})
    must_go_on(branch, "organisation")
    if not branch.holds_on(day):
        raise Refused({"organisation": _("%(name)s 那一天不在。") % {"name": branch.name}})


def _record(action: str, sent: DispatchedBranch, actor: int | None, day: date) -> None:
    audit.record(
        action,
        actor=actor,
        subject=f"organisation:{sent.branch_id}",
        dispatch=sent.pk,
        area=sent.area_id,
        day=day.isoformat(),
    )
