from typing import ClassVar

from django.db import models

from huisheng.cases.models.case import Case
from huisheng.cases.models.codes import Level


class CaseRating(models.Model):
    """一事一评 (D43): attitude, effort and outcome apart, and whether the rules did not allow more.

    A row of its own, outside the events: the handling unit sees only whether the matter was resolved.
    `released_in` is the month whose batch it went into (`goals`): each goes into one batch, once.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="rating")
    at = models.DateTimeField()
    attitude = models.CharField(max_length=1, choices=Level, blank=True)
    effort = models.CharField(max_length=1, choices=Level, blank=True)
    outcome = models.CharField(max_length=1, choices=Level, blank=True)
    policy_limit = models.BooleanField(default=False)
    released_in = models.DateField(null=True)

    class Meta:
        db_table = "cases_rating"
        indexes: ClassVar = [
            models.Index(
                fields=["at"], name="cases_rating_unreleased", condition=models.Q(released_in__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)
