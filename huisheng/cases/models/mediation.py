"""Mediation (domain.md D17): who takes part, when they meet, and what they agreed on. No names, no opinions."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from huisheng.cases.models.case import Case
from huisheng.cases.models.codes import HowAgreed, SessionOutcome


class MediationParty(models.Model):
    """A side of a mediation; number 1 is whoever asked. The contact, if one was left, is a sealed subject.

    `agreed_seq` is the event of the agreement that this side agreed to, `kept` what it said at the follow-up.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="mediation", db_index=False)
    n = models.PositiveSmallIntegerField()
    subject_id = models.UUIDField(null=True)
    agreed_seq = models.PositiveIntegerField(null=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_how = models.CharField(max_length=6, choices=HowAgreed, blank=True)
    kept = models.BooleanField(null=True)

    class Meta:
        db_table = "cases_mediation_party"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agreed_seq__isnull=True, agreed_at__isnull=True, agreed_how="")
                | (Q(agreed_seq__isnull=False, agreed_at__isnull=False) & ~Q(agreed_how="")),
                name="cases_mediation_party_agreed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.n}"


class MediationSession(models.Model):
    """One meeting: where and when, who led it, who came (numbers of parties), what came of it. Nothing said there."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sessions", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    place = models.CharField(max_length=60)
    mediator_id = models.BigIntegerField(null=True)
    came = ArrayField(models.PositiveSmallIntegerField(), default=list)
    outcome = models.CharField(max_length=12, choices=SessionOutcome, blank=True)

    class Meta:
        db_table = "cases_mediation_session"

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq}"


class MediationAgreement(models.Model):
    """That an agreement was written by event `seq`, and when the parties are asked whether it was kept.

    Its text lies in `cases_words`. Only the newest of a case counts.
    """

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agreements", db_index=False)
    seq = models.PositiveIntegerField()
    follow_up_on = models.DateField()
    asked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_mediation_agreement"
        indexes: ClassVar = [
            models.Index(
                fields=["follow_up_on"], name="cases_agreement_follow_up", condition=Q(asked_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq}"
