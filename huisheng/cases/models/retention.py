from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RetentionRule(models.Model):
    """How long one kind of data is kept after a case closed, from a day on. Versioned: a change is another row.

    In force for a kind is the row with the latest `since` that has come; without one, it is kept for good. `usual`:
    it came by itself, and counts only as long as the installation has said nothing of its own about the kind.
    """

    class Kind(models.TextChoices):
        CONTACT = "contact", _("联系方式和地址")
        WORDS = "words", _("所说的话、照片和标题")

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    since = models.DateField()
    days = models.PositiveIntegerField()
    usual = models.BooleanField(default=False)

    class Meta:
        db_table = "catalogue_retention"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "since"], name="catalogue_retention_one_a_day"),
            models.CheckConstraint(
                condition=models.Q(days__gte=90), name="catalogue_retention_outlasts_reopening"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.since} {self.days}"
