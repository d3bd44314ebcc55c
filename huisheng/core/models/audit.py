from typing import ClassVar

from django.db import models


class AuditEntry(models.Model):
    """Who did what to which thing, and when. Written with the act, never changed.

    `actor` is the bare id of an account (none: a resident or the system itself); `subject` names the thing
    by kind and id, such as `case:0198…`; `detail` holds codes and ids, never words or personal data.
    """

    append_only = True

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "core_audit"
        indexes: ClassVar = [
            models.Index(fields=["subject", "at"], name="core_audit_subject"),
            models.Index(fields=["actor", "at"], name="core_audit_actor"),
            models.Index(fields=["action", "at"], name="core_audit_action"),
            models.Index(fields=["at"], name="core_audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"
