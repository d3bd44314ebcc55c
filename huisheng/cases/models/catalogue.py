"""The catalogue: what residents ask for, who is responsible for it, and by when. Versioned data.

A change makes a new version; cases keep the version by which they were routed and timed. These tables are
reference tables (architecture.md, Growth): `cases_*` may point to them.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.cases.models.choices import clocks
from huisheng.cases.models.codes import Urgency, WhyReserved
from huisheng.core import clock
from huisheng.network.models import NeedClass, Unit


class Category(models.Model):
    """A kind of matter. `public_space`: it is about a thing that everybody can see, never about a home."""

    id = models.BigAutoField(primary_key=True)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    need_class = models.CharField(max_length=20, choices=NeedClass)
    public_space = models.BooleanField(default=False)
    signs = models.JSONField(default=list, help_text=_("居民常用的说法，用来提示分类"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "catalogue_category"
        ordering: ClassVar = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class CatalogueVersion(models.Model):
    """One edition. The one in force is the latest whose `since` has come; of one day's, the one made last.

    `made_by` is a bare person id (none: loaded from a file), `based_on` the edition that it was copied from,
    `client_key` the form that made it.
    """

    number = models.CharField(max_length=20, primary_key=True)
    since = models.DateField()
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.BigIntegerField(null=True)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    client_key = models.UUIDField(null=True, unique=True)

    class Meta:
        db_table = "catalogue_version"
        ordering: ClassVar = ["since", "made_at", "number"]

    def __str__(self) -> str:
        return self.number


class Route(models.Model):
    """Who is responsible for a category: a level of the five, or a department of the centre."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(CatalogueVersion, on_delete=models.PROTECT, related_name="routes")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="routes")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    department = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "catalogue_route"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "category"], name="catalogue_route_one_a_category"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) ^ Q(department__isnull=True),
                name="catalogue_route_level_or_department",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 5)), name="catalogue_route_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.category_id}"


class Reserved(models.Model):
    """An entry of the list of work that may not be pushed down to communities (清单, domain.md, answer 3).

    Matters of this category are done at `lowest_level` or above it: who lies below is never given one.
    """

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(CatalogueVersion, on_delete=models.PROTECT, related_name="reserved")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    lowest_level = models.PositiveSmallIntegerField(default=2)
    why = models.CharField(max_length=16, choices=WhyReserved)

    class Meta:
        db_table = "catalogue_reserved"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "category"], name="catalogue_reserved_one_a_category"),
            models.CheckConstraint(
                condition=Q(lowest_level__range=(1, 2)), name="catalogue_reserved_above_communities"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.category_id} ≤ {self.lowest_level}"


class Deadline(models.Model):
    """How long a step may take. No category: the default. Minutes of elapsed or of working time."""

    class Basis(models.TextChoices):
        ELAPSED = "elapsed", _("自然时间")
        WORKING = "working", _("工作时间")

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(CatalogueVersion, on_delete=models.PROTECT, related_name="deadlines")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    urgency = models.CharField(max_length=10, choices=Urgency)
    clock = models.CharField(max_length=12, choices=clocks)
    basis = models.CharField(max_length=10, choices=Basis)
    minutes = models.PositiveIntegerField()

    class Meta:
        db_table = "catalogue_deadline"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "category", "urgency", "clock"],
                name="catalogue_deadline_one",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.clock} {self.minutes} {self.basis}"


class Leeway(models.Model):
    """How much a handling clock may bend, and when clocks warn. No category: the default of the edition.

    `extension_minutes` is the most that all extensions of a case together may add, on the basis of its handling
    clock. `warn_percent`: the share of its time at which a clock warns.
    """

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(CatalogueVersion, on_delete=models.PROTECT, related_name="leeways")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    urgency = models.CharField(max_length=10, choices=Urgency)
    extensions = models.PositiveSmallIntegerField()
    extension_minutes = models.PositiveIntegerField()
    pauses = models.BooleanField()
    warn_percent = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "catalogue_leeway"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "category", "urgency"], name="catalogue_leeway_one", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(warn_percent__range=(10, 95)), name="catalogue_leeway_warns_before"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.urgency}"
