"""Choosing size, colour and language: without an account, without JavaScript."""

import pytest
from django.test import Client


@pytest.fixture
def reader() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_choice_is_kept_for_a_year_and_leads_back(reader: Client) -> None:
    response = reader.post("/look/preferences", {"size": "elder", "next": "/look/track?a=1"})
    assert (response.status_code, response.headers["Location"]) == (303, "/look/track?a=1")
    cookie = response.cookies["look_size"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (
        "elder",
        31536000,
        "Lax",
        True,
    )
    assert 'data-size="elder"' in reader.get("/look/track").content.decode()


def test_language_is_switched_and_stays(reader: Client) -> None:
    reader.post("/look/preferences", {"language": "en"})
    assert '<html lang="en">' in reader.get("/look/track").content.decode()
    reader.post("/look/preferences", {"language": "zh-hans"})
    assert '<html lang="zh-Hans">' in reader.get("/look/track").content.decode()


def test_several_choices_go_in_at_once(reader: Client) -> None:
    response = reader.post(
        "/look/preferences", {"size": "normal", "theme": "dark", "keys": "off", "language": "en"}
    )
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {
        "look_size": "normal",
        "look_theme": "dark",
        "look_keys": "off",
        "language": "en",
    }


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "\\\\evil"]
)
def test_the_way_back_never_leaves_this_site(reader: Client, target: str) -> None:
    assert reader.post("/look/preferences", {"size": "elder", "next": target}).headers["Location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_choose_for_a_reader(reader: Client, headers: dict[str, str]) -> None:
    assert not reader.post("/look/preferences", {"size": "elder"}, headers=headers).cookies


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}])
def test_this_site_s_own_pages_can(reader: Client, headers: dict[str, str]) -> None:
    assert "look_size" in reader.post("/look/preferences", {"size": "elder"}, headers=headers).cookies


@pytest.mark.parametrize("choice", [{"size": "huge"}, {"theme": "pink"}, {"language": "fr"}, {"keys": ""}])
def test_what_is_no_choice_is_not_kept(reader: Client, choice: dict[str, str]) -> None:
    assert not reader.post("/look/preferences", choice).cookies


def test_the_page_of_choices_marks_the_present_ones(reader: Client) -> None:
    reader.cookies["look_size"], reader.cookies["language"] = "elder", "en"
    html = reader.get("/look/preferences?next=/look/desk").content.decode()
    assert 'name="size" value="elder" checked' in html
    assert 'name="language" value="en" checked' in html
    assert 'name="theme" value="system" checked' in html
    assert 'name="next" value="/look/desk"' in html
