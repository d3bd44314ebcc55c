"""Two rows of each kind that show what belongs where; they begin with the word that keeps them from being read."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from huisheng.network.files.words import EXAMPLE, choices_of
from huisheng.network.kinds import Kind

MARK = EXAMPLE[0]
DAY = "2026-01-01"
SAID = {
    "units": {"level": "3", "kind": "station"},
    "organisations": {"kind": "branch", "sector": "community"},
    "areas": {"kind": "community", "name_en": "Example community"},
    "entities": {"sector": "enterprise", "members": "2"},
    "plots": {"drawn_from": "estate", "sign_code": ""},
}
SHORT = {"office_phone": "0431-8000000", "until": "", "illustrative": "0"}


def examples_of(kind: Kind) -> Iterator[dict[str, str]]:
    """Cells by field, and a mark by which they are drawn differently."""
    for number in (1, 2):
        cells = {name: _example(kind, name, number) for name in kind.row._fields if name != "boundary"}
        yield {**cells, "example": MARK}


def _example(kind: Kind, name: str, number: int) -> str:
    column = kind.column(name)
    given = {**SHORT, **SAID.get(kind.name, {})}
    if name in given:
        return given[name]
    if isinstance(column, models.DateField):
        return DAY
    if isinstance(column, models.CharField) and column.choices:
        choices = choices_of(column)
        return choices[(number - 1) % len(choices)][0]
    return f"{MARK}-{number}"
