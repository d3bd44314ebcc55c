"""Register a firm or society, count its members again, and end it (domain.md D8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huisheng.core import audit, clock
from huisheng.network.beside import require_day
from huisheng.network.editing import Refused, locked
from huisheng.network.models import Area, DispatchedBranch, Entity, Organisation, OrganisationKind

MOST_MEMBERS = 32_767


@dataclass(frozen=True)
class Count:
    """How many party members work there, as of a day, and the entity's own branch, if any."""

    members: int
    counted_on: date
    branch_id: int | None = None


@transaction.atomic
def register_entity(name: str, sector: str, area_id: int, count: Count, *, actor: int | None) -> Entity:
    """Register an entity from the day of its first count on. Raises `Refused` when it is registered there."""
    called = " ".join(name.split())
    problems = {} if called else {"name": _("请写名称。")}
    _require(problems | _problems_of(count))
    area = Area.objects.get(pk=area_id)
    try:
        with transaction.atomic():
            entity: Entity = Entity.objects.create(
                name=called,
                sector=sector,
                area=area,
                members=count.members,
                counted_on=count.counted_on,
                branch_id=count.branch_id,
                since=count.counted_on,
            )
    except IntegrityError as problem:
        words = _("%(area)s已经登记过“%(name)s”。") % {"area": area.name, "name": called}
        raise Refused({"name": words}) from problem
    _record("network.entity_registered", entity, actor)
    return entity


@transaction.atomic
def count_members(entity_id: int, count: Count, *, seen: int, actor: int | None) -> Entity:
    """Say how many members work there now, and whether it has a branch of its own.

    The same again changes nothing. Raises `Refused`, `ChangedMeanwhile`, `Entity.DoesNotExist`.
    """
    entity: Entity = Entity.objects.select_for_update().get(pk=entity_id)
    if (entity.members, entity.counted_on, entity.branch_id) == (
        count.members,
        count.counted_on,
        count.branch_id,
    ):
        return entity
    entity = locked(Entity, entity_id, seen)
    problems = _problems_of(count)
    if count.counted_on < entity.counted_on:
        problems["counted_on"] = _("已经有 %(day)s 的统计了，请写更晚的日期。") % {
            "day": entity.counted_on.isoformat()
        }
    _require(problems)
    entity.members, entity.counted_on, entity.branch_id = count.members, count.counted_on, count.branch_id
    entity.save(update_fields=["members", "counted_on", "branch"])
    _record("network.entity_counted", entity, actor)
    return entity


@transaction.atomic
def end_entity(entity_id: int, *, day: date, seen: int, actor: int | None) -> None:
    """From `day` on the entity is not there any more. A branch that was sent to it is withdrawn first."""
    entity = Entity.objects.select_for_update().get(pk=entity_id)
    if entity.until == day:
        return
    entity = locked(Entity, entity_id, seen)
    require_day(day, entity.since)
    if day == entity.since:
        raise Refused({"day": _("请写登记以后的日期。")})
    if DispatchedBranch.objects.open().filter(entity=entity.name, area=entity.area_id).exists():
        raise Refused({"": _("还有派驻的党支部，请先撤回。")})
    entity.until = day
    entity.save(update_fields=["until"])
    _record("network.entity_ended", entity, actor)


def _problems_of(count: Count) -> dict[str, str]:
    problems = {}
    if not 0 <= count.members <= MOST_MEMBERS:
        problems["members"] = _("人数不对。")
    if count.counted_on > clock.today():
        problems["counted_on"] = _("统计日期不能晚于今天。")
    if count.branch_id is not None:
        branch = Organisation.objects.get(pk=count.branch_id)
        if branch.kind != OrganisationKind.BRANCH:
            problems["branch"] = _("%(name)s 不是党支部。") % {"name": branch.name}
    return problems


def _require(problems: dict[str, str]) -> None:
    if problems:
        raise Refused(problems)


def _record(action: str, entity: Entity, actor: int | None) -> None:
    audit.record(action, actor=actor, subject=f"entity:{entity.pk}", area=entity.area_id)
