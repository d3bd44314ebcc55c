"""How accounts are entered: invitations, guesses that failed, second factors that were reset."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from huisheng.core import clock


class Invitation(models.Model):
    """A link with which a person sets the account's password, once, until it runs out.

    Only a hash of the link's secret is kept. `made_by` is empty when it was made at the server itself.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="people_invitation_expires_later"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="people_invitation_used_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="people_invitation_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.made_at:%Y-%m-%d}"


class SecondFactorReset(models.Model):
    """Whoever took away an account's second factors, and when: they may not also give out a new password."""

    append_only = True

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="factor_resets")
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.account_id} {self.made_at:%Y-%m-%d}"


class SignInFailure(models.Model):
    """One guess at a password or code. Written before it is looked at, taken away when it was right.

    The name is kept as a keyed hash only: people type passwords into the wrong field. Names without an
    account are counted alike, so that a lock tells nobody which names exist.
    """

    id = models.BigAutoField(primary_key=True)
    name_index = models.BinaryField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name_index", "at"], name="people_failure_name")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
