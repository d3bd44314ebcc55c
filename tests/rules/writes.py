"""Only `actions/` writes (architecture.md, rule 4): what looks like a write to the database elsewhere."""

import ast
import re

from tests.rules.sources import dotted, strings

ALWAYS = {
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "abulk_create",
    "acreate",
    "aupdate",
    "adelete",
    "asave",
    "aget_or_create",
}
OURS = "insert_rows"
ON_ROWS = {"create", "update", "delete"}
ROWS = {"objects", "filter", "exclude", "all", "select_for_update", "_base_manager", "_default_manager"}
STATEMENT = re.compile(r"\s*(INSERT\s+INTO|UPDATE\s+\w|DELETE\s+FROM|TRUNCATE\s|COPY\s)", re.IGNORECASE)


def writes(module: ast.Module) -> list[str]:
    """Calls that write rows, and SQL statements that do."""
    faults = []
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and _writes(node, node.func):
            faults.append(f"line {node.lineno}: {dotted(node.func)}")
        if isinstance(node.func, ast.Name) and node.func.id == OURS:
            faults.append(f"line {node.lineno}: {OURS}")
    statements = [(node, text) for node, text in strings(module) if STATEMENT.match(text)]
    return faults + [f"line {node.lineno}: {text.strip()[:40]}" for node, text in statements]


def _writes(call: ast.Call, function: ast.Attribute) -> bool:
    if function.attr in ALWAYS:
        return True
    if function.attr == "save":  # an image is saved to somewhere, a row is not
        return not call.args
    if function.attr == "delete" and not call.args and not call.keywords:
        return True
    chain = set(dotted(function.value).split("."))
    return function.attr in ON_ROWS and bool(chain & ROWS)
