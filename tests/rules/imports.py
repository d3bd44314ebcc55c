"""Imports that import-linter does not see: by name in a string, or of a folder without `__init__.py`."""

import ast
import re
from pathlib import Path

from tests.rules.sources import APPS, dotted, strings

BY_NAME = {"get_model", "import_module", "import_string", "__import__"}
MODULE = re.compile(r"huisheng\.(\w+)(\.\w+)+")


def calls_by_name(module: ast.Module) -> list[str]:
    """Calls that import a module or model by its name."""
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    return [
        f"line {call.lineno}: {dotted(call.func)}"
        for call in calls
        if dotted(call.func).split(".")[-1] in BY_NAME
    ]


def upward_names(module: ast.Module, app: str) -> list[str]:
    """Strings that name a module of a layer above `app`, as settings and registries do."""
    return [f"line {node.lineno}: {text}" for node, text in strings(module) if _names_above(text, app)]


def _names_above(text: str, app: str) -> bool:
    named = MODULE.fullmatch(text)
    return named is not None and named[1] in APPS and APPS.index(named[1]) > APPS.index(app)


def folders_without_init(package: Path) -> list[str]:
    """Folders with Python files that are no package: import-linter passes them by."""
    folders = {path.parent for path in package.rglob("*.py")}
    return sorted(folder.name for folder in folders if not (folder / "__init__.py").exists())
