from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from huisheng.cases.models.case import Case
from huisheng.cases.models.choices import words_kinds


def words_place(row: "CaseWords") -> str:
    """Where sealed words lie: what their sealing is bound to."""
    return f"cases_words.sealed:{row.case_id}:{row.n}"


class CaseWords(models.Model):
    """Text of a case, in a row of its own that can be erased while the event that it came with stays.

    `sealed` holds what is personal (the exact address) under the data subject's key; `text` holds the rest.
    `tokens` is the index for search: pairs of Chinese characters and whole Latin words. `n` counts in a case,
    `seq` is the event.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="words", db_index=False)
    n = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=words_kinds)
    text = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)
    salt = models.BinaryField(max_length=16)
    tokens = ArrayField(models.CharField(max_length=24), default=list)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_words"
        indexes: ClassVar = [GinIndex(fields=["tokens"], name="cases_words_tokens")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.n} {self.kind}"
