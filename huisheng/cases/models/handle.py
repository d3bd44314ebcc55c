from typing import ClassVar

from django.db import models


class Handle(models.Model):
    """What must be unique over all cases, keyed by its value, outside the tables that are distributed.

    The case number, the SHA-256 of each of the resident's secrets, the client key of the form that made the
    case, and the row of the file that it came from.
    """

    class Kind(models.TextChoices):
        NUMBER = "number"
        SECRET = "secret"  # noqa: S105  # a kind
        CLIENT = "client"
        SOURCE = "source"

    pk = models.CompositePrimaryKey("value", "kind")
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=80)
    case_id = models.UUIDField()

    class Meta:
        db_table = "lookup_handle"
        indexes: ClassVar = [models.Index(fields=["case_id"], name="lookup_handle_case")]

    def __str__(self) -> str:
        return f"{self.kind}"
