"""Whatever the code records in the audit, the auditor's page says in words."""

import ast
from collections.abc import Iterator

from huisheng.desk.queries.log_details import DETAILS
from huisheng.desk.queries.log_words import ACTIONS
from tests.rules import sources

RECORDERS = {"audit.record", "record", "_record"}


def recorded(module: ast.Module) -> Iterator[str]:
    """The literal first arguments of calls that record an act."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and sources.dotted(node.func) in RECORDERS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def particulars(module: ast.Module) -> Iterator[str]:
    """The names of what such calls write down besides who and about what."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and sources.dotted(node.func) in {*RECORDERS, "audit.entry"}:
            yield from (each.arg for each in node.keywords if each.arg not in (None, "actor", "subject"))


def modules() -> Iterator[ast.Module]:
    for path in sources.python_files("huisheng"):
        if not {"tests", "core"} & set(path.parts):
            yield sources.tree(path)


def test_every_act_that_is_recorded_has_words() -> None:
    codes = {code for module in modules() for code in recorded(module)}
    assert codes - ACTIONS.keys() == set()


def test_every_particular_that_is_recorded_has_words() -> None:
    names = {name for module in modules() for name in particulars(module)}
    assert names - DETAILS.keys() == set()


def test_the_rule_sees_what_is_recorded() -> None:
    code = 'audit.record("role_asked", actor=1)\nrecord(f"case.{act}")\nother.record("no")\n'
    assert list(recorded(ast.parse(code))) == ["role_asked"]
