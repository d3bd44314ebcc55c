from typing import ClassVar

from django.db import models


class RequestMark(models.Model):
    """That one source asked, and when. The source is a keyed hash that changes every day.

    A row for each request and no counter: nobody waits for another's lock.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.BinaryField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        db_table = "core_request_mark"
        indexes: ClassVar = [
            models.Index(fields=["source", "at"], name="core_request_mark_source"),
            models.Index(fields=["at"], name="core_request_mark_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
