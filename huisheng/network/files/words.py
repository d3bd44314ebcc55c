"""What sheets, columns and cells may be called: the identifier, or the word on screen in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import override

from huisheng.network.kinds import sheet_kinds

LANGUAGES = ("zh-hans", "en")
REASON = ("原因", "Reason")  # part of the format, so the same in every language
EXAMPLE = ("示例", "Example")
LEGEND = ("说明", "Legend")
BOUNDARIES = ("边界", "boundaries")
BOUNDARY_COLUMNS = ("kind", "code", "part", "geometry")
PARTS = re.compile(r"[\n/]")


def both(words: str | Promise) -> tuple[str, str]:
    """A word in Chinese and in English."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(str(words))
    return found[0], found[1]


@cache
def columns_of(kind: str) -> dict[str, str]:
    """Every word for a column of a kind, in small letters → field of its row."""
    known = sheet_kinds()[kind]
    names = [name for name in known.row._fields if name != "boundary"]
    words = {name: name for name in names}
    for name in names:
        for word in both(known.column(name).verbose_name):
            words.setdefault(word.lower(), name)
    return words


@cache
def sheets() -> dict[str, str]:
    """Every word for a sheet, in small letters → name of the kind."""
    words = {name: name for name in sheet_kinds()}
    for name, kind in sheet_kinds().items():
        for word in both(kind.model._meta.verbose_name or ""):
            words.setdefault(word.lower(), name)
    return words


def choices_of(column: models.Field[Any, Any]) -> list[tuple[str, str, str]]:
    """`(identifier, Chinese, English)` of each value that a field may have."""
    found: Iterable[Any] = column.flatchoices
    return [(value, *both(label)) for value, label in found]


def field_of(heading: str, kind: str) -> str:
    """The field that a column's heading means; the heading itself when it means none."""
    words = columns_of(kind)
    parts = [heading, *PARTS.split(heading)]
    return next((words[part] for each in parts if (part := each.strip().lower()) in words), heading)


def is_reason(heading: str) -> bool:
    """Whether a column is the one in which wrong rows were given back with their reason."""
    return any(part.strip() in REASON for part in PARTS.split(heading))


def kind_of_sheet(name: str) -> str:
    """The kind that a sheet holds, by one of the words in its name; empty when it is none."""
    words = sheets()
    parts = [name, *name.split()]
    return next((words[part] for each in parts if (part := each.strip().lower()) in words), "")


def is_called(name: str, words: tuple[str, str]) -> bool:
    """Whether a sheet has one of these two words in its name."""
    return bool(set(name.split()) & set(words))


def heading_of(kind: str, field: str) -> str:
    """The heading of a column as it is written: Chinese, and English below it."""
    return "\n".join(both(sheet_kinds()[kind].column(field).verbose_name))


def sheet_of(kind: str) -> str:
    """The name of a kind's sheet as it is written."""
    return f"{both(sheet_kinds()[kind].model._meta.verbose_name or '')[0]} {kind}"
