"""A tamper-evident log of its own for one test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huisheng.evidence.keys import LogKey, make_log_key

ORIGIN = "log.example/test"


@pytest.fixture
def log(settings: Any, tmp_path: Path) -> Iterator[LogKey]:
    """Its key; the log itself is as empty as the database."""
    settings.LOG_KEY_FILE = tmp_path / "log-key.json"
    yield make_log_key(settings.LOG_KEY_FILE, ORIGIN)
