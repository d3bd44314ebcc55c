"""One style sheet a page out of one file a component.

Every installed app may have `static/<app>/css/*.css`. They are joined once a process and served under a
name that bears their hash, so a browser keeps them for a year and never a stale one. A view rather than a
file written at set-up: no step can be forgotten, nothing is written, and the answer (packed once, about
8 kB) lies in memory.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

FIRST, LAST = ("tokens", "base"), ("print",)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Sheet:
    """The joined sheet: its digest (16 hex digits), its text, and the same packed with gzip."""

    digest: str
    plain: bytes
    packed: bytes


def sheet() -> Sheet:
    """The joined sheet; read afresh on every call while developing (`DEBUG`)."""
    return build() if settings.DEBUG else _kept()


def build() -> Sheet:
    """Join all files: tokens and base first, `ui` before the other apps, print last."""
    text = "\n".join(_squeeze(path.read_text(encoding="utf-8")) for path in files())
    plain = text.encode()
    return Sheet(hashlib.sha256(plain).hexdigest()[:16], plain, gzip.compress(plain, 9, mtime=0))


def files() -> list[Path]:
    """Every app's style files in the order in which they are joined."""
    found = [
        (app.label != "ui", app.label, path)
        for app in apps.get_app_configs()
        for path in Path(app.path).glob(f"static/{app.label}/css/*.css")
        if app.name.startswith("huisheng.")
    ]
    found.sort(key=lambda entry: (_place(entry[2], entry[0]), entry[0], entry[1], entry[2].name))
    return [path for *_order, path in found]


def _place(path: Path, foreign: bool) -> int:
    """0 tokens, 1 base, 2 everything else, 3 print; only `ui` has first and last files."""
    if not foreign and path.stem in FIRST:
        return FIRST.index(path.stem)
    return 3 if not foreign and path.stem in LAST else 2


def _squeeze(text: str) -> str:
    return INDENT.sub("\n", COMMENT.sub("", text)).strip()


_kept = cache(build)
