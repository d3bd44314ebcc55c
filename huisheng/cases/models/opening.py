from typing import ClassVar

from django.db import models
from django.db.models import Q

from huisheng.cases.models.case import Case
from huisheng.cases.models.codes import IdentityReason


class CaseOpening(models.Model):
    """That somebody opened a resident's identity: who, from when until when, why, by which legal order.

    `seq` is the event, whose words are the reason in the opener's own words. Until `until` the same person may look
    again; nobody else ever may by this row. `hold_until`: the order demands that nothing is erased before.
    """

    append_only = True

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    person_id = models.BigIntegerField()
    reason = models.CharField(max_length=12, choices=IdentityReason)
    authority = models.CharField(max_length=80, blank=True)
    order_number = models.CharField(max_length=60, blank=True)
    order_date = models.DateField(null=True)
    hold_until = models.DateField(null=True)

    class Meta:
        db_table = "cases_opening"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=models.F("at")), name="cases_opening_ends"),
            models.CheckConstraint(
                condition=Q(reason__in=IdentityReason.values), name="cases_opening_reason_is_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(reason=IdentityReason.LEGAL_ORDER, order_date__isnull=False)
                    & ~Q(authority="")
                    & ~Q(order_number="")
                )
                | (
                    ~Q(reason=IdentityReason.LEGAL_ORDER)
                    & Q(authority="", order_number="", order_date__isnull=True, hold_until__isnull=True)
                ),
                name="cases_opening_order_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq} {self.reason}"
