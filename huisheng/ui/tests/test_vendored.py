"""Vendored browser libraries are exactly what VENDORED.md says."""

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "static/ui/vendor"


def listed() -> dict[str, str]:
    rows = re.findall(
        r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", (VENDOR / "VENDORED.md").read_text(), re.MULTILINE
    )
    return dict(rows)


def test_every_vendored_file_has_the_sum_that_is_listed() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "VENDORED.md"
    }
    assert found == listed()
