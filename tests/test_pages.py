"""Every template keeps to the page policy (CSP) and speaks both languages."""

import pytest

from tests.rules import pages, sources

CHINESE_ALLOWED = {
    "huisheng/ui/templates/ui/components/switches.html": "each language is called by its own name",
    "huisheng/ui/templates/ui/look/": "example names of people and places, which are not translated",
}


def test_no_template_has_inline_script_or_style_or_marks_anything_safe() -> None:
    found = {
        sources.short(path): pages.faults(path.read_text(encoding="utf-8")) for path in sources.templates()
    }
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_every_chinese_word_of_a_template_is_translated() -> None:
    found = {
        sources.short(path): pages.untranslated(path.read_text(encoding="utf-8"))
        for path in sources.templates()
    }
    assert {
        path: words for path, words in found.items() if words and not path.startswith(tuple(CHINESE_ALLOWED))
    } == {}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        "<p style='color: red'>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        "{{ words|safe }}",
        "{{ words | safe }}",
        "{% autoescape off %}",
    ],
)
def test_the_rule_sees(text: str) -> None:
    assert len(pages.faults(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<script type="module" src="{% static \'a.js\' %}"></script>',
        "<p data-on='1'>",
        "{# style= #}",
        "{{ a|unsafe }}",
    ],
)
def test_the_rule_leaves_alone(text: str) -> None:
    assert pages.faults(text) == []


def test_the_rule_tells_translated_words_from_others() -> None:
    text = '{% trans "回声" %}<p>街道 {{ x }}{% blocktrans %}社区{% endblocktrans %}<!-- 注 -->{# 注 #}'
    assert pages.untranslated(text) == ["街道"]
    assert pages.untranslated('{{ a }}（{% trans "：" %}{{ b }}） (c)') == ["（", "）"]
