"""No file says on which machine it was made, or where its packages came from."""

import pytest

from huisheng.config.env import CHECKOUT
from tests.rules import sources, traces

ALLOWED = {"tests/rules/traces.py", "tests/test_traces.py"}


def test_no_file_names_a_package_server_or_a_machine_s_path() -> None:
    found = {
        sources.short(path): traces.traces(path.read_text(encoding="utf-8", errors="replace"))
        for path in sources.text_files()
        if sources.short(path) not in ALLOWED
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_every_locked_package_has_its_hashes() -> None:
    for name in ("base.txt", "test.txt"):
        text = (CHECKOUT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


@pytest.mark.parametrize(
    "text",
    ["see https://pypi.org/x", "pip install --index-url x", "open('/home/li/huisheng')", "/work/main/a.py"],
)
def test_the_rule_sees(text: str) -> None:
    assert traces.traces(text)


@pytest.mark.parametrize(
    "text", ["https://example.org/root/x", "./home/x", "docs/work/x.md", "/var/lib/huisheng"]
)
def test_the_rule_leaves_alone(text: str) -> None:
    assert traces.traces(text) == []
