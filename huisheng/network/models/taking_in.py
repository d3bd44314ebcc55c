"""Files that somebody gave in: what they would change, what became of them, and how far they can be undone."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.core import sealing
from huisheng.core.ids import uuid7


class ImportQuerySet(models.QuerySet["Import"]):
    """Reads imports with or without the files that lie in them."""

    def light(self) -> ImportQuerySet:
        """Without the sealed files, which may be tens of megabytes."""
        return self.defer("content_sealed", "wrong_sealed", "personal_sealed")


class Import(models.Model):
    """One file of a network, from the first look at it until it is forgotten.

    The file and the rows given back lie sealed and go after a day (`actions.take_in.KEPT`); what was found
    stays: counts, and the first few hundred lines of what changes. Once it is taken in, its revisions are those
    of `transaction` whose numbers lie behind `after`, up to `last`.

    `may_be_network`, `may_be_personal`: what whoever gave it in may change, the network's own rows and those of
    apps above (`network.further`). `personal`: there are such in it; what they would change lies sealed apart and
    goes with the file.
    """

    class State(models.TextChoices):
        READING = "reading", _("正在读")
        READY = "ready", _("等确认")
        REFUSED = "refused", _("有错，没有收")
        SAME = "same", _("没有变化")
        TAKING = "taking", _("正在收")
        TAKEN = "taken", _("已收")
        UNDONE = "undone", _("已撤回")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)  # an account's number; null: the command
    name = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    coordinates = models.CharField(max_length=8, default="wgs84")
    partly = models.BooleanField(default=False)
    language = models.CharField(max_length=16)
    state = models.CharField(max_length=12, choices=State, default=State.READING)
    content_sealed = models.BinaryField(null=True, editable=False)
    wrong_sealed = models.BinaryField(null=True, editable=False)
    may_be_network = models.BooleanField(default=True)
    may_be_personal = models.BooleanField(default=False)
    personal = models.BooleanField(default=False)
    personal_sealed = models.BinaryField(null=True, editable=False)
    found = models.JSONField(default=dict)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.BigIntegerField(null=True)
    transaction = models.BigIntegerField(null=True)
    after = models.BigIntegerField(null=True)
    last = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.BigIntegerField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "ready", "refused", "same", "taking", "taken", "undone"]),
                name="network_import_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["taken", "undone"])
                | Q(
                    taken_at__isnull=False, transaction__isnull=False, after__isnull=False, last__isnull=False
                ),
                name="network_import_taken_is_known",
            ),
            models.CheckConstraint(
                condition=Q(coordinates__in=["wgs84", "gcj02", "bd09"]), name="network_import_system_known"
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="network_import_by_time")]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def content(self) -> bytes | None:
        """The file itself, while it is kept."""
        return self._opened("content")

    @property
    def wrong(self) -> bytes | None:
        """The workbook of rows that were not taken, while it is kept."""
        return self._opened("wrong")

    @property
    def personal_lines(self) -> bytes | None:
        """What would change of apps above, while it is kept."""
        return self._opened("personal")

    def seal(self, field: str, content: bytes | None) -> None:
        """Put `content`, `wrong` or `personal` into its field."""
        sealed = None if content is None else sealing.ring().seal(content, self._place(field))
        setattr(self, f"{field}_sealed", sealed)

    def _opened(self, field: str) -> bytes | None:
        sealed: Any = getattr(self, f"{field}_sealed")
        return None if sealed is None else sealing.ring().open(bytes(sealed), self._place(field))

    def _place(self, field: str) -> str:
        return f"network_import.{field}:{self.pk}"
