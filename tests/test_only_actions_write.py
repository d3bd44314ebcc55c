"""Pages check access, call one act, render: no write stands outside `actions/`."""

import ast

import pytest

from tests.rules import sources, writes

FREE = {"actions", "tests", "migrations"}
ALLOWED = {
    "huisheng/core": "audit, jobs and calendar are the means by which acts write",
}


def test_no_write_stands_outside_actions() -> None:
    found = {
        sources.short(path): writes.writes(sources.tree(path))
        for path in sources.python_files("huisheng")
        if not FREE & set(path.parts) and not sources.short(path).startswith(tuple(ALLOWED))
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code",
    [
        "Case.objects.create(code='1')",
        "Case.objects.filter(pk=1).update(code='2')",
        "case.save()",
        "form.save(update_fields=['x'])".replace("form", "case"),
        "case.delete()",
        "Case.objects.bulk_create(rows)",
        "insert_rows([case])",
        "cursor.execute('UPDATE cases_case SET code = 1')",
        "cursor.execute('delete from cases_case')",
    ],
)
def test_the_rule_sees_a_write(code: str) -> None:
    assert len(writes.writes(ast.parse(code))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "settings.update(a=1)",
        "digest.update(b'x')",
        "image.save(out, 'JPEG')",
        "Case.objects.filter(pk=1)",
        "'UPDATED'",
    ],
)
def test_the_rule_leaves_alone_what_writes_no_row(code: str) -> None:
    assert writes.writes(ast.parse(code)) == []
