from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Member(models.Model):
    """A party member 党员 and the organisation that keeps them (domain.md D7). Sensitive personal data.

    `state` is the projection of the member's `MemberChange` rows.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("在册")
        SUSPENDED = "suspended", _("停止党籍")
        TRANSFERRED = "transferred", _("已转出")
        DEAD = "dead", _("已去世")

    id = models.BigAutoField(primary_key=True)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="member")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="members")
    joined = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.ACTIVE)
    state_since = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["active", "suspended", "transferred", "dead"]),
                name="people_member_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state_since__gte=F("joined")), name="people_member_state_after_joining"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "state"], name="people_member_of")]

    def __str__(self) -> str:
        return f"{self.person_id}@{self.organisation_id}"


class MemberChange(models.Model):
    """One step of a member's life in the register (D7, dynamic management). Never changed."""

    append_only = True

    class Kind(models.TextChoices):
        JOIN = "join", _("入党")
        TRANSFER_IN = "transfer_in", _("转入")
        TRANSFER_OUT = "transfer_out", _("转出")
        SUSPEND = "suspend", _("停止党籍")
        RESUME = "resume", _("恢复党籍")
        DIE = "die", _("去世")

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["join", "transfer_in", "transfer_out", "suspend", "resume", "die"]),
                name="people_memberchange_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.day}"
