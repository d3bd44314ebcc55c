from typing import ClassVar

from django.db import models
from django.db.models import Q


class SentMessage(models.Model):
    """That one message about one case went out, so that a job which runs twice sends once.

    `mark` tells messages of one kind apart: the event they tell of, or the request they answer. `claimed_at`
    is set while somebody is sending, `sent_at` when that is over; `gave_up`: the other side will never take
    it. Neither words nor receiver are kept.
    """

    class Kind(models.TextChoices):
        RECEIVED = "received"
        QUESTION = "question"
        ANSWERED = "answered"
        RESENT = "resent"
        RELAYED = "relayed"
        UNSEALED = "unsealed"

    id = models.BigAutoField(primary_key=True)
    case_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)
    mark = models.CharField(max_length=40)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    gave_up = models.BooleanField(default=False)

    class Meta:
        db_table = "portal_sent_message"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_id", "kind", "mark"], name="portal_sent_message_once"),
            models.CheckConstraint(
                condition=Q(gave_up=False) | Q(sent_at__isnull=False),
                name="portal_sent_message_gave_up_is_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.mark}"
