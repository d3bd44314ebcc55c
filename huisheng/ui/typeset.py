"""Papers as PDF: Typst templates set in the fonts that lie in `fonts/`, so that no machine needs fonts of its own.

A character that our fonts lack (fonts/README.md says which they have) is set in a Chinese font of the system, if
one has it; else `〓` stands for it, and whoever prints is told which it is.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

PACKAGE = Path(__file__).parent.parent
FONTS = Path(__file__).parent / "fonts"
FAMILY = "Huisheng Sans"
INSTEAD = "〓"
# Families that a system may have, and that have rare characters.
SYSTEM_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "SimSun",
    "SimSun-ExtB",
    "Plangothic P1",
    "Plangothic P2",
)


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of a template (its path below `huisheng/`), which gets `data` as JSON. The same data, the same bytes.

    Characters that no font has must be replaced before, see `without_missing`.
    """
    made = typst.compile(**_given(template, data), format="pdf")
    assert isinstance(made, bytes)  # noqa: S101  # only pictures come as several
    return made


def pictures(template: str, data: Mapping[str, Any], *, ppi: float = 96) -> list[bytes]:
    """The same pages as PNG, to be looked at."""
    made = typst.compile(**_given(template, data), format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else made


def _given(template: str, data: Mapping[str, Any]) -> dict[str, Any]:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    families = sorted({_rare(letter) for letter in set(text) - _own()} - {""})
    return {
        "input": PACKAGE / template,
        "root": PACKAGE,
        "font_paths": _fonts(system=bool(families)),
        "sys_inputs": {"data": text, "fonts": json.dumps(families)},
    }


def missing(texts: Iterable[str]) -> list[str]:
    """Characters that neither our fonts nor the system's have, in the order of their code points."""
    letters = set("".join(texts)) - _own()
    return sorted(letter for letter in letters if not letter.isspace() and not _rare(letter))


def without_missing(text: str) -> str:
    """The text with `〓` for each character that no font has."""
    gone = set(missing([text]))
    return "".join(INSTEAD if letter in gone else letter for letter in text)


@cache
def _own() -> frozenset[str]:
    """The characters of our own fonts; both weights have the same."""
    with TTFont(FONTS / "HuishengSans-Regular.otf", lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _rare(letter: str) -> str:
    """The family of the system that has a character; empty when none has."""
    return next((family for family, letters in _system().items() if letter in letters), "")


@cache
def _system() -> dict[str, frozenset[str]]:
    """The characters of the system's families. Read once, and only when a rare character is to be set."""
    found: dict[str, frozenset[str]] = {}
    for font in _fonts(system=True).fonts():
        if font.family in SYSTEM_FAMILIES and font.family not in found and font.path:
            with TTFont(font.path, fontNumber=font.index, lazy=True) as read:
                found[font.family] = frozenset(map(chr, read.getBestCmap()))
    return {family: found[family] for family in SYSTEM_FAMILIES if family in found}


@cache
def _fonts(*, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=[FONTS])
