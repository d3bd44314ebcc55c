"""Accounts come by invitation; a lost password is replaced by a fresh link."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import Settings

from huisheng.core import clock
from huisheng.people.actions.accounts import end_account, reset_second_factor
from huisheng.people.actions.invitations import hash_of, invite, invite_again, use_invitation
from huisheng.people.models import Account, Invitation
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer, viewer_for
from tests.cast import Cast, add_person, code_now, give_app, sign_in

NEW = "a quite new sentence"


def link(token: str) -> str:
    return f"/people/invitations/{token}"


def zheng(cast: Cast) -> Viewer:
    return viewer_for(cast.zheng_guan.account)


def feng(cast: Cast) -> Viewer:
    return viewer_for(cast.feng_guan.account)


def test_from_the_invitation_to_the_first_page(client: Client, cast: Cast) -> None:
    sign_in(client, cast.zheng_guan)
    page = client.post("/people/accounts/new", {"name": "新来", "login": "xin.lai", "phone": "138 0431 0001"})
    token = re.search(r"/people/invitations/([\w-]+)", page.content.decode())[1]  # type: ignore[index]
    newcomer = Client()
    assert "新来" in newcomer.get(link(token)).content.decode()
    assert newcomer.post(link(token), {"password": NEW, "again": NEW}).status_code == 302
    assert newcomer.get("/people/me")["Location"] == "/people/me/factors"  # nothing before the second factor
    assert Account.objects.get(login="xin.lai").person.phone == "13804310001"


def test_the_link_leads_to_the_address_of_the_installation_whatever_the_host_header_says(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS = "https://huisheng.example.org"
    sign_in(client, cast.zheng_guan)
    page = client.post(
        "/people/accounts/new", {"name": "新来", "login": "xin.lai"}, headers={"host": "localhost"}
    )
    assert "https://huisheng.example.org/people/invitations/" in page.content.decode()
    assert "http://localhost" not in page.content.decode()


def test_the_link_is_used_once(client: Client, cast: Cast) -> None:
    token = invite(add_person("新来"), "xin.lai", actor=zheng(cast)).token
    use_invitation(token, NEW)
    with pytest.raises(Refused, match="用过"):
        use_invitation(token, "another sentence here")
    assert client.get(link(token)).status_code == 410
    assert Account.objects.get(login="xin.lai").check_password(NEW)


def test_the_link_runs_out(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    token = invite(add_person("新来"), "xin.lai", actor=zheng(cast)).token
    later = clock.now() + timedelta(days=settings.INVITATION_DAYS, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(link(token)).status_code == 410


def test_only_a_hash_of_the_link_is_kept(cast: Cast) -> None:
    token = invite(add_person("新来"), "xin.lai", actor=zheng(cast)).token
    assert bytes(Invitation.objects.get().token_hash) == hash_of(token) != token.encode()


def test_before_the_link_is_used_no_password_opens_the_account(client: Client, cast: Cast) -> None:
    invite(add_person("新来"), "xin.lai", actor=zheng(cast))
    answer = client.post("/people/sign-in", {"login": "xin.lai", "password": ""})
    assert answer.status_code == 200
    assert not Account.objects.get(login="xin.lai").has_usable_password()


@pytest.mark.parametrize(
    ("login", "words"),
    [("wang.fang", "已经有人用"), ("王芳", "小写字母"), ("a", "小写字母"), ("-x-", "小写字母")],
)
def test_a_login_that_is_taken_or_badly_formed_is_said_at_the_form(
    client: Client, cast: Cast, login: str, words: str
) -> None:
    sign_in(client, cast.zheng_guan)
    page = client.post("/people/accounts/new", {"name": "某人", "login": login})
    assert page.status_code == 422
    assert words in page.content.decode() and 'id="id_login_error"' in page.content.decode()
    assert 'value="某人"' in page.content.decode()  # what was typed is kept
    assert not Account.objects.filter(person__name="某人").exists()


def test_a_bad_telephone_number_leaves_nothing_half_saved(client: Client, cast: Cast) -> None:
    sign_in(client, cast.zheng_guan)
    page = client.post("/people/accounts/new", {"name": "某人", "login": "mou.ren", "phone": "1380"})
    assert "11 位" in page.content.decode() and 'id="id_phone_error"' in page.content.decode()
    assert not Account.objects.filter(login="mou.ren").exists()


def test_one_person_has_one_account(cast: Cast) -> None:
    with pytest.raises(Refused, match="只能有一个"):
        invite(cast.wang_fang, "wang.fang.2", actor=zheng(cast))


@pytest.mark.parametrize(("password", "again"), [("short", "short"), ("wang.fang1234", ""), (NEW, NEW + "x")])
def test_a_weak_or_mistyped_password_is_refused(
    client: Client, cast: Cast, password: str, again: str
) -> None:
    token = invite(add_person("新来"), "xin.lai", actor=zheng(cast)).token
    assert client.post(link(token), {"password": password, "again": again}).status_code == 422
    assert client.get(link(token)).status_code == 200


def test_what_is_wrong_with_a_password_is_said_in_the_readers_language(client: Client, cast: Cast) -> None:
    token = invite(add_person("新来"), "xin.lai", actor=zheng(cast)).token
    said = client.post(link(token), {"password": "12345678", "again": "12345678"}).content.decode()
    assert "这个密码太短，至少要 12 位。" in said
    assert "This password" not in said


def test_a_fresh_link_ends_the_old_one_and_every_session_but_keeps_the_second_factor(
    client: Client, cast: Cast
) -> None:
    give_app(cast.wang_fang)
    old = invite_again(cast.wang_fang.account, actor=zheng(cast)).token
    sign_in(client, cast.wang_fang)
    fresh = invite_again(cast.wang_fang.account, actor=zheng(cast)).token
    assert client.get("/people/me").status_code == 302
    other = Client()
    assert other.get(link(old)).status_code == 410
    assert other.post(link(fresh), {"password": NEW, "again": NEW})["Location"] == "/people/sign-in/second"
    assert other.get("/people/me").status_code == 302
    other.post("/people/sign-in/second", {"code": code_now(cast.wang_fang)})
    assert other.get("/people/me").status_code == 200


def test_one_administrator_does_not_take_over_an_account(cast: Cast) -> None:
    """A new password and no second factor would be a way in; it takes two administrators."""
    reset_second_factor(cast.wang_fang.account, actor=zheng(cast))
    with pytest.raises(Refused, match="另一名管理员"):
        invite_again(cast.wang_fang.account, actor=zheng(cast))
    invite_again(cast.wang_fang.account, actor=viewer_for(cast.feng_guan.account))
    with pytest.raises(Refused, match="另一名管理员"):
        reset_second_factor(cast.wang_fang.account, actor=viewer_for(cast.feng_guan.account))


def test_an_ended_account_gets_no_link(cast: Cast) -> None:
    end_account(cast.wang_fang.account, actor=zheng(cast))
    with pytest.raises(Refused, match="停用"):
        invite_again(cast.wang_fang.account, actor=zheng(cast))


def test_no_waiting_makes_taking_over_a_dormant_account_possible(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_invitation(invite_again(cast.wang_fang.account, actor=zheng(cast)).token, NEW)
    later = clock.now() + timedelta(days=400)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Refused, match="另一名管理员"):
        reset_second_factor(cast.wang_fang.account, actor=zheng(cast))
    use_invitation(invite_again(cast.wang_fang.account, actor=feng(cast)).token, NEW)
    reset_second_factor(cast.wang_fang.account, actor=zheng(cast))  # the password is 冯管's affair now
    later += timedelta(days=400)
    with pytest.raises(Refused, match="另一名管理员"):
        invite_again(cast.wang_fang.account, actor=zheng(cast))


def test_a_link_that_ran_out_unused_gave_nobody_a_password(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite_again(cast.wang_fang.account, actor=zheng(cast))
    later = clock.now() + timedelta(days=settings.INVITATION_DAYS, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    reset_second_factor(cast.wang_fang.account, actor=zheng(cast))


def test_once_the_owner_has_a_new_factor_whoever_reset_the_old_one_may_send_a_link(cast: Cast) -> None:
    reset_second_factor(cast.wang_fang.account, actor=zheng(cast))
    give_app(cast.wang_fang)
    assert invite_again(cast.wang_fang.account, actor=zheng(cast)).token
