from typing import ClassVar

from django.db import models

from huisheng.cases.models.case import Case
from huisheng.cases.models.choices import actors, acts, clocks, states


class CaseEvent(models.Model):
    """One act on one case. Append-only; holds codes, ids and salted hashes, never words or persons' data.

    `actor_id` is the bare id of a person (staff only), `unit_id` the unit responsible after the act, `due_at`
    the end of the clock that the act started. `codes` carries what the act decided, by the names of the
    fields of the case that it sets. `client_key` makes the act idempotent. `words_hash` commits to the words
    that came with it (SHA-256 over salt and text), so that they can be erased and the event still verifies.
    """

    append_only = True

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=24, choices=acts)
    source = models.CharField(max_length=16, choices=states, blank=True)
    target = models.CharField(max_length=16, choices=states)
    at = models.DateTimeField()
    who = models.CharField(max_length=10, choices=actors)
    actor_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField()
    clock = models.CharField(max_length=12, choices=clocks, blank=True)
    due_at = models.DateTimeField(null=True)
    codes = models.JSONField(default=dict)
    client_key = models.UUIDField(null=True)
    words_hash = models.BinaryField(max_length=32, null=True)

    class Meta:
        db_table = "cases_event"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "client_key"], name="cases_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq} {self.act}"
