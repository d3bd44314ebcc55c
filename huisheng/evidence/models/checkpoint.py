from typing import ClassVar

from django.db import models

from huisheng.core import clock


class Checkpoint(models.Model):
    """What the log signed about itself at one size. Later ones make it dispensable, unless a witness saw it."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "evidence_checkpoint"

    def __str__(self) -> str:
        return str(self.size)


class Cosignature(models.Model):
    """A witness's line under the checkpoint of one size."""

    append_only = True

    id = models.BigAutoField(primary_key=True)
    size = models.BigIntegerField()
    witness = models.CharField(max_length=200)
    line = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "evidence_cosignature"
        indexes: ClassVar = [models.Index(fields=["size"], name="evidence_cosignature_size")]

    def __str__(self) -> str:
        return f"{self.size} {self.witness}"
