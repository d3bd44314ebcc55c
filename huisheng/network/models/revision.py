"""History kept by the database itself, and the stamp by which snapshots know that they are old."""

from __future__ import annotations

from django.db import models


class Revision(models.Model):
    """One change of one network row, written by the triggers of migration 0002; never changed.

    `data` is the row after the change (null: deleted), `old` the row before it (null: created). New dwellings
    are summed up per statement (`row` null, `data` = {"count", "ids"}), since 200,000 of them are loaded at
    once and their first state can be read back from the row or from `old` of its first change.
    """

    append_only = True

    at = models.DateTimeField()
    transaction = models.BigIntegerField()
    table = models.CharField(max_length=48, db_column="table_name")
    row = models.BigIntegerField(null=True, db_column="row_id")
    data = models.JSONField(null=True)
    old = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["table", "row", "id"], name="network_revision_of_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class Version(models.Model):
    """One row whose random stamp changes with every change of the tree, its plots or their branches.

    Random and not counted, so that a rolled-back number can never stand for other contents.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    stamp = models.UUIDField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.stamp)
