"""Entities: firms and societies in which party members work, with a branch of their own or none (domain.md D8)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.network.models.area import Area
from huisheng.network.models.base import Dated
from huisheng.network.models.organisation import Organisation, Sector


class Entity(Dated):
    """A firm, society or association, and how many party members work there.

    `members` is a count of heads as of `counted_on`, whoever keeps them in a register: only how many, never
    who (D7). `branch` is the entity's own branch, if it has one. A dispatched branch belongs to the entity
    whose name and area it bears; among those that are not over these are unique on both sides.
    """

    name = models.CharField(_("名称"), max_length=120)
    sector = models.CharField(_("领域"), max_length=16, choices=Sector)
    area = models.ForeignKey(Area, models.PROTECT, related_name="entities", verbose_name=_("辖区"))
    members = models.PositiveSmallIntegerField(_("党员人数"))
    counted_on = models.DateField(_("统计日期"))
    branch = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entities",
        verbose_name=_("自己的党支部"),
    )

    class Meta(Dated.Meta):
        verbose_name = _("企业和社会组织")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(sector__in=Sector.values), name="network_entity_sector_known"),
            models.UniqueConstraint(
                fields=["name", "area"], condition=Q(until__isnull=True), name="network_entity_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
