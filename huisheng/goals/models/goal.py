"""Goals and what is promised of them (domain.md D1)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock


class Goal(models.Model):
    """A goal 目标: what it is now says its newest `Target`, what it was the ones before.

    `standing`: one of the two goals of the model that never end and whose indicator stays.
    """

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(_("编号"), max_length=24, unique=True)
    standing = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("目标")

    def __str__(self) -> str:
        return self.code


class Target(models.Model):
    """One version of a goal. Never changed: whoever moves a target leaves the old one behind, with a reason.

    `value` is a share from 0 to 1 or a number, as the indicator says. `since` is inclusive, `until` exclusive;
    none: it has no end. `by` is an account's number; none: the installation itself.
    """

    append_only = True

    id = models.BigAutoField(primary_key=True)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="targets")
    version = models.PositiveIntegerField()
    name = models.CharField(_("目标"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    indicator = models.CharField(_("指标"), max_length=40)
    value = models.DecimalField(_("目标值"), max_digits=12, decimal_places=4)
    since = models.DateField(_("起"))
    until = models.DateField(_("止（不含）"), null=True, blank=True)
    unit = models.ForeignKey("network.Unit", models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    public = models.BooleanField(_("对外公开"), default=True)
    next_step = models.CharField(_("下一步做什么"), max_length=300, blank=True)
    ended = models.BooleanField(_("已撤销"), default=False)
    reason = models.CharField(_("为什么改"), max_length=200, blank=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["goal", "version"], name="goals_target_version_once"),
            models.CheckConstraint(condition=~Q(name=""), name="goals_target_has_a_name"),
            models.CheckConstraint(condition=Q(value__gte=0), name="goals_target_value_not_negative"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="goals_target_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.version}"


class Reading(models.Model):
    """What a goal's indicator came to at the end of a day, so that a period that is over keeps its value."""

    id = models.BigAutoField(primary_key=True)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="readings")
    day = models.DateField()
    value = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["goal", "day"], name="goals_reading_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.day}"
