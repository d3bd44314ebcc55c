"""Papers are set in our own fonts; what these lack is found in the system's, or replaced and named."""

import hashlib
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from huisheng.ui import typeset
from huisheng.ui.fonts.make import characters
from tests.rules import sources

RARE = "𰻝"  # biáng of the noodles (Unicode 13): in no font that we ship
README = (typeset.FONTS / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page that says what it is given; the frame of all papers lies where it always does."""
    root = tmp_path / "huisheng"
    (root / "ui").mkdir(parents=True)
    for name in ("typst", "static"):
        (root / "ui" / name).symlink_to(typeset.PACKAGE / "ui" / name)
    (root / "page.typ").write_text(
        '#import "/ui/typst/paper.typ": *\n#show: paper.with(data.title)\n#data.words\n', encoding="utf-8"
    )
    monkeypatch.setattr(typeset, "PACKAGE", root)
    return "page.typ"


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "_system", dict)


def fonts_in(pdf: bytes) -> set[str]:
    resources: Any = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]
    return {str(font.get_object()["/BaseFont"]) for font in resources["/Font"].values()}


def test_chinese_is_set_in_our_own_font(template: str) -> None:
    made = typeset.pdf(template, {"title": "一页", "words": "有呼声，就有回声"})
    assert "有呼声，就有回声" in PdfReader(BytesIO(made)).pages[0].extract_text()
    assert all("HuishengSans" in name for name in fonts_in(made))


def test_the_same_words_give_the_same_bytes(template: str) -> None:
    words = {"title": "一页", "words": "有呼声"}
    assert typeset.pdf(template, words) == typeset.pdf(template, words)


def test_a_character_that_no_font_has_is_named_and_replaced(no_system_fonts: None) -> None:
    assert typeset.missing(["回声", f"{RARE}面"]) == [RARE]
    assert typeset.without_missing(f"{RARE}面") == "〓面"


def test_a_rare_character_is_set_in_a_font_of_the_system(
    template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not typeset._system():
        pytest.skip("no Chinese font on this system")
    rare = next(letter for letter in sorted(next(iter(typeset._system().values()))) if "㐀" <= letter <= "䶿")
    assert typeset.missing([rare]) == []
    made = typeset.pdf(template, {"title": "一页", "words": f"回{rare}"})
    assert len(fonts_in(made)) == 2


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_fonts_have_what_readme_promises(weight: str) -> None:
    path = typeset.FONTS / f"HuishengSans-{weight}.otf"
    assert hashlib.sha256(path.read_bytes()).hexdigest() in README
    with TTFont(path, lazy=True) as font:
        assert characters() <= set(font.getBestCmap())
        assert font["name"].getDebugName(1) == typeset.FAMILY
    assert path.stat().st_size < 2_600_000


def test_every_template_is_written_in_characters_of_our_font() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sources.PACKAGE.glob("*/typst/*.typ")]
    letters = set(re.sub(r"\s", "", "".join(texts)))
    assert texts and letters - typeset._own() == set()
