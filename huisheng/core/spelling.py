"""One spelling for whatever a person may type: `plain` for comparing, never for showing."""

import re
import unicodedata
from functools import cache
from pathlib import Path

SIMPLIFIED = Path(__file__).parent / "data" / "simplified.txt"
_NOT_WRITING = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Full-width forms, capitals and traditional characters as the usual ones; blanks and marks left out."""
    return _NOT_WRITING.sub("", half_width(text).lower().translate(_simplified()))


def half_width(text: str) -> str:
    """Full-width letters, digits and marks as the usual ones (Unicode NFKC), dashes of all kinds as hyphens."""
    return re.sub(r"[‐-―−－]", "-", unicodedata.normalize("NFKC", text))


def spellings(text: str) -> frozenset[str]:
    """What a code or name may have been meant as: as it was typed, and with full-width forms as the usual ones."""
    typed = text.strip()
    return frozenset((typed, half_width(typed).strip()))


@cache
def _simplified() -> dict[int, str]:
    """Traditional characters to simplified ones; see data/README.md."""
    pairs: dict[int, str] = {}
    for line in SIMPLIFIED.read_text(encoding="utf-8").splitlines():
        traditional, simplified = line.split(" ")
        pairs.update(zip(map(ord, traditional), simplified, strict=True))
    return pairs
