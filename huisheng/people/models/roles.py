from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    """A role that a person may be appointed to. Reference data: see `reference.py`.

    `kind` says what the role opens: nothing (a place in a team or an organisation), matters, the logs, or
    the accounts. Nobody holds two of the last three at one time (docs/decisions/0004).
    """

    class Kind(models.TextChoices):
        TEAM = "team", _("不登录")
        CASES = "cases", _("办事")
        AUDIT = "audit", _("审计")
        ADMINISTER = "administer", _("管理账户")

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["team", "cases", "audit", "administer"]),
                name="people_role_kind_is_known",
            ),
            models.UniqueConstraint(fields=["code", "kind"], name="people_role_code_and_kind"),
        ]
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return gettext(self.name)


class Function(models.Model):
    """Something that a role lets its holder do. Rows, since later apps add theirs."""

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=40)
    reads_cases = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return gettext(self.name)


class RoleFunction(models.Model):
    """A role's function and how far it reaches from the unit of the appointment."""

    class Reach(models.TextChoices):
        OWN = "own", _("本单位")
        SUBTREE = "subtree", _("本单位和下级")

    id = models.BigAutoField(primary_key=True)
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="functions")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="roles")
    reach = models.CharField(max_length=8, choices=Reach)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["role", "function"], name="people_rolefunction_once"),
            models.CheckConstraint(
                condition=Q(reach__in=["own", "subtree"]), name="people_rolefunction_reach_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id}: {self.function_id} ({self.reach})"
