"""Dwellings: every one belongs to a plot and has a hub household (domain.md D12)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.network.models.area import Area
from huisheng.network.models.base import Dated
from huisheng.network.models.plot import Plot
from huisheng.network.models.unit import Unit


class Dwelling(Dated):
    """A dwelling in a building (or hamlet). Without a plot or hub it is a gap that the pages list."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="dwellings", verbose_name=_("楼栋"))
    label = models.CharField(_("门牌"), max_length=40)
    plot = models.ForeignKey(
        Plot, models.PROTECT, null=True, blank=True, related_name="dwellings", verbose_name=_("责任田")
    )
    hub = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="dwellings", verbose_name=_("党员中心户")
    )

    class Meta(Dated.Meta):
        verbose_name = _("住户")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["area", "label"], name="network_dwelling_label_once"),
        ]

    def __str__(self) -> str:
        return self.label
