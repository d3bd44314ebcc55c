"""Units: the five-level platform (domain.md D13, D14) and the five parties (D1a)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.network.models.area import Area
from huisheng.network.models.base import Dated


class UnitKind(models.TextChoices):
    """What a unit is; each kind belongs to one level (LEVEL_OF_KIND)."""

    BUREAU = "bureau", _("民生工作局")
    CENTRE = "centre", _("指导服务中心")
    SPECIALTY = "specialty", _("专门分中心")
    HALL = "hall", _("为民办事大厅")
    VOUCHER_SHOP = "voucher_shop", _("雷锋超市")
    SUBCENTRE = "subcentre", _("镇街分中心")
    STATION = "station", _("工作站")
    STUDIO = "studio", _("工作室")
    HUB = "hub", _("党员中心户")


LEVEL_OF_KIND: dict[str, int] = {
    UnitKind.BUREAU: 1,
    UnitKind.CENTRE: 1,
    UnitKind.SPECIALTY: 1,
    UnitKind.HALL: 1,
    UnitKind.VOUCHER_SHOP: 1,
    UnitKind.SUBCENTRE: 2,
    UnitKind.STATION: 3,
    UnitKind.STUDIO: 4,
    UnitKind.HUB: 5,
}


class Party(models.TextChoices):
    """Whom a unit stands for (domain.md D1a)."""

    COMMITTEE = "committee", _("党委领导")
    GOVERNMENT = "government", _("政府负责")
    SOCIETY = "society", _("社会协同")
    PUBLIC = "public", _("公众参与")
    LAW = "law", _("法治保障")


def _kind_fits_level() -> Q:
    fits = Q()
    for kind, level in LEVEL_OF_KIND.items():
        fits |= Q(kind=kind, level=level)
    return fits


class Unit(Dated):
    """A unit of the five-level platform.

    `level` runs from 1 (district) to 5 (hub household). The parent is on the same level or one above it,
    which a trigger checks (migration 0002), as it does that there is no cycle. `office_phone` is an office's
    number, never a person's.
    """

    code = models.CharField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    level = models.PositiveSmallIntegerField(_("级"))
    kind = models.CharField(_("类别"), max_length=16, choices=UnitKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级单位")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("辖区")
    )
    stands_for = models.CharField(_("代表哪一方"), max_length=16, choices=Party, default=Party.GOVERNMENT)
    office_phone = models.CharField(_("办公电话"), max_length=32, blank=True)
    # Into which unit it went when it closed; what it had left is that unit's.
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("并入的单位")
    )

    class Meta(Dated.Meta):
        verbose_name = _("单位")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="network_unit_level_1_to_5"),
            models.CheckConstraint(condition=_kind_fits_level(), name="network_unit_kind_fits_level"),
            models.CheckConstraint(condition=Q(stands_for__in=Party.values), name="network_unit_party_known"),
            models.CheckConstraint(
                condition=Q(level=1) | Q(parent__isnull=False), name="network_unit_has_parent"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="network_unit_not_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | (Q(until__isnull=False) & ~Q(successor=F("id"))),
                name="network_unit_successor_of_closed",
            ),
            # Escalation and "who may see" climb to one top: a second root would be a way around both.
            models.UniqueConstraint(
                F("level"), condition=Q(parent__isnull=True, until__isnull=True), name="network_unit_one_root"
            ),
        ]

    def __str__(self) -> str:
        return self.name
