"""Party organisations (domain.md D6), branches sent to others (D8) and mass organisations (D16)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.network.models.area import Area
from huisheng.network.models.base import Dated


class OrganisationKind(models.TextChoices):
    """The kinds of organisation."""

    COMMITTEE = "committee", _("党委")
    GENERAL_BRANCH = "general_branch", _("党总支")
    BRANCH = "branch", _("党支部")


class Sector(models.TextChoices):
    """The sectors of domain.md D6; holding a plot and being dispatched are relations, not sectors."""

    VILLAGE = "village", _("村")
    COMMUNITY = "community", _("社区")
    AGENCY = "agency", _("机关")
    ENTERPRISE = "enterprise", _("非公企业")
    SOCIAL = "social", _("社会组织")
    TRADE = "trade", _("行业协会")


class Organisation(Dated):
    """A party organisation. Only those of kind `branch` hold plots (checked by a trigger, migration 0002)."""

    code = models.CharField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("类别"), max_length=16, choices=OrganisationKind)
    sector = models.CharField(_("领域"), max_length=16, choices=Sector)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="inferiors", verbose_name=_("上级组织")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("辖区")
    )

    class Meta(Dated.Meta):
        verbose_name = _("党组织")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="network_organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(sector__in=Sector.values), name="network_organisation_sector_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.COMMITTEE) | Q(superior__isnull=False),
                name="network_organisation_has_superior",
            ),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("id")),
                name="network_organisation_not_own_superior",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DispatchedBranch(Dated):
    """A branch sent to an entity that has fewer than three members of its own, or none (domain.md D8)."""

    branch = models.ForeignKey(
        Organisation, models.PROTECT, related_name="dispatches", verbose_name=_("派驻党支部")
    )
    entity = models.CharField(_("派驻到"), max_length=120)
    sector = models.CharField(_("领域"), max_length=16, choices=Sector)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("辖区"))

    class Meta(Dated.Meta):
        verbose_name = _("派驻党支部")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sector__in=Sector.values), name="network_dispatchedbranch_sector_known"
            ),
            models.UniqueConstraint(
                fields=["entity", "area"],
                condition=Q(until__isnull=True),
                name="network_dispatchedbranch_one_per_entity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} → {self.entity}"


class MassOrgKind(models.TextChoices):
    """工青妇, councils, safety committees and volunteers (domain.md D16)."""

    UNION = "union", _("工会")
    YOUTH = "youth", _("共青团")
    WOMEN = "women", _("妇联")
    COUNCIL = "council", _("议事会")
    SAFETY = "safety", _("治保会")
    VOLUNTEERS = "volunteers", _("志愿者队伍")


class MassOrg(Dated):
    """A mass organisation registered beside a party organisation (domain.md D16)."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="mass_orgs", verbose_name=_("党组织")
    )
    kind = models.CharField(_("类别"), max_length=16, choices=MassOrgKind)
    name = models.CharField(_("名称"), max_length=80)

    class Meta(Dated.Meta):
        verbose_name = _("群团组织")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=MassOrgKind.values), name="network_massorg_kind_known"
            ),
            models.UniqueConstraint(fields=["organisation", "kind", "name"], name="network_massorg_once"),
        ]

    def __str__(self) -> str:
        return self.name
