"""Parts that are kept: the same values give the same words, and nothing else of the page gets in."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from huisheng.ui import styles
from huisheng.ui.components import parts

BRAND = "ui/parts/brand.html"
SWITCHES = "ui/components/switches.html"
BUTTON = "ui/components/act.html"
KEYS = "ui/components/keys.html"
HEAD = "ui/parts/head.html"


@dataclass(frozen=True)
class Place:
    place: Any


class Changing:
    place = "春城"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    parts._drawn.cache_clear()


def drawn() -> int:
    return parts._drawn.cache_info().misses


def test_a_part_is_drawn_once_for_the_same_values() -> None:
    first = parts.part(BRAND, look=Place("春城"))
    assert "春城" in first
    assert parts.part(BRAND, look=Place("春城")) == first
    assert drawn() == 1
    assert "正阳" in parts.part(BRAND, look=Place("正阳"))
    assert drawn() == 2


def test_each_language_has_its_own() -> None:
    chinese = parts.part(SWITCHES)
    with translation.override("en"):
        english = parts.part(SWITCHES)
    assert "大字版" in chinese and "大字版" not in english


def test_what_is_safe_in_one_place_is_escaped_in_another() -> None:
    assert "<b>" in parts.part(BUTTON, text=SafeString("<b>"))
    assert "&lt;b&gt;" in parts.part(BUTTON, text="<b>")
    assert drawn() == 2


def test_what_is_safe_in_one_list_is_escaped_in_another() -> None:
    said = [parts.part(KEYS, pairs=(("A", kind("<b>")),), rows=False) for kind in (SafeString, str)]
    assert "<b>" in said[0] and "<b>" not in said[1] and "&lt;b&gt;" in said[1]


def test_within_a_value_nothing_is_safe_since_it_would_be_so_for_its_equals() -> None:
    for value in (Place(SafeString("<b>")), Place(("春城", (SafeString("<b>"),)))):
        with pytest.raises(TypeError, match="not from SafeString"):
            parts.part(BRAND, look=value)


def test_what_may_change_and_stays_equal_to_itself_is_refused() -> None:
    for value in (Changing(), (Changing(),), Place(Changing())):
        with pytest.raises(TypeError, match="not from Changing"):
            parts.part(BRAND, look=value)


def test_whoever_works_on_the_style_sheet_sees_it_at_the_next_page(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    for digest in ("0" * 16, "1" * 16):
        monkeypatch.setattr(styles, "build", partial(styles.Sheet, digest, b"", b""))
        assert digest in parts.part(HEAD)


def test_a_row_of_the_database_is_refused_however_deep() -> None:
    row = Group(pk=1, name="春城")
    for value in (row, (row,), Place((row,))):
        with pytest.raises(TypeError, match="not from Group"):
            parts.part(BRAND, look=value)


def test_a_part_sees_nothing_of_the_page_but_its_values() -> None:
    page = Template("{% load ui %}{% part 'ui/parts/brand.html' %}")
    assert "春城" not in page.render(Context({"look": Place("春城")}))
