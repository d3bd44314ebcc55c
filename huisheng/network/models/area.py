"""Areas: the administrative tree from the district down to the building (domain.md D5)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.network.models.base import Dated


class AreaKind(models.TextChoices):
    """The kinds of area, coarse to fine."""

    DISTRICT = "district", _("区")
    ZONE = "zone", _("开发区")
    TOWN = "town", _("镇")
    STREET = "street", _("街道")
    VILLAGE = "village", _("村")
    COMMUNITY = "community", _("社区")
    HAMLET = "hamlet", _("屯")
    ESTATE = "estate", _("小区")
    BUILDING = "building", _("楼栋")


class Area(Dated):
    """A piece of the administrative tree. `boundary` is a GeoJSON geometry in WGS84, where one is known."""

    code = models.CharField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    kind = models.CharField(_("类别"), max_length=16, choices=AreaKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级辖区")
    )
    boundary = models.JSONField(_("边界"), null=True, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("辖区")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=AreaKind.values), name="network_area_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=AreaKind.DISTRICT) | Q(parent__isnull=False), name="network_area_has_parent"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="network_area_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name
