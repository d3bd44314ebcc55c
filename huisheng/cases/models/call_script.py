from typing import ClassVar

from django.db import models

from huisheng.cases.models.choices import outcomes


class CallScript(models.Model):
    """What a call-back clerk asks after an answer with this outcome, in both languages; editable.

    Where there is no row, the one that comes with the programme holds (`data/call_scripts.toml`).
    """

    outcome = models.CharField(primary_key=True, max_length=16, choices=outcomes)
    zh = models.TextField()
    en = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_call_script"
        ordering: ClassVar = ["outcome"]

    def __str__(self) -> str:
        return self.outcome
