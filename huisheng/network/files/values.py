"""One cell of a file as the value that it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from huisheng.network.files.words import choices_of
from huisheng.network.kinds import Kind

Reader = Callable[[str], Any]
YES, NO = {"1", "true", "yes", "是", "对"}, {"", "0", "false", "no", "否"}
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
DATE_OF_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
# Codes and doors are the same whichever width somebody types them in; names stay as they are written.
FOLDED = {"code", "sign_code", "office_phone", "label", "number"}
FULL_WIDTH = {
    ord(wide): chr(ord(wide) - 0xFEE0) for wide in map(chr, range(0xFF0D, 0xFF5B)) if wide.isalnum()
} | {0xFF0D: "-"}


class Unreadable(ValueError):
    """A cell that means nothing here; the text says what may stand there."""


def readers(kind: Kind) -> dict[str, Reader]:
    """For each field of a kind the function that reads its cells; boundaries come from GeoJSON instead."""
    found: dict[str, Reader] = {}
    for name in kind.row._fields:
        column = kind.column(name)
        if isinstance(column, models.DateField):
            found[name] = read_optional_date if column.null else read_date
        elif isinstance(column, models.BooleanField):
            found[name] = read_yes_or_no
        elif isinstance(column, models.IntegerField):
            found[name] = read_number
        elif isinstance(column, models.CharField) and column.choices:
            found[name] = _reader_of_choices(
                {word: value for value, *words in choices_of(column) for word in words}
            )
        elif name in kind.refers or name in FOLDED:
            found[name] = folded
        elif not isinstance(column, models.JSONField):
            found[name] = tidy
    return found


def tidy(cell: str) -> str:
    """The text without blanks around it."""
    return cell.strip()


def folded(cell: str) -> str:
    """The text with full-width digits, letters and hyphens as plain ones."""
    text = cell.strip()
    return text if text.isascii() else text.translate(FULL_WIDTH)


def plain(cell: str) -> str:
    """Full-width digits, letters and signs as plain ones, without blanks around."""
    return unicodedata.normalize("NFKC", cell).strip()


def read_number(cell: str) -> int:
    """A whole number."""
    text = plain(cell)
    if not re.fullmatch(r"\d{1,9}", text):
        raise Unreadable(_("“%(cell)s”不是整数。") % {"cell": cell})
    return int(text)


@lru_cache(maxsize=4096)  # the same few days stand in a hundred thousand rows
def read_date(cell: str) -> date:
    """A day: 2026-05-03, 2026/5/3, 2026.5.3, 2026年5月3日 or 20260503."""
    text = plain(cell)
    found = DATE.fullmatch(text) or DATE_OF_DIGITS.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError as fault:
        raise Unreadable(_("“%(cell)s”不是日期，请写成 2026-05-03。") % {"cell": cell}) from fault


def read_optional_date(cell: str) -> date | None:
    """A day, or nothing."""
    return read_date(cell) if plain(cell) else None


def read_yes_or_no(cell: str) -> bool:
    """是 or 否; nothing means no."""
    text = plain(cell).lower()
    if text in YES | NO:
        return text in YES
    raise Unreadable(_("“%(cell)s”看不懂，请写“是”或“否”。") % {"cell": cell})


def _reader_of_choices(by_label: dict[str, str]) -> Reader:
    """The word on screen or the identifier; anything else is left for the checks to name."""

    def read(cell: str) -> str:
        text = cell.strip()
        return by_label.get(text, text)

    return read
