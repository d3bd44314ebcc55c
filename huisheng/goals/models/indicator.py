from typing import ClassVar

from django.db import models
from django.db.models import Q


class IndicatorVersion(models.Model):
    """The parameters of an indicator from a day on. A change is a new version; old periods keep theirs.

    What an indicator does with its parameters is its file in `goals/indicators`.
    """

    append_only = True

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    since = models.DateField()
    parameters = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="goals_indicator_version_once"),
            models.UniqueConstraint(fields=["code", "since"], name="goals_indicator_one_a_day"),
            models.CheckConstraint(condition=Q(version__gte=1), name="goals_indicator_version_counts"),
        ]
        ordering: ClassVar = ["code", "version"]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
