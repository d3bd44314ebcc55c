import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock

# No 0 O 1 I L U: read aloud and typed from paper.
NUMBER_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_LENGTH = 8
LONGEST_NUMBER = 20


def new_member_number() -> str:
    """A random member number: 30⁸ ≈ 6 × 10¹¹ of them, which tell neither order nor place."""
    return "".join(secrets.choice(NUMBER_LETTERS) for _place in range(NUMBER_LENGTH))


class Member(models.Model):
    """A party member 党员 and the organisation that keeps them (domain.md D7). Sensitive personal data.

    `number` is how files and paper know the member: unique in the district, never used again. `state` follows from
    the member's `MemberChange` rows, corrections apart.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("在册")
        SUSPENDED = "suspended", _("停止党籍")
        TRANSFERRED = "transferred", _("已转出")
        DEAD = "dead", _("已去世")

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(
        _("党员编号"), max_length=LONGEST_NUMBER, unique=True, blank=True, default=new_member_number
    )
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="member")
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="members", verbose_name=_("所在党组织")
    )
    joined = models.DateField(_("入党日期"))
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.ACTIVE)
    state_since = models.DateField(_("状态起"))

    class Meta:
        verbose_name = _("党员")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(number=""), name="people_member_has_a_number"),
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
        return self.number


class MemberChange(models.Model):
    """One step of a member's life in the register (D7, dynamic management). Never changed.

    It holds ids only and outlives what it tells of: a member who was taken in by mistake is struck off and erased,
    the step stays.
    """

    append_only = True

    class Kind(models.TextChoices):
        JOIN = "join", _("入党")
        TRANSFER_IN = "transfer_in", _("转入")
        TRANSFER_OUT = "transfer_out", _("转出")
        SUSPEND = "suspend", _("停止党籍")
        RESUME = "resume", _("恢复党籍")
        DIE = "die", _("去世")
        CORRECT = "correct", _("更正")
        STRIKE = "strike", _("撤销登记")

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(
        Member, on_delete=models.DO_NOTHING, db_constraint=False, related_name="changes"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "join",
                        "transfer_in",
                        "transfer_out",
                        "suspend",
                        "resume",
                        "die",
                        "correct",
                        "strike",
                    ]
                ),
                name="people_memberchange_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.day}"


class ImportedMember(models.Model):
    """What a load of files did with one member: the row of the file as it was before and as it is after.

    It lets the load be shown and undone, holds names, and is forgotten after `KEPT` (`actions.undo_members`).
    `run` is the import's id in the network.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.UUIDField()
    member = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["run", "id"], name="people_importedmember_run"),
            models.Index(fields=["member", "id"], name="people_importedmember_of"),
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.member}"


class MemberExport(models.Model):
    """The register left the system as a file: who took it, when, why, and how many members were in it."""

    append_only = True

    id = models.BigAutoField(primary_key=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reason = models.CharField(max_length=200)
    members = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="people_memberexport_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} {self.at:%Y-%m-%d}"
