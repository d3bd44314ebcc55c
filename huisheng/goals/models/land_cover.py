from django.db import models


class LandCover(models.Model):
    """The cover of a large city's land as a job worked it out: one row, for pages that must not compute it.

    `stamp` is that of the network it was made of, `content` what `goals.queries.kept` reads.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    stamp = models.UUIDField(null=True)
    as_of = models.DateTimeField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.as_of)
