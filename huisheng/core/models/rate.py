from typing import ClassVar

from django.db import models


class RateWindow(models.Model):
    """How often one source asked within one window. The source is a keyed hash that changes every day."""

    source = models.BinaryField(max_length=16)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)
    pk = models.CompositePrimaryKey("source", "window")

    class Meta:
        db_table = "core_rate_window"
        indexes: ClassVar = [models.Index(fields=["window"], name="core_rate_window_at")]

    def __str__(self) -> str:
        return f"{self.window}: {self.count}"
