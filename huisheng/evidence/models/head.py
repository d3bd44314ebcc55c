from typing import ClassVar

from django.db import models
from django.db.models import Q


class Head(models.Model):
    """Where the log ends and how far each source was read; one row, locked by whoever appends.

    `places`: by source xid, subject and seq of the last row that was read. `cluster`: the database system that
    these numbers are of; another one (after a restore) counts anew, so everything is looked through once.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    places = models.JSONField(default=dict)
    cluster = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "evidence_head"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="evidence_head_is_one")]

    def __str__(self) -> str:
        return str(self.size)
