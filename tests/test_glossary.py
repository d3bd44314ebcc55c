"""The glossary is complete and is what the code says."""

from huisheng.config.env import CHECKOUT
from huisheng.config.glossary import THINGS, glossary, our_models


def test_every_model_has_its_word() -> None:
    assert {model._meta.label for model in our_models()} - set(THINGS) == set()
    assert set(THINGS) - {model._meta.label for model in our_models()} == set()


def test_the_page_is_what_the_code_says() -> None:
    page = (CHECKOUT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert page == glossary(), "run bin/huisheng glossary"


def test_no_word_stands_for_two_things() -> None:
    for at in (0, 1):
        words = [row[at] for row in THINGS.values()]
        assert len(words) == len(set(words))
