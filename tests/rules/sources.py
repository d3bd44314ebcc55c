"""Which files the rules read."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from huisheng.config.env import CHECKOUT

PACKAGE = CHECKOUT / "huisheng"
OURS = ("huisheng", "tests", "bench", "docs", "requirements", "bin", ".ci")
APPS = (
    "verify",
    "witness",
    "core",
    "ui",
    "evidence",
    "network",
    "people",
    "outbox",
    "cases",
    "goals",
    "portal",
    "desk",
    "config",
)
"""From the lowest layer to the highest (desk and portal stand beside each other)."""


def python_files(*folders: str) -> list[Path]:
    """Every Python file below the folders, migrations apart: those are generated and never edited."""
    found = [path for folder in folders for path in (CHECKOUT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def templates() -> list[Path]:
    return sorted(PACKAGE.glob("*/templates/**/*.html")) + sorted(PACKAGE.glob("*/templates/**/*.txt"))


def scripts() -> list[Path]:
    """Our own JavaScript; what is vendored is somebody else's."""
    return sorted(path for path in PACKAGE.glob("*/static/**/*.js") if not is_vendored(path))


def is_vendored(path: Path) -> bool:
    return "vendor" in path.parts or path.name.endswith(".min.js")


def app_of(path: Path) -> str:
    """`people` for a file of `huisheng/people`; empty for one outside any app."""
    parts = path.relative_to(CHECKOUT).parts
    return parts[1] if parts[0] == "huisheng" and len(parts) > 2 else ""


def short(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def text_files() -> Iterator[Path]:
    """Every text file that is part of the project."""
    suffixes = {
        ".py",
        ".md",
        ".html",
        ".txt",
        ".js",
        ".css",
        ".in",
        ".toml",
        ".csv",
        ".json",
        ".po",
        ".svg",
        ".yml",
    }
    for folder in OURS:
        for path in sorted((CHECKOUT / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                yield path
    yield from sorted(
        path for path in CHECKOUT.glob("*") if path.is_file() and path.suffix in {*suffixes, ""}
    )


def strings(module: ast.Module) -> Iterator[tuple[ast.Constant, str]]:
    """Every string of a module, with its place."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value


def dotted(node: ast.AST) -> str:
    """`Case.objects.create` for that expression; calls in between are left out, other parts are `?`."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return dotted(node.func)
    return node.id if isinstance(node, ast.Name) else "?"
