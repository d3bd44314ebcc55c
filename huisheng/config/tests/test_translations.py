"""Translations are compiled without any program but Python, and only when they changed."""

import gettext
import os
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from huisheng.config.translations import compile_all

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "locale/en/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    plural = 'msgid "%(n)d 件"\nmsgid_plural "%(n)d 件"\nmsgstr[0] "one matter"\nmsgstr[1] "%(n)d matters"\n'
    path.write_text(HEAD + 'msgid "回声"\nmsgstr "Echo"\n\n' + plural, encoding="utf-8")
    return path


def _compiled(source: Path) -> gettext.GNUTranslations:
    with source.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_a_compiled_catalogue_says_what_its_source_says(source: Path) -> None:
    assert compile_all([source]) == 1
    assert _compiled(source).gettext("回声") == "Echo"
    assert _compiled(source).ngettext("%(n)d 件", "%(n)d 件", 2) == "%(n)d matters"


def test_only_what_changed_is_compiled_again(source: Path) -> None:
    compile_all([source])
    assert compile_all([source]) == 0
    source.write_text(source.read_text("utf-8").replace("Echo", "Echoes"), encoding="utf-8")
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_all([source]) == 1
    assert _compiled(source).gettext("回声") == "Echoes"


def test_a_broken_catalogue_is_refused_and_the_last_good_one_stays(source: Path) -> None:
    compile_all([source])
    later = source.stat().st_mtime + 5
    source.write_text(HEAD + "nonsense\n", encoding="utf-8")
    os.utime(source, (later, later))
    with pytest.raises(PoFileError):
        compile_all([source])
    assert _compiled(source).gettext("回声") == "Echo"
