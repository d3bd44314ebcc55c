from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from huisheng.cases.models.case import Case
from huisheng.cases.models.codes import EraseReason


class ErasureRequest(models.Model):
    """That somebody at the desk asked to erase what a case says; another person confirms or refuses it.

    Codes and ids only, so that nothing of it has to be erased in turn.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="erasure_requests", db_index=False)
    n = models.PositiveIntegerField()
    reason = models.CharField(max_length=12, choices=EraseReason)
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)

    class Meta:
        db_table = "cases_erasure_request"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], name="cases_erasure_one_waits", condition=Q(decided_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by_id__isnull=True, confirmed__isnull=True)
                | Q(decided_at__isnull=False, decided_by_id__isnull=False, confirmed__isnull=False),
                name="cases_erasure_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed__isnull=True) | Q(confirmed=False) | ~Q(decided_by_id=F("asked_by_id")),
                name="cases_erasure_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.n} {self.reason}"
