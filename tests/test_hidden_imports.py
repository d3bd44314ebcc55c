"""No way around the layers by a name in a string."""

import ast
from pathlib import Path

from tests.rules import imports, sources

BY_NAME_ALLOWED = {
    "huisheng/config/cli.py": "runs its own commands before Django's apps are there",
    "huisheng/config/glossary.py": "reads all models, from the top layer",
}


def test_nothing_is_imported_by_its_name() -> None:
    found = {sources.short(path): imports.calls_by_name(sources.tree(path)) for path in _code()}
    assert {path: calls for path, calls in found.items() if calls and path not in BY_NAME_ALLOWED} == {}


def test_no_string_names_a_module_of_a_layer_above() -> None:
    found = {
        sources.short(path): imports.upward_names(sources.tree(path), sources.app_of(path))
        for path in _code()
        if sources.app_of(path)
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_every_folder_with_code_is_a_package() -> None:
    assert imports.folders_without_init(sources.PACKAGE) == []


def test_the_rule_sees_an_import_by_name() -> None:
    code = 'import_module("huisheng.desk.views")\napps.get_model("a", "B")\n'
    assert imports.calls_by_name(ast.parse(code)) == ["line 1: import_module", "line 2: apps.get_model"]


def test_the_rule_sees_the_name_of_a_higher_module_but_not_of_a_lower_one() -> None:
    code = 'a = "huisheng.desk.views.day"\nb = "huisheng.core.clock"\n'
    assert imports.upward_names(ast.parse(code), "people") == ["line 1: huisheng.desk.views.day"]


def test_the_rule_sees_a_folder_that_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "loose").mkdir()
    (tmp_path / "loose" / "x.py").touch()
    assert imports.folders_without_init(tmp_path) == ["loose"]


def _code() -> list[Path]:
    return [path for path in sources.python_files("huisheng") if "tests" not in path.parts]
