from typing import ClassVar

from django.db import models

from huisheng.core import clock


class OpeningFile(models.Model):
    """A published file of openings, or the list over them; its leaf in the log keeps it from being swapped.

    `name` is a month (2026-10), a few months joined, or `list`; `content` is packed with gzip; `body_digest` is
    SHA-256 without the header, so that a month in which nothing happened needs no new version.
    """

    append_only = True

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    opened_to = models.BigIntegerField()
    cases = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    body_digest = models.CharField(max_length=64)
    content = models.BinaryField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "evidence_opening"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "version"], name="evidence_opening_version_once"),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def path(self) -> str:
        """Its address below `openings/`."""
        return f"{self.name}.{self.version}.{'json' if self.name == 'list' else 'jsonl'}"
