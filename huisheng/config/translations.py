"""Compiling translations with Babel, so that set-up needs no gettext program."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from huisheng.config.env import CHECKOUT


def catalogues() -> list[Path]:
    """The .po file of every app and language."""
    return sorted((CHECKOUT / "huisheng").glob("*/locale/*/LC_MESSAGES/django.po"))


def compile_all(sources: list[Path] | None = None) -> int:
    """Write the .mo file beside every .po file that is newer; how many were written."""
    written = 0
    for source in catalogues() if sources is None else sources:
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)
            written += 1
    return written


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
    fresh = target.with_suffix(".new")
    with fresh.open("wb") as file:
        write_mo(file, catalogue)
    fresh.replace(target)
