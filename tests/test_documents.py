"""Documentation under test: what is not written down, or written down wrongly, fails."""

import re

import pytest
from django.core.management import get_commands, load_command_class

from huisheng.config.env import CHECKOUT, SETTINGS
from tests.rules import sources

REFERENCE = CHECKOUT / "docs" / "reference"
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_list_of_settings_is_complete_and_says_what_the_code_says() -> None:
    rows = [
        f"| `{each.name}` | {f'`{each.default}`' if each.default else ''} | {each.meaning} |"
        for each in SETTINGS
    ]
    text = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    assert [row for row in rows if row not in text] == []
    assert len(re.findall(r"^\| `", text, re.MULTILINE)) == len(rows)


def test_every_command_of_ours_is_described() -> None:
    ours = {name for name, app in get_commands().items() if app.startswith("huisheng.")}
    described = set(
        re.findall(r"^## `huisheng (\w+)", (REFERENCE / "commands.md").read_text("utf-8"), re.MULTILINE)
    )
    assert described == ours


def test_every_command_has_a_help_text() -> None:
    ours = {name: app for name, app in get_commands().items() if app.startswith("huisheng.")}
    assert [name for name, app in ours.items() if not load_command_class(app, name).help] == []


@pytest.mark.parametrize("app", sources.APPS)
def test_every_app_tells_on_one_page_what_it_is(app: str) -> None:
    text = (sources.PACKAGE / app / "README.md").read_text(encoding="utf-8")
    assert 5 <= len(text.splitlines()) <= 120


def test_links_between_our_pages_lead_somewhere() -> None:
    pages = [*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md"), *sources.PACKAGE.glob("*/README.md")]
    broken = [
        f"{sources.short(page)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not target.startswith(("http://", "https://", "mailto:")) and not (page.parent / target).exists()
    ]
    assert broken == []


def test_python_files_name_only_documents_that_exist() -> None:
    missing = {
        f"{sources.short(path)}: {name}"
        for path in sources.python_files("huisheng", "bench")
        for name in re.findall(r"docs/[\w/-]+\.md", path.read_text(encoding="utf-8"))
        if not (CHECKOUT / name).exists()
    }
    assert missing == set()
