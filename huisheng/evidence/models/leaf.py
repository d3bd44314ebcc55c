from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from huisheng.verify.leaf import OPENED, Kind


class LogLeaf(models.Model):
    """One leaf of the log: which event it stands for, and what is needed to open it.

    `commitment` is public. `private` (a hash), `values` (of the fields of its kind) and `seed` (of its salts) are
    not, until the leaf is opened. `source`, `subject` and `seq` name the event, which never has two leaves.
    """

    append_only = True

    index = models.BigIntegerField(primary_key=True)
    source = models.CharField(max_length=8)
    subject = models.UUIDField()
    seq = models.BigIntegerField()
    kind = models.SmallIntegerField(choices=[(kind.value, kind.name.lower()) for kind in Kind])
    commitment = models.BinaryField(max_length=32)
    private = models.BinaryField(max_length=32)
    values = ArrayField(models.CharField(max_length=40), default=list)
    seed = models.BinaryField(max_length=32)

    class Meta:
        db_table = "evidence_leaf"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "seq", "source"], name="evidence_leaf_once"),
            models.CheckConstraint(condition=Q(index__gte=0), name="evidence_leaf_index_from_0"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["index"],
                name="evidence_leaf_opened",
                condition=Q(kind__in=[kind.value for kind in OPENED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.source}"


class LogNode(models.Model):
    """The hash over a full tile: level 1 over 256 leaves, level 2 over 65,536, and so on. Never changes."""

    append_only = True

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "evidence_node"

    def __str__(self) -> str:
        return f"{self.level} {self.index}"
