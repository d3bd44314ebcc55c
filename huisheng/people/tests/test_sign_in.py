"""Sign-in with password and second factor, through the pages."""

from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.people.models import Account
from tests.cast import PASSWORD, Cast, code_now, give_app, sign_in

SIGN_IN, SECOND, ME = "/people/sign-in", "/people/sign-in/second", "/people/me"
WRONG = "登录名或密码不对"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def password(client: Client, login: str, word: str = PASSWORD) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": word})


@pytest.fixture
def wang(cast: Cast) -> Account:
    give_app(cast.wang_fang)
    return cast.wang_fang.account


def test_password_then_code_lets_in(client: Client, cast: Cast, wang: Account) -> None:
    assert password(client, "wang.fang")["Location"] == SECOND
    assert client.get(ME).status_code == 302  # the password alone opens nothing
    assert client.post(SECOND, {"code": code_now(cast.wang_fang)})["Location"] == "/desk/"
    assert client.get(ME).status_code == 200
    assert AuditEntry.objects.filter(action="signed_in", actor=wang.pk).exists()


def test_the_helper_leaves_the_session_that_the_pages_leave(
    client: Client, cast: Cast, wang: Account
) -> None:
    password(client, "wang.fang")
    client.post(SECOND, {"code": code_now(cast.wang_fang)})
    helped = sign_in(Client(), cast.wang_fang)
    assert set(client.session.keys()) - {"staff_began", "staff_seen"} == set(helped.session.keys())
    by_pages, by_helper = (
        [
            (record["method"], record.get("type"))
            for record in each.session[AUTHENTICATION_METHODS_SESSION_KEY]
        ]
        for each in (client, helped)
    )
    assert by_pages == by_helper


def test_capital_letters_in_the_login_are_forgiven(client: Client, cast: Cast, wang: Account) -> None:
    assert password(client, " Wang.Fang ")["Location"] == SECOND


def test_what_a_chinese_keyboard_types_full_width_lets_in_too(
    client: Client, cast: Cast, wang: Account
) -> None:
    assert password(client, "ｗａｎｇ．ｆａｎｇ")["Location"] == SECOND
    code = code_now(cast.wang_fang).translate(FULL_WIDTH)
    assert client.post(SECOND, {"code": f"{code[:3]}　{code[3:]}"})["Location"] == "/desk/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client: Client, wang: Account) -> None:
    pages = [
        password(client, *pair).content.decode() for pair in [("wang.fang", "wrong"), ("nobody", "wrong")]
    ]
    assert all(WRONG in page for page in pages)
    without_name = [page.replace("wang.fang", "nobody") for page in pages]
    masked = [page.split("csrfmiddlewaretoken")[0] for page in without_name]
    assert masked[0] == masked[1]


def test_an_ended_account_gets_that_answer_too(client: Client, wang: Account) -> None:
    Account.objects.filter(pk=wang.pk).update(is_active=False, ended_at=clock.now())
    assert WRONG in password(client, "wang.fang").content.decode()


def test_a_demo_account_signs_in_in_the_demo_only(client: Client, wang: Account, settings: Any) -> None:
    Account.objects.filter(pk=wang.pk).update(demo=True)
    settings.DEMO = False
    assert WRONG in password(client, "wang.fang").content.decode()
    settings.DEMO = True
    assert password(client, "wang.fang")["Location"] == SECOND


def test_a_session_of_a_demo_account_is_worth_nothing_outside_the_demo(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.DEMO = True
    sign_in(client, cast.wang_fang)
    Account.objects.filter(person=cast.wang_fang).update(demo=True)
    assert client.get(ME).status_code == 200
    settings.DEMO = False
    assert client.get(ME).status_code == 302


def test_a_code_is_good_once(client: Client, cast: Cast, wang: Account) -> None:
    code = code_now(cast.wang_fang)
    password(client, "wang.fang")
    assert client.post(SECOND, {"code": code}).status_code == 302
    other = Client()
    password(other, "wang.fang")
    assert "已经用过" in other.post(SECOND, {"code": code}).content.decode()


def test_the_page_that_was_asked_for_comes_after_sign_in(client: Client, cast: Cast, wang: Account) -> None:
    asked = client.get(ME)
    assert asked["Location"] == f"{SIGN_IN}?next={ME}"
    client.post(asked["Location"], {"login": "wang.fang", "password": PASSWORD, "next": ME})
    assert client.post(SECOND, {"code": code_now(cast.wang_fang)})["Location"] == ME


def test_no_other_site_comes_after_sign_in(client: Client, cast: Cast, wang: Account) -> None:
    client.post(SIGN_IN, {"login": "wang.fang", "password": PASSWORD, "next": "https://example.com/"})
    assert client.post(SECOND, {"code": code_now(cast.wang_fang)})["Location"] == "/desk/"


def test_an_administrator_starts_with_the_accounts(client: Client, cast: Cast) -> None:
    give_app(cast.zheng_guan)
    password(client, "zheng.guan")
    assert client.post(SECOND, {"code": code_now(cast.zheng_guan)})["Location"] == "/people/accounts"


def test_signing_out_ends_the_session(client: Client, cast: Cast) -> None:
    sign_in(client, cast.wang_fang)
    client.post("/people/sign-out")
    assert client.get(ME).status_code == 302


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert client.get("/people/signup").status_code == 404


def test_residents_pages_touch_no_session(client: Client, db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get(SIGN_IN)


def test_a_page_for_staff_takes_three_statements_besides_its_own(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    """The session, the account with its person, the posts."""
    sign_in(client, cast.wang_fang)
    client.get(ME)
    with django_assert_num_queries(3):
        assert client.get("/people/accounts").status_code == 403


def test_the_pages_of_sign_in_are_whole_in_english(client: Client, cast: Cast) -> None:
    client.cookies["language"] = "en"
    page = client.get(SIGN_IN).content.decode()
    assert "Sign in" in page
    assert "登录" not in page
