"""The frames: plain, desk, paper; and the component page."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from huisheng.ui.context import Bar

FRAMES = ("/look/", "/look/desk", "/look/track", "/look/receipt", "/look/sign", "/look/preferences")
ERRORS = (
    "/look/400",
    "/look/403",
    "/look/403-form",
    "/look/404",
    "/look/410",
    "/look/413",
    "/look/429",
    "/look/500",
)

# What stays Chinese: names of places, organisations and people, numbers of plots, and the language switch.
NAMES = "|".join(
    (
        *(
            "景阳社区第七党支部",
            "景阳社区",
            "春城街道",
            "绿园区",
            "正阳街道",
            "正阳街与普阳街口",
            "景阳街",
            "锦江路",
        ),
        *("锦江花园", "迎宾社区", "林园小区", "办事员", "李敏", "王芳", "中文", "[春正迎林网]-"),
    )
)


@pytest.fixture
def reader() -> Client:
    """Somebody without an account; these pages need no database, and a statement would fail the test."""
    return Client()


@pytest.mark.parametrize("path", FRAMES + ERRORS)
def test_pages_obey_the_strict_content_policy(reader: Client, path: str) -> None:
    html = reader.get(path).content.decode()
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert "<style" not in html
    assert "data:image" not in html


@pytest.mark.parametrize("path", FRAMES + ERRORS)
def test_every_page_says_its_language_and_fits_a_phone(reader: Client, path: str) -> None:
    html = reader.get(path).content.decode()
    assert html.startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    assert len(re.findall(r'rel="stylesheet"', html)) == 1


@pytest.mark.parametrize("path", FRAMES + ERRORS)
def test_in_english_no_frame_is_left_half_chinese(reader: Client, path: str) -> None:
    reader.cookies["language"] = "en"
    html = reader.get(path).content.decode()
    assert '<html lang="en">' in html
    rest = re.sub(NAMES, "", re.sub(r"<[^>]+>|<!--.*?-->", "", html, flags=re.DOTALL))
    assert re.findall(r"[\u4e00-\u9fff]+", rest) == []


def test_the_component_page_can_be_asked_for_in_a_language(reader: Client) -> None:
    assert b"<h1>Components</h1>" in reader.get("/look/?lang=en").content
    assert "<h1>部件</h1>" in reader.get("/look/?lang=xx").content.decode()


def test_an_unknown_example_is_not_found(reader: Client) -> None:
    assert reader.get("/look/nothing").status_code == 404


def test_choices_reach_the_root_of_the_page(reader: Client) -> None:
    reader.cookies["look_size"], reader.cookies["look_theme"], reader.cookies["look_keys"] = (
        "elder",
        "dark",
        "off",
    )
    html = reader.get("/look/track").content.decode()
    assert '<html lang="zh-Hans" data-size="elder" data-theme="dark" data-keys="off">' in html
    assert '<button name="size" value="normal"' in html


def test_a_made_up_choice_counts_as_none(reader: Client) -> None:
    reader.cookies["look_size"] = '"><script>'
    assert '<html lang="zh-Hans">' in reader.get("/look/track").content.decode()


def test_the_desk_shows_places_search_and_the_way_out() -> None:
    bar = Bar(
        places=(("今日", "/desk", True), ("诉求", "/cases", False)),
        search="/desk/search",
        name="李敏",
        post="正阳街道",
        sign_out="/out",
    )
    html = render_to_string("ui/desk.html", {"bar": bar, "searched": '暖气"'})
    assert '<a href="/desk" aria-current="page">今日</a>' in html
    assert '<a href="/cases">诉求</a>' in html
    assert 'value="暖气&quot;"' in html
    assert "李敏" in html
    assert 'action="/out"' in html


def test_the_desk_stands_without_search_or_way_out() -> None:
    html = render_to_string("ui/desk.html", {})
    assert 'role="search"' not in html
    assert "退出" not in html
