"""The one style sheet, and the contrast of its colours."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

from huisheng.ui import styles
from huisheng.ui.templatetags.ui import stylesheet

CSS = Path(styles.__file__).parent / "static/ui/css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")

# Which text stands on which ground: WCAG 2.2, 1.4.3 asks for 4.5 : 1
TEXT_ON = {
    "paper": "ink soft leaf rust",
    "card": "ink soft leaf leaf-deep rust sky",
    "leaf-wash": "ink soft leaf leaf-deep",
    "amber-wash": "ink amber leaf",
    "rust-wash": "ink rust",
    "sky-wash": "ink sky leaf",
    "leaf": "on-leaf",
    "leaf-deep": "on-leaf",
}
TEXT = [(text, ground) for ground, texts in TEXT_ON.items() for text in texts.split()]
# Edges of controls and the focus ring: 1.4.11 asks for 3 : 1
EDGES = [("edge", "card"), ("edge", "paper"), ("sky", "card"), ("sky", "paper"), ("leaf", "card")]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", block))


def blocks() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    light, system, switch = (part for part in re.split(r"(?=color-scheme: \w+;)", TOKENS)[1:])
    return tokens(light), tokens(system), tokens(switch)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_from_its_ground(scheme: int, text: str, ground: str) -> None:
    colours = blocks()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(scheme: int, edge: str, ground: str) -> None:
    colours = blocks()[scheme]
    assert contrast(colours[edge], colours[ground]) >= 3


def test_dark_is_the_same_whether_the_system_or_the_reader_chose_it() -> None:
    light, system, switch = blocks()
    assert system == switch
    assert set(system) == set(light)


def test_every_colour_used_is_a_token_that_exists() -> None:
    known = set(re.findall(r"--([\w-]+):", "".join(path.read_text() for path in CSS.glob("*.css"))))
    for path in CSS.glob("*.css"):
        assert set(re.findall(r"var\(--([\w-]+)", path.read_text())) <= known, path.name


def test_tokens_come_first_and_print_comes_last() -> None:
    own = [path.stem for path in styles.files() if path.parent == CSS]
    assert own[:2] == ["tokens", "base"]
    assert styles.files()[-1] == CSS / "print.css"
    assert sorted(own) == sorted(path.stem for path in CSS.glob("*.css"))


def test_the_sheet_has_no_open_brace_and_no_comment() -> None:
    text = styles.build().plain.decode()
    assert text.count("{") == text.count("}")
    assert "/*" not in text


def test_the_sheet_is_kept_for_a_year_under_its_own_name() -> None:
    response = Client().get(stylesheet())
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content == styles.build().plain


def test_a_page_from_before_an_update_still_gets_clothes_but_not_for_long() -> None:
    response = Client().get("/look/0123456789abcdef.css")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


def test_it_is_packed_for_those_who_can_unpack() -> None:
    response = Client().get(stylesheet(), headers={"Accept-Encoding": "gzip, br"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert gzip.decompress(response.content) == styles.build().plain
    assert len(response.content) < 12_000
