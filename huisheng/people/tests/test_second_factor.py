"""Setting up, showing, losing and resetting the second factor."""

import re
from urllib.parse import quote

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.test import Client

from huisheng.people.actions.accounts import reset_second_factor
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_for
from tests.cast import PASSWORD, Cast, give_app, sign_in

FACTORS, APP = "/people/me/factors", "/people/me/factors/app"
NEW_KEY = "/people/me/factors/passkeys/new"


@pytest.fixture
def newcomer(client: Client, cast: Cast) -> Client:
    """王芳 with her password and no second factor yet."""
    client.post("/people/sign-in", {"login": "wang.fang", "password": PASSWORD})
    return client


@pytest.fixture
def settled(client: Client, committed_cast: Cast) -> Client:
    """The same, where acts really commit: a factor counts from then on."""
    client.post("/people/sign-in", {"login": "wang.fang", "password": PASSWORD})
    return client


def current_code(page: str) -> str:
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]  # type: ignore[index]
    return str(
        auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()) + 1))
    )


def test_without_a_second_factor_every_page_leads_to_its_set_up(newcomer: Client) -> None:
    for page in ("/people/me", "/people/accounts", "/people/me/password", "/people/me/factors/passkeys"):
        assert newcomer.get(page)["Location"] == FACTORS, page
    assert "先设好第二道验证" in newcomer.get(FACTORS).content.decode()


def test_public_pages_stay_open_meanwhile(newcomer: Client) -> None:
    assert newcomer.get("/look/preferences").status_code == 200


def test_an_app_that_was_set_up_counts_at_once(settled: Client) -> None:
    done = settled.post(APP, {"code": current_code(settled.get(APP).content.decode())})
    assert done["Location"] == "/people/me/factors/codes"
    assert "<code>" in settled.get("/people/me/factors/codes").content.decode()
    assert settled.get("/people/me").status_code == 200


def test_an_app_is_set_up_with_a_code_typed_full_width(settled: Client) -> None:
    code = current_code(settled.get(APP).content.decode())
    typed = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert settled.post(APP, {"code": f"{typed[:3]} {typed[3:]}"})["Location"] == "/people/me/factors/codes"


def test_recovery_codes_are_shown_once_and_are_good_once(settled: Client) -> None:
    settled.post(APP, {"code": current_code(settled.get(APP).content.decode())})
    codes = re.findall(r"<code>(\d{8})</code>", settled.get("/people/me/factors/codes").content.decode())
    assert len(codes) == 10
    assert "<code>" not in settled.get("/people/me/factors/codes").content.decode()
    for expected in (302, 200):
        client = Client()
        client.post("/people/sign-in", {"login": "wang.fang", "password": PASSWORD})
        assert client.post("/people/sign-in/second", {"code": codes[0]}).status_code == expected


def test_a_wrong_code_sets_up_nothing(newcomer: Client) -> None:
    newcomer.get(APP)
    assert newcomer.post(APP, {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_qr_code_is_an_image_from_here(newcomer: Client) -> None:
    page = newcomer.get(APP).content.decode()
    assert "data:" not in page
    assert "style=" not in page
    image = newcomer.get("/people/me/factors/app/qr.svg")
    assert image["Content-Type"] == "image/svg+xml"
    assert "no-store" in image["Cache-Control"]


def test_the_secret_of_an_app_being_set_up_is_sealed_in_the_session(newcomer: Client) -> None:
    page = newcomer.get(APP).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]  # type: ignore[index]
    assert secret not in str(dict(newcomer.session.items()))
    again = newcomer.post(APP, {"code": "000000"}).content.decode()
    assert secret in again  # the same one: the code was mistyped, the app is set up already


def test_the_secret_is_kept_sealed(cast: Cast) -> None:
    assert "JBSWY3DP" not in give_app(cast.wang_fang).data["secret"]


def test_the_last_factor_is_not_removed(client: Client, cast: Cast) -> None:
    give_app(cast.wang_fang)
    sign_in(client, cast.wang_fang)
    page = client.post("/people/me/factors/app/removal")
    assert "最后一道验证" in page.content.decode()
    assert Authenticator.objects.filter(user=cast.wang_fang.account).exists()


def test_some_minutes_after_sign_in_a_change_asks_for_the_password_again(client: Client, cast: Cast) -> None:
    give_app(cast.wang_fang)
    sign_in(client, cast.wang_fang)
    assert client.get(NEW_KEY).status_code == 200
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1
    session.save()
    assert client.get(NEW_KEY)["Location"] == f"/people/me/again?next={quote(NEW_KEY, safe='')}"
    assert client.post(f"/people/me/again?next={NEW_KEY}", {"password": PASSWORD})["Location"] == NEW_KEY
    assert client.get(NEW_KEY).status_code == 200


def test_somebody_elses_passkey_is_not_there(client: Client, cast: Cast) -> None:
    key = Authenticator.objects.create(user=cast.he_san.account, type="webauthn", data={"name": "K"})
    sign_in(client, cast.wang_fang)
    for page in (f"/people/me/factors/passkeys/{key.pk}", f"/people/me/factors/passkeys/{key.pk}/removal"):
        assert client.get(page).status_code == 404
        assert client.post(page, {"name": "mine"}).status_code == 404


def test_a_reset_takes_all_factors_and_ends_the_sessions(client: Client, cast: Cast) -> None:
    give_app(cast.wang_fang)
    sign_in(client, cast.wang_fang)
    admin = sign_in(Client(), cast.zheng_guan)
    assert admin.post(f"/people/accounts/{cast.wang_fang.account.pk}/factor-reset").status_code == 302
    assert client.get("/people/me").status_code == 302
    again = Client()
    again.post("/people/sign-in", {"login": "wang.fang", "password": PASSWORD})
    assert again.get("/people/me")["Location"] == FACTORS


def test_nobody_resets_their_own(cast: Cast) -> None:
    with pytest.raises(Refused, match="自己"):
        reset_second_factor(cast.zheng_guan.account, actor=viewer_for(cast.zheng_guan.account))
