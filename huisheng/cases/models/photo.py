from django.db import models

from huisheng.cases.models.case import Case


class CasePhoto(models.Model):
    """A picture, re-encoded as JPEG without metadata, kept in the database: one transaction, one backup."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="photos", db_index=False)
    n = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    jpeg = models.BinaryField()
    thumbnail = models.BinaryField()

    class Meta:
        db_table = "cases_photo"

    def __str__(self) -> str:
        return f"{self.case_id} {self.n}"
