from typing import ClassVar

from django.db import models

from huisheng.core import clock


class Template(models.Model):
    """How one kind of message is worded in one language, from a version on; the newest is used.

    Version 0 is the built-in wording (`data/wording.toml`) and has no row. `written_by` is an account's id.
    """

    append_only = True

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=24)
    language = models.CharField(max_length=8)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=120)
    sms = models.TextField()
    letter = models.TextField()
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "language", "version"], name="outbox_template_version"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="outbox_template_version_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.version}"
