"""Photos: limits, kind by content, no trace of camera and place, and only for whoever holds the secret."""

import io

import pytest
from django.test import Client
from PIL import Image

from huisheng.cases.models import CasePhoto
from huisheng.portal.tests.pictures import jpeg, no_picture
from huisheng.portal.tests.residents import WORDS, ask, asked, case_of, tap, text
from tests.cast import Cast


def test_photos_come_with_the_matter_without_camera_and_place(client: Client, cast: Cast) -> None:
    assert b"SpyCam" in jpeg(exif=True).read()
    secret = asked(client, photos=[jpeg(exif=True), jpeg("b.jpg")])
    rows = list(CasePhoto.objects.filter(case_id=case_of(secret).id))
    assert len(rows) == 2
    for row in rows:
        for kept in (bytes(row.jpeg), bytes(row.thumbnail)):
            assert b"SpyCam" not in kept and b"Exif" not in kept
            assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}


def test_a_photo_is_shown_to_whoever_holds_the_secret(client: Client, cast: Cast) -> None:
    secret, other = asked(client, photos=[jpeg(size=(2400, 1800))]), asked(client)
    n = CasePhoto.objects.get().n
    large, small = client.get(f"/t/{secret}/photos/{n}"), client.get(f"/t/{secret}/photos/{n}?small")
    assert large["Content-Type"] == "image/jpeg" and large["Cache-Control"] == "no-store"
    assert Image.open(io.BytesIO(large.content)).size == (1600, 1200)
    assert Image.open(io.BytesIO(small.content)).size == (320, 240)
    assert client.get(f"/t/{other}/photos/{n}").status_code == 404
    assert client.get(f"/t/{secret}/photos/999").status_code == 404


def test_a_file_that_is_no_photo_is_named_and_the_words_are_kept(client: Client, cast: Cast) -> None:
    response = ask(client, contact="13804310001", photos=[jpeg(), no_picture("假的.jpg")])
    page = response.content.decode()
    assert response.status_code == 422
    assert "“假的.jpg”不是照片，或者打不开。" in page and "请把照片再选一次。您写的字都还在。" in page
    assert WORDS in page and 'value="13804310001"' in page
    assert not CasePhoto.objects.exists()


def test_seven_photos_are_one_too_many(client: Client, cast: Cast) -> None:
    response = ask(client, photos=[jpeg(f"{number}.jpg", (8, 8)) for number in range(7)])
    assert response.status_code == 422 and "一次最多6张，您选了7张。" in text(response)


def test_an_empty_file_is_named(client: Client, cast: Cast) -> None:
    empty = jpeg("空.jpg")
    empty.truncate(0)
    empty.size = 0
    response = ask(client, photos=[empty])
    assert response.status_code == 422 and "“空.jpg”是空的。" in text(response)


def test_a_photo_of_too_many_megabytes_is_named(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huisheng.portal.forms.pictures.MOST_BYTES", 100)
    response = ask(client, photos=[jpeg("大.jpg")])
    assert response.status_code == 422 and "“大.jpg”太大了" in text(response)


def test_a_hundred_megabytes_are_refused_before_they_are_read(client: Client, cast: Cast) -> None:
    response = client.generic(
        "POST", "/", b"x", "multipart/form-data; boundary=b", CONTENT_LENGTH=str(100 * 1024 * 1024)
    )
    assert response.status_code == 413
    assert "少选几张照片" in text(response)


def test_photos_can_be_added_later(client: Client, cast: Cast) -> None:
    secret = asked(client)
    assert tap(client, secret, "additions", photos=[jpeg()]).status_code == 303
    page = client.get(f"/t/{secret}").content.decode()
    assert f"/t/{secret}/photos/{CasePhoto.objects.get().n}?small" in page


def test_a_later_file_that_is_no_photo_keeps_the_later_words(client: Client, cast: Cast) -> None:
    secret = asked(client)
    response = tap(client, secret, "additions", words="灯也坏了", photos=[no_picture()])
    assert response.status_code == 422
    assert "灯也坏了" in response.content.decode() and "不是照片" in text(response)
    assert case_of(secret).version == 1


def test_photos_that_stay_behind_while_a_place_is_chosen_are_named_when_the_form_is_back(
    client: Client, cast: Cast
) -> None:
    """Without scripts a button for the place sends the names of the pictures and not the pictures."""
    typed = {"words": WORDS, "photos": ["楼道.jpg", "灯.jpg"], "go": "choose"}
    choosing = client.post("/", typed)
    left = '<input type="hidden" name="left" value="楼道.jpg, 灯.jpg">'
    assert left in choosing.content.decode()
    back = client.post("/", {"words": WORDS, "left": "楼道.jpg, 灯.jpg", "go": "look"})
    assert "照片（楼道.jpg,灯.jpg）没有跟过来" in text(back)
    assert 'name="left"' not in back.content.decode()


def test_good_photos_of_a_form_that_is_wrong_elsewhere_are_asked_for_again(
    client: Client, cast: Cast
) -> None:
    response = ask(client, contact="1380431", photos=[jpeg("楼道.jpg")])
    assert response.status_code == 422 and "照片（楼道.jpg）没有跟过来" in text(response)
