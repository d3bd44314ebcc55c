"""What the database holds a case to where it ends or waits, and the indexes by which such cases are found."""

from django.db import models
from django.db.models import Q

from huisheng.cases.models.bending import IS_OPEN
from huisheng.cases.models.ends import Exclusion, Pending, Recheck

IS_ANSWERED = Q(answered_at__isnull=False)
TO_RECHECK = Q(recheck="", recheck_at__isnull=False)
UNPROMISED = IS_OPEN & Q(first_promised_at__isnull=True)
BEING_RECHECKED = Q(recheck=Recheck.ASKED)

END_CONSTRAINTS = (
    models.CheckConstraint(
        condition=~Q(pending=Pending.ON) | (IS_OPEN & ~Q(pending_reason="")),
        name="cases_case_pending_is_open_with_reason",
    ),
    models.CheckConstraint(
        condition=Q(exclusion="") | ~Q(ground="") | Q(exclusion=Exclusion.OVERTURNED),
        name="cases_case_excluded_with_ground",
    ),
    models.CheckConstraint(
        condition=Q(recheck="") | Q(recheck_at__isnull=False) | Q(recheck=Recheck.BACK),
        name="cases_case_rechecked_when_due",
    ),
)
END_INDEXES = (
    models.Index(fields=["unit", "-answered_at"], name="cases_unit_answered", condition=IS_ANSWERED),
    models.Index(
        fields=["first_promised_at"],
        name="cases_first_promised",
        condition=Q(first_promised_at__isnull=False),
    ),
    models.Index(fields=["received_at"], name="cases_unpromised", condition=UNPROMISED),
    models.Index(
        fields=["due_at", "id"],
        name="cases_open_reminded",
        condition=IS_OPEN & Q(reminded_at__isnull=False),
    ),
    models.Index(fields=["due_at", "id"], name="cases_pending", condition=~Q(pending="")),
    models.Index(
        fields=["answered_at", "id"],
        name="cases_to_review",
        condition=Q(exclusion__in=[Exclusion.ASKED, Exclusion.CONTESTED]),
    ),
    models.Index(fields=["answered_at", "id"], name="cases_insisted", condition=Q(insisted=True)),
    models.Index(
        fields=["recheck_at", "id"], name="cases_to_recheck", condition=TO_RECHECK | BEING_RECHECKED
    ),
)
