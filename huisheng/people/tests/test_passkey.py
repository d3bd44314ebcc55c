"""Passkeys in a real browser, with an authenticator that Chromium plays (WebAuthn over CDP)."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import PASSWORD, Cast


@pytest.fixture
def localhost(live_server: Any) -> str:
    """Browsers take passkeys for names, not for addresses."""
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def with_authenticator(new_context: Any, localhost: str) -> tuple[BrowserContext, Page]:
    context = new_context(base_url=localhost)
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return context, page


def type_password(page: Page) -> None:
    page.goto("/people/sign-in")
    page.get_by_label("登录名").fill("wang.fang")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def test_from_set_up_to_sign_in_with_the_passkey_alone(
    committed_cast: Cast, with_authenticator: tuple[BrowserContext, Page]
) -> None:
    _context, page = with_authenticator
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    type_password(page)
    expect(page.get_by_role("heading", name="第二道验证")).to_be_visible()
    page.get_by_role("link", name="添加通行密钥").click()
    page.get_by_label("只用它就能登录，不输密码").check()
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    assert Authenticator.objects.filter(user=committed_cast.wang_fang.account, type="webauthn").count() == 1

    page.goto("/people/me")
    page.get_by_role("main").get_by_role("button", name="退出").click()
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/desk/**")
    page.goto("/people/me")
    expect(page.get_by_role("main").get_by_text("景阳社区工作站")).to_be_visible()
    assert not [text for text in refused if "Content Security Policy" in text]


def test_after_the_password_the_passkey_is_the_second_factor(
    committed_cast: Cast, with_authenticator: tuple[BrowserContext, Page]
) -> None:
    _context, page = with_authenticator
    type_password(page)
    page.get_by_role("link", name="添加通行密钥").click()
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    page.goto("/people/me")
    page.get_by_role("main").get_by_role("button", name="退出").click()

    type_password(page)
    expect(page.get_by_label("验证码")).to_be_visible()
    page.get_by_role("button", name="用通行密钥").click()
    page.wait_for_url("**/desk/**")


def test_a_browser_without_the_passkey_says_so_and_leaves_the_password(
    committed_cast: Cast, new_context: Any, localhost: str
) -> None:
    page = new_context(base_url=localhost).new_page()
    page.goto("/people/sign-in")
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")  # no authenticator at all
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('none'))")
    page.reload()
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("alert")).to_contain_text("用密码登录")
