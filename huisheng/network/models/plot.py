"""Plots (domain.md D9), who holds them (D11), their teams (D11) and owners' committees (D16)."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from huisheng.network.models.area import Area
from huisheng.network.models.base import Dated
from huisheng.network.models.organisation import Organisation
from huisheng.network.models.outline import outline
from huisheng.network.models.unit import Party, Unit
from huisheng.network.signs import SIGN_LENGTH, SIGN_LETTERS, new_sign_code


class Days(Func):
    """`daterange(since, until)`: half open, as all effective dates here."""

    function = "DATERANGE"
    output_field = DateRangeField()


def one_at_a_time(field: str, name: str) -> ExclusionConstraint:
    """No two rows with the same `field` whose days overlap."""
    return ExclusionConstraint(
        name=name,
        expressions=[(field, RangeOperators.EQUAL), (Days("since", "until"), RangeOperators.OVERLAPS)],
    )


class DrawnFrom(models.TextChoices):
    """What a plot was drawn from (domain.md D9)."""

    HAMLET = "hamlet", _("屯")
    BUILDING = "building", _("楼栋")
    ESTATE = "estate", _("小区")
    UNIT = "unit", _("单位")
    DENSE = "dense", _("密集区")


class Plot(Dated):
    """A plot 责任田: a piece of land for which one unit (a studio, else a station) answers on the spot.

    `boundary` is a GeoJSON Polygon or MultiPolygon in WGS84 degrees; `west … north` and the label point
    `lon, lat` (inside the boundary) are derived from it on save (bulk writers use `outline`).
    """

    code = models.CharField(_("编号"), max_length=16, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    sign_code = models.CharField(_("标牌码"), max_length=SIGN_LENGTH, unique=True, default=new_sign_code)
    area = models.ForeignKey(Area, models.PROTECT, related_name="plots", verbose_name=_("村、社区"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plots", verbose_name=_("责任单位"))
    drawn_from = models.CharField(_("划分依据"), max_length=16, choices=DrawnFrom)
    boundary = models.JSONField(_("边界"))
    west = models.FloatField(editable=False)
    south = models.FloatField(editable=False)
    east = models.FloatField(editable=False)
    north = models.FloatField(editable=False)
    lon = models.FloatField(editable=False)
    lat = models.FloatField(editable=False)

    class Meta(Dated.Meta):
        verbose_name = _("责任田")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(drawn_from__in=DrawnFrom.values), name="network_plot_drawn_from_known"
            ),
            models.CheckConstraint(
                condition=Q(boundary__type="Polygon") | Q(boundary__type="MultiPolygon"),
                name="network_plot_boundary_is_polygon",
            ),
            models.CheckConstraint(
                condition=Q(west__lt=F("east"), south__lt=F("north")), name="network_plot_box_is_a_box"
            ),
            models.CheckConstraint(
                condition=Q(sign_code__regex=f"^[{SIGN_LETTERS}]{{{SIGN_LENGTH}}}$"),
                name="network_plot_sign_code_readable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive box and label point from the boundary; ValueError when it is no valid polygon."""
        for field, value in outline(self.boundary).items():
            setattr(self, field, value)
        super().save(*args, **kwargs)


class PlotHolding(Dated):
    """Which branch holds a plot: one at a time, while a branch may hold several (domain.md D11)."""

    plot = models.ForeignKey(Plot, models.PROTECT, related_name="holdings", verbose_name=_("责任田"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="holdings", verbose_name=_("党支部")
    )

    class Meta(Dated.Meta):
        verbose_name = _("责任田归属")
        constraints = [
            *Dated.Meta.constraints,
            one_at_a_time("plot", "network_plotholding_one_branch_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.plot} ← {self.organisation}"


class Team(Dated):
    """The service team of a plot (domain.md D1a, D11). Its people are appointments in `people`."""

    plot = models.ForeignKey(Plot, models.PROTECT, related_name="teams", verbose_name=_("责任田"))
    name = models.CharField(_("名称"), max_length=80)
    stands_for = models.CharField(_("代表哪一方"), max_length=16, choices=Party, default=Party.SOCIETY)

    class Meta(Dated.Meta):
        verbose_name = _("服务团队")
        constraints = [
            *Dated.Meta.constraints,
            one_at_a_time("plot", "network_team_one_team_at_a_time"),
            models.CheckConstraint(condition=Q(stands_for__in=Party.values), name="network_team_party_known"),
        ]

    def __str__(self) -> str:
        return self.name


class PlotHub(Dated):
    """A hub household (a unit of level 5) and the plot whose team it is in (domain.md D11, D12)."""

    plot = models.ForeignKey(Plot, models.PROTECT, related_name="hubs", verbose_name=_("责任田"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="hub_places", verbose_name=_("党员中心户"))

    class Meta(Dated.Meta):
        verbose_name = _("责任田的中心户")
        constraints = [
            *Dated.Meta.constraints,
            one_at_a_time("unit", "network_plothub_one_plot_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.plot} · {self.unit}"


class OwnersCommittee(Dated):
    """An owners' committee 业委会 linked to a plot; property matters go to both (domain.md D16)."""

    plot = models.ForeignKey(Plot, models.PROTECT, related_name="committees", verbose_name=_("责任田"))
    name = models.CharField(_("名称"), max_length=80)
    office_phone = models.CharField(_("办公电话"), max_length=32, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("业主委员会")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["plot", "name"], name="network_ownerscommittee_once"),
        ]

    def __str__(self) -> str:
        return self.name
