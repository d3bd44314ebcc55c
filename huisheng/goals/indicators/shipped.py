"""The versions of indicators that come with the programme."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent.parent / "data" / "indicators.toml"


def read_versions(path: Path) -> list[dict[str, Any]]:
    """The versions that a file gives: code, version, since, parameters."""
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["version"])


@cache
def shipped() -> tuple[dict[str, Any], ...]:
    """What holds where nobody has loaded anything, so that no page is without definitions."""
    return tuple(read_versions(SHIPPED))
