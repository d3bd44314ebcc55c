from typing import ClassVar

from django.db import models

from huisheng.cases.models.case import Case
from huisheng.network.models import Unit


class CaseParty(models.Model):
    """A unit besides the responsible one that was called to a case: it may see it and report on it."""

    pk = models.CompositePrimaryKey("case_id", "unit_id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_party"
        indexes: ClassVar = [models.Index(fields=["unit", "case"], name="cases_party_unit")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.unit_id}"
