"""Templates: complete in both languages, checked when saved, versioned, previewed; how many SMS a text is."""

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from huisheng.core.models import AuditEntry
from huisheng.outbox.actions.write_template import Changed, write_template
from huisheng.outbox.kinds import KINDS
from huisheng.outbox.models import Template
from huisheng.outbox.queries import wording_of
from huisheng.outbox.tests.messages import queued
from huisheng.outbox.wording import (
    LANGUAGES,
    Wording,
    built_in,
    example_facts,
    filled,
    has_link,
    sms_parts,
    unknown_names,
)
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, sign_in

GOOD = {"subject": "好：{编号}", "sms": "请看 {链接} ", "letter": "请看：\n\n{link}"}
ADDRESS = "/messages/templates/answered/zh-hans"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_built_in_wording_that_is_right_and_short(kind: str, language: str) -> None:
    wording = built_in()[kind, language]
    for text in (wording.subject, wording.sms, wording.letter):
        assert unknown_names(kind, text) == []
    assert has_link(kind, wording.sms) and has_link(kind, wording.letter)
    body = filled(kind, language, wording, example_facts(kind))
    assert sms_parts(body.sms) <= 3 and "{" not in body.sms + body.letter + body.subject


def test_no_wording_is_left_over() -> None:
    assert {kind for kind, _language in built_in()} == set(KINDS)


def test_a_day_is_written_as_a_date_in_the_language_of_the_message() -> None:
    facts = {**example_facts("extension_granted"), "day": date(2026, 12, 4)}
    chinese = filled("extension_granted", "zh-hans", built_in()["extension_granted", "zh-hans"], facts)
    english = filled("extension_granted", "en", built_in()["extension_granted", "en"], facts)
    assert "延到12月4日" in chinese.sms and "until 4 Dec" in english.sms


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("[" * 80, 1),
        ("[" * 81, 2),
        ("回" * 70, 1),
        ("回" * 71, 2),
        ("回" * 134, 2),
        ("回" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_how_many_sms_a_text_takes(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


@given(st.text())
def test_a_longer_text_never_takes_fewer(text: str) -> None:
    assert 1 <= sms_parts(text) <= sms_parts(text + "回") <= sms_parts(text + "回" * 80)


@given(st.text())
def test_any_text_is_either_named_wrong_or_filled_whole(text: str) -> None:
    if not unknown_names("answered", text):
        body = filled("answered", "zh-hans", Wording(text, text, text), example_facts("answered"))
        assert "{" not in body.sms and "}" not in body.sms


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"sms": "请看 {连接} {链接}"}, "不认得 {连接}"),
        ({"sms": "请看 {日期} {链接}"}, "不认得 {日期}"),
        ({"letter": "请看 {链接} {"}, "不认得 {"),
        ({"sms": "请打开看"}, "少了 {链接}"),
        ({"letter": "请打开看"}, "少了 {链接}"),
        ({"subject": "看 {链接}"}, "锁屏"),
        ({"sms": "{链接}" + "回" * 300}, "要拆成 6 条短信"),
        ({"subject": ""}, "请写一个标题"),
    ],
)
def test_what_is_wrong_is_said_by_the_field_and_nothing_is_lost(
    client: Client, cast: Cast, wrong: dict[str, str], words: str
) -> None:
    sign_in(client, cast.zheng_guan)
    response = client.post(ADDRESS, {"seen": "0", "go": "save", **GOOD, **wrong})
    page = response.content.decode()
    assert response.status_code == 422 and words in page
    assert GOOD["letter"].split("\n")[0] in page or "letter" in wrong
    assert not Template.objects.exists()


def test_it_is_looked_at_with_invented_facts_before_it_is_saved(client: Client, cast: Cast) -> None:
    sign_in(client, cast.zheng_guan)
    page = client.post(ADDRESS, {"seen": "0", "go": "look", **GOOD}).content.decode()
    assert "【回声】请看 http://testserver/t/kkkkkkkkkkkkkkkkkkkk" in page and "好：2026-春-004172" in page
    assert not Template.objects.exists()


def test_what_is_saved_is_used_from_then_on_and_earlier_messages_keep_theirs(
    client: Client, cast: Cast
) -> None:
    from huisheng.outbox.actions.bodies import open_body

    before = queued()
    sign_in(client, cast.zheng_guan)
    assert client.post(ADDRESS, {"seen": "0", "go": "save", **GOOD}).status_code == 302
    after = queued()
    bodies = [open_body(before), open_body(after)]
    assert [body.sms.startswith("【回声】请看 ") for body in bodies if body] == [False, True]
    assert (before.template_version, after.template_version) == (0, 1)
    line = AuditEntry.objects.get(action="template_written")
    assert line.detail == {"language": "zh-hans", "version": 1}


def test_two_who_write_at_once_do_not_overwrite_each_other(client: Client, cast: Cast) -> None:
    viewer = viewer_for(cast.zheng_guan.account)
    write_template(viewer, "answered", "zh-hans", Wording("甲", "{链接}", "{链接}", 0))
    with pytest.raises(Changed):
        write_template(viewer, "answered", "zh-hans", Wording("乙", "{链接}", "{链接}", 0))
    sign_in(client, cast.zheng_guan)
    response = client.post(ADDRESS, {"seen": "0", "go": "save", **GOOD})
    assert response.status_code == 409 and "有人改过" in response.content.decode()
    assert client.post(ADDRESS, {"seen": "1", "go": "save", **GOOD}).status_code == 302
    assert wording_of("answered", "zh-hans").version == 2


def test_the_same_words_make_no_version(cast: Cast) -> None:
    viewer = viewer_for(cast.zheng_guan.account)
    assert write_template(viewer, "answered", "en", built_in()["answered", "en"]).version == 0
    assert not Template.objects.exists()


def test_the_built_in_wording_can_be_had_again(client: Client, cast: Cast) -> None:
    sign_in(client, cast.zheng_guan)
    client.post(ADDRESS, {"seen": "0", "go": "save", **GOOD})
    page = client.post(ADDRESS, {"seen": "1", "go": "built_in", **GOOD}).content.decode()
    assert "解决了没有，您说了算" in page and 'name="seen" value="1"' in page


@pytest.mark.parametrize("address", ["/messages/templates/nothing/en", "/messages/templates/answered/fr"])
def test_there_is_no_such_wording(client: Client, cast: Cast, address: str) -> None:
    sign_in(client, cast.zheng_guan)
    assert client.get(address).status_code == 404
