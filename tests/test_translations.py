"""Chinese first, English complete: each app carries the English of all that it says."""

import ast
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from huisheng.config import translations
from tests.rules import pages, sources, words

SPEAKING = ("views", "forms.py", "api.py", "permissions.py", "refusals.py", "middleware")
"""Where a Chinese string is something that a reader sees; elsewhere it may be a name or data."""


def _messages(app: str) -> set[str]:
    folder = sources.PACKAGE / app
    code = [path for path in folder.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]
    found: set[str] = set()
    for path in code:
        found |= words.messages_of(path.read_text(encoding="utf-8"), template=False)
    for path in [*folder.glob("templates/**/*.html"), *folder.glob("templates/**/*.txt")]:
        found |= words.messages_of(path.read_text(encoding="utf-8"), template=True)
    return found


@pytest.mark.parametrize("app", sources.APPS)
def test_every_message_has_its_english_and_no_english_is_left_over(app: str) -> None:
    path = sources.PACKAGE / app / "locale/en/LC_MESSAGES/django.po"
    asked = _messages(app)
    given = words.translated(words.read(path)) if path.exists() else set()
    assert sorted(asked - given) == [], f"without English in {sources.short(path)}"
    assert sorted(given - asked) == [], f"no longer said anywhere in {app}"


@pytest.mark.parametrize("app", sources.APPS)
def test_every_message_is_written_in_chinese(app: str) -> None:
    assert sorted(filter(words.is_foreign, _messages(app))) == []


@pytest.mark.parametrize("path", translations.catalogues(), ids=sources.short)
def test_the_catalogue_is_tidy(path: Path) -> None:
    assert words.untidy(words.read(path), path.read_text(encoding="utf-8")) == []


def test_apps_say_the_same_thing_in_the_same_english() -> None:
    """Catalogues are merged, and the first app wins: what the others say differently would never be seen.

    Where one Chinese word means two things, give it a context (`pgettext`).
    """
    said: dict[tuple[str | None, object], dict[str, str]] = {}
    for path in translations.catalogues():
        for message, english in words.pairs(words.read(path)):
            said.setdefault(message, {})[english] = sources.short(path)
    assert {key[1]: each for key, each in said.items() if len(each) > 1} == {}


BARE_ALLOWED = {
    "huisheng/ui/views/errors.py": "the last resort, in both languages, when even templates fail",
    "huisheng/ui/views/samples.py": "example names of people and places, which are not translated",
}


def test_what_readers_see_is_never_bare_chinese() -> None:
    found = {
        sources.short(path): words.bare_chinese(sources.tree(path))
        for path in sources.python_files("huisheng")
        if set(SPEAKING) & set(path.parts) and "tests" not in path.parts
    }
    assert {path: lines for path, lines in found.items() if lines and path not in BARE_ALLOWED} == {}


MARKS_ALLOWED = {
    "huisheng/cases/actions/demo_besides.py": "the number of a legal order, as courts write it",
    "huisheng/cases/actions/imported.py": "kept with the matter, whose words are Chinese",
    "huisheng/cases/actions/past.py": "kept with the matter, whose words are Chinese",
    "huisheng/cases/queries/copies.py": "marks that are left out when words are compared",
    "huisheng/cases/queries/titles.py": "a pattern that reads what was typed",
    "huisheng/network/files/legend.py": "the Chinese half of a legend in both languages",
    "huisheng/network/points.py": "a pattern that reads what was typed",
    "huisheng/people/contacts.py": "a mark that is taken for a dot when typed",
    "huisheng/ui/components/fields.py": "marks at the end of a label, in any language",
}
DATA = ("tests", "demo", "importing", "text")
"""Folders whose Chinese is data, or reads Chinese."""


def test_no_chinese_punctuation_is_put_between_the_words_of_a_page() -> None:
    found = {
        sources.short(path): words.bare_marks(sources.tree(path))
        for path in sources.python_files("huisheng")
        if not set(DATA) & set(path.parts)
    }
    assert {path: lines for path, lines in found.items() if lines and path not in MARKS_ALLOWED} == {}
    assert [path for path in MARKS_ALLOWED if not found[path]] == []


@pytest.mark.parametrize("app", sources.APPS)
def test_no_english_has_chinese_punctuation(app: str) -> None:
    path = sources.PACKAGE / app / "locale/en/LC_MESSAGES/django.po"
    said = words.pairs(words.read(path)) if path.exists() else []
    assert [english for _message, english in said if pages.WIDE.search(english)] == []


def test_the_rule_reads_messages_of_templates_and_code() -> None:
    template = '{% trans "收集" %}{% blocktrans trimmed with n=x %}\n  第 {{ n }} 件\n{% endblocktrans %}'
    assert words.messages_of(template, template=True) == {"收集", "第 %(n)s 件"}
    code = '_("整理")\nngettext("%(n)d 件", "%(n)d 件", 2)\npgettext("状态", "沉默")\nprint("不算")\n'
    assert words.messages_of(code, template=False) == {"整理", "%(n)d 件", "沉默"}


def test_the_rule_sees_an_untidy_catalogue() -> None:
    text = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "甲"\nmsgstr ""\n\n#, fuzzy\nmsgid "乙"\nmsgstr "B"\n\nmsgid "%(n)s 件"\nmsgstr "matters"\n\n'
        'msgid "丁"\nmsgstr "D"\n\nmsgid "丁"\nmsgstr "D"\n\n#~ msgid "戊"\n#~ msgstr "E"\n'
    )
    catalogue = read_po(BytesIO(text.encode()), locale="en")
    assert words.untidy(catalogue, text) == [
        "obsolete: 戊",
        "empty: 甲",
        "fuzzy: 乙",
        "placeholders differ: %(n)s 件",
        'twice: msgid "丁"',
    ]


def test_the_rule_lets_english_say_once_for_the_number_one() -> None:
    text = 'msgid "%(n)d 次"\nmsgid_plural "%(n)d 次"\nmsgstr[0] "once"\nmsgstr[1] "%(n)d times"\n'
    head = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    catalogue = read_po(BytesIO((head + text).encode()), locale="en")
    assert words.untidy(catalogue, text) == []
    assert words.untidy(read_po(BytesIO((head + text.replace("%(n)d times", "times")).encode())), text) != []


def test_the_rule_sees_a_message_that_is_not_chinese() -> None:
    assert (
        words.is_foreign("Close %(n)s")
        and not words.is_foreign("%(n)s：%(day)s")
        and not words.is_foreign("关闭")
    )


def test_the_rule_sees_bare_chinese_but_no_docstring() -> None:
    code = 'def f():\n    """中文说明"""\n    return _("好"), "不好"\n'
    assert words.bare_chinese(ast.parse(code)) == ["line 3: 不好"]


def test_the_rule_sees_punctuation_of_its_own() -> None:
    code = (
        'def f(a):\n    """说：明"""\n    return "、".join(a), f"{a}（{a}）", _("%(a)s：%(b)s"), "，中文"\n'
    )
    assert sorted(words.bare_marks(ast.parse(code))) == ["line 3: 、", "line 3: （", "line 3: ）"]
