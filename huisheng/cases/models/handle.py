import hashlib
from typing import ClassVar

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models.functions import Reverse


class Handle(models.Model):
    """What must be unique over all cases, keyed by its value, outside the tables that are distributed.

    The case number, the SHA-256 of each of the resident's secrets, the client key of the form that made the
    case, and the row of the file that it came from; the hash of each secret of a party of a mediation, with its
    number behind it.
    """

    class Kind(models.TextChoices):
        NUMBER = "number"
        SECRET = "secret"  # noqa: S105  # a kind
        CLIENT = "client"
        SOURCE = "source"
        PARTY = "party"

    pk = models.CompositePrimaryKey("value", "kind")
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=80)
    case_id = models.UUIDField()

    class Meta:
        db_table = "lookup_handle"
        indexes: ClassVar = [
            models.Index(fields=["case_id"], name="lookup_handle_case"),
            # A number is looked for by its end: people say "四一七二", not the year and the street.
            models.Index(
                OpClass(Reverse("value"), name="text_pattern_ops"),
                name="lookup_handle_ending",
                condition=models.Q(kind="number"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}"


def hash_of(secret: str) -> str:
    """How a resident's secret is stored: SHA-256; with 100 random bits it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def party_value(secret: str, party: int) -> str:
    """How the secret of a party of a mediation is stored: its hash and the party's number."""
    return f"{hash_of(secret)}.{party}"
