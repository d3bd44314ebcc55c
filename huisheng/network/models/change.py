"""Changes with a day of their own: what is to hold from which day on, whenever it was written down."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock


class Change(models.Model):
    """From `effective` on, a field of a row has the value `new`, until a change of a later day.

    `table` is a table of the network, `field` a column of it (`parent_id`). `old` is what held on that day
    before the change. `after` is the last revision of the row when the change was written down: it puts
    changes and revisions of one day into order.
    """

    append_only = True

    table = models.CharField(max_length=48, db_column="table_name")
    row = models.BigIntegerField(db_column="row_id")
    field = models.CharField(max_length=48)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    effective = models.DateField()
    after = models.BigIntegerField(default=0)
    recorded_at = models.DateTimeField(default=clock.now)
    actor = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["table", "row", "id"], name="network_change_of_row"),
            models.Index(fields=["effective"], name="network_change_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.field} {self.effective}"


class ChangeEnd(models.Model):
    """What became of a change: one row for each, so that nothing is applied or called off twice.

    `revision` is the revision that applying it wrote; null when the row needed none.
    """

    append_only = True

    class Kind(models.TextChoices):
        """How a change can end."""

        APPLIED = "applied", _("已生效")
        CALLED_OFF = "called_off", _("已取消")
        # Its day came, and the network no longer allowed it.
        REFUSED = "refused", _("未能生效")

    change = models.OneToOneField(Change, models.PROTECT, related_name="end")
    kind = models.CharField(max_length=16, choices=Kind)
    revision = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)
    actor = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["applied", "called_off", "refused"]),
                name="network_changeend_kind_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.kind}"


class DoneAct(models.Model):
    """The key of a form whose act was done: sent twice, it counts once."""

    append_only = True

    key = models.UUIDField(primary_key=True)
    at = models.DateTimeField(default=clock.now)
    actor = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return str(self.key)
