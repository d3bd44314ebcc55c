"""Small files and functions. Exceptions are listed with the size they have, and the list only shrinks."""

import ast

from huisheng.config.env import CHECKOUT
from tests.rules import sizes, sources

EXCEPTIONS: dict[str, int] = {}
"""File or file:function → lines that it may have at most."""


def found() -> dict[str, int]:
    sized = {}
    for path in sources.python_files("huisheng", "tests", "bench"):
        sized[sources.short(path)] = sizes.long_file(path.read_text(encoding="utf-8"))
        for name, lines in sizes.long_functions(sources.tree(path)).items():
            sized[f"{sources.short(path)}:{name}"] = lines
    styles = CHECKOUT.glob("huisheng/*/static/**/*.css")
    for path in [*sources.templates(), *sources.scripts(), *styles]:
        sized[sources.short(path)] = sizes.long_file(path.read_text(encoding="utf-8"))
    return {name: lines for name, lines in sized.items() if lines}


def test_no_file_or_function_is_longer_than_it_may_be() -> None:
    assert {name: lines for name, lines in found().items() if lines > EXCEPTIONS.get(name, 0)} == {}


def test_an_exception_that_is_no_longer_needed_is_struck_off_the_list() -> None:
    sized = found()
    assert {name for name, lines in EXCEPTIONS.items() if sized.get(name, 0) < lines} == set()


def test_the_rule_sees_a_long_file_and_a_long_function() -> None:
    body = "\n".join(["    x = 1"] * 41)
    assert sizes.long_file("x = 1\n" * 301) == 301
    assert sizes.long_file("x = 1\n" * 300) == 0
    assert sizes.long_functions(ast.parse(f"def short():\n    pass\ndef long():\n{body}\n")) == {"long": 42}
