"""Bad input: a clear message by the field, what was typed is kept, nothing half-saved."""

import pytest
from django.test import Client

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.models import Case, Handle
from huisheng.people.models import Subject
from huisheng.portal.forms.ask import LONGEST_WORDS
from huisheng.portal.tests.residents import WORDS, ask, asked, case_of, tap, text
from tests.cast import Cast


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("1380431", "手机号是11位，这里是7位。"),
        ("87654321", "座机请带区号"),
        ("li@", "这个邮箱不对。"),
        ("+81 90 1234 5678", "现在只能打国内的电话。"),
    ],
)
def test_a_contact_that_is_none_is_said_by_the_field(
    client: Client, cast: Cast, contact: str, said: str
) -> None:
    response = ask(client, contact=contact, address="锦江花园 3号楼", plot=cast.plots[0].code)
    page = response.content.decode()
    assert response.status_code == 422 and said in text(response)
    for kept in (WORDS, f'value="{contact}"', "锦江花园 3号楼", cast.plots[0].code):
        assert kept in page
    assert 'aria-invalid="true"' in page


def test_nothing_is_half_saved(client: Client, cast: Cast) -> None:
    ask(client, contact="1")
    ask(client, words="")
    assert not (Case.objects.exists() or Handle.objects.exists() or Subject.objects.exists())


@pytest.mark.parametrize("words", ["", "   \n "])
def test_without_words_the_first_page_comes_back(client: Client, cast: Cast, words: str) -> None:
    response = ask(client, words=words, contact="13804310001")
    page = response.content.decode()
    assert response.status_code == 422
    assert "请写一句，发生了什么。" in page and "<textarea" in page
    assert 'name="contact" value="13804310001"' in page


def test_too_many_words_are_counted_and_kept(client: Client, cast: Cast) -> None:
    response = ask(client, words="热" * (LONGEST_WORDS + 12))
    assert response.status_code == 422
    assert "现在多了12个。" in text(response) and "热" * LONGEST_WORDS in text(response)


def test_letters_that_came_damaged_are_said(client: Client, cast: Cast) -> None:
    load_catalogue()
    body = b"go=send&words=" + "暖气不热".encode("gb18030").hex(sep="%").join(["%", ""]).encode()
    response = client.generic("POST", "/", body, "application/x-www-form-urlencoded")
    assert response.status_code == 422 and "有些字没有传清楚" in text(response)
    assert not Case.objects.exists()


def test_a_null_character_is_refused_with_a_message_and_the_words_kept(client: Client, cast: Cast) -> None:
    response = ask(client, words="暖气\x00不热")
    assert response.status_code == 400 and "暖气不热" in text(response)
    assert not Case.objects.exists()


def test_markup_is_words(client: Client, cast: Cast) -> None:
    secret = asked(client, words="<script>alert(1)</script>灯不亮")
    page = client.get(f"/t/{secret}").content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_letters_beyond_the_basic_plane_survive(client: Client, cast: Cast) -> None:
    words = "𠮷野家门口灯坏了🙏"
    assert words in text(client.get(f"/t/{asked(client, words=words)}"))


def test_line_ends_of_every_system_are_the_same(client: Client, cast: Cast) -> None:
    key = "k" * 32
    first = ask(client, key=key, words="一\r\n二")
    assert ask(client, key=key, words="一\n二")["Location"] == first["Location"]


@pytest.mark.parametrize(
    "field", ["category", "plot", "area", "accused", "lon", "lat", "key", "go", "outside"]
)
def test_rubbish_in_a_hidden_field_never_breaks_the_page(client: Client, cast: Cast, field: str) -> None:
    assert ask(client, about="on", **{field: "''; DROP TABLE--\u202e" * 50}).status_code in (200, 303, 422)


@pytest.mark.parametrize(
    "taps", [{"tap.x": "-1"}, {"tap.x": "9" * 40, "tap.y": "x"}, {"tap.x": "٣", "tap.y": "1"}]
)
def test_rubbish_instead_of_a_tap_never_breaks_the_page(
    client: Client, cast: Cast, taps: dict[str, str]
) -> None:
    assert client.post("/", {"words": WORDS, "map_of": "?", **taps}).status_code == 200


@pytest.mark.parametrize("field", ["key", "seen"])
def test_rubbish_in_the_token_of_a_tap_never_breaks_the_page(client: Client, cast: Cast, field: str) -> None:
    secret = asked(client)
    assert tap(client, secret, "additions", words="一句", **{field: "x" * 99}).status_code == 303
    assert case_of(secret).version == 2


@pytest.mark.parametrize("path", ["/t/" + "a" * 3000, "/p/%E6%98%A5", "/map/%3Cx%3E.svg", "/t/..%2f..%2fetc"])
def test_rubbish_in_an_address_is_not_found(client: Client, cast: Cast, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_form_of_another_charset_is_refused_and_nothing_kept(client: Client, cast: Cast) -> None:
    body = "words=暖气不热".encode("gb18030")
    response = client.generic("POST", "/", body, "application/x-www-form-urlencoded; charset=gb18030")
    assert response.status_code in (400, 422)
    assert not Case.objects.exists()
