"""Where allauth asks this installation: words, the lock after wrong guesses, sealed secrets."""

import base64
from typing import Any, ClassVar

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huisheng.core import sealing
from huisheng.people.actions.guesses import TooManyGuesses, begin_guess, was_right
from huisheng.people.backend import may_enter
from huisheng.people.second_factor import has_second_factor, was_shown_lately
from huisheng.people.viewer import viewer_of

LOCKED = _("试错的次数太多了。请过 %(minutes)d 分钟再试，或者找管理员。")
WRONG_CODE = _("验证码不对，或者已经用过。请等下一个再输。")
SECRET_PLACE = "mfa_authenticator.secret"  # noqa: S105  (a column's name)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("登录名或密码不对。"),
        "incorrect_password": _("密码不对。"),
        "enter_current_password": _("现在的密码不对。"),
        "incorrect_code": WRONG_CODE,
        "rate_limited": _("试得太快了。请等一分钟。"),
    }
    # allauth's own notices are mostly noise ("signed in as …"); these are worth saying.
    notices: ClassVar[dict[str, Any]] = {
        "account/messages/logged_out.txt": _("已退出登录。"),
        "account/messages/password_changed.txt": _("密码已改好。"),
        "mfa/messages/totp_activated.txt": _("验证器已设好。"),
        "mfa/messages/totp_deactivated.txt": _("验证器已移除。"),
        "mfa/messages/webauthn_added.txt": _("通行密钥已加好。"),
        "mfa/messages/webauthn_removed.txt": _("通行密钥已移除。"),
        "mfa/messages/recovery_codes_generated.txt": _("备用码已生成。请现在抄下来，只显示这一次。"),
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        return locked() if code == "too_many_login_attempts" else super().validation_error(code, *args)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: accounts come by invitation."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Check a password under the lock. Ended and demo accounts fail as a wrong password does."""
        try:
            guess = begin_guess(credentials.get("username", ""))
        except TooManyGuesses:
            raise locked() from None
        account = authenticate(request, **credentials)
        if account is not None:
            was_right(guess)
        return account

    def pre_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse | None:
        return None if may_enter(user) else self.respond_user_inactive(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        messages.error(request, str(self.error_messages["username_password_mismatch"]))
        return HttpResponseRedirect(reverse("account_login"))

    def is_reauthentication_required(self, *, app: str, **details: Any) -> bool:
        """Before a change of factors: unless something was shown within the last few minutes."""
        return not was_shown_lately(context.request, account_settings.REAUTHENTICATION_TIMEOUT)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show again that it is you, in our words."""
        words = {"reauthenticate": _("用密码"), "mfa_reauthenticate": _("用验证码或备用码")}
        return [
            {**way, "description": words.get(way["id"], _("用通行密钥"))}
            for way in super().get_reauthentication_methods(user)
        ]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Administrators have no desk: they start with the accounts. Before all: the second factor."""
        if not has_second_factor(request):
            return reverse("mfa_index")
        if viewer_of(request).may("administer"):
            return reverse("people:accounts")
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:me")

    def add_message(  # noqa: PLR0917  (allauth's signature)
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        notice = message or self.notices.get(message_template or "")
        if notice:
            messages.add_message(request, level, str(notice), extra_tags=extra_tags)

    def send_notification_mail(self, *args: Any, **details: Any) -> None:
        """Accounts have no mail address."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _("这是最后一道验证，不能移除。请先设好另一种。"),
        "cannot_generate_recovery_codes": _("请先设好验证器或通行密钥。"),
    }

    def encrypt(self, text: str) -> str:
        """Secrets of codes are kept sealed."""
        return base64.b64encode(sealing.ring().seal(text.encode(), SECRET_PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.ring().open(base64.b64decode(encrypted_text), SECRET_PLACE).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays: nobody works with a password alone."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def build_totp_svg(self, url: str) -> str:
        """Not drawn into the page: see `views.factors.totp_qr`."""
        return ""

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("通行密钥 %(number)d") % {"number": count + 1})

    def _get_site_name(self) -> str:
        return str(_("回声"))


def locked() -> ValidationError:
    """What is said, whoever asks and whether or not there is such an account."""
    return ValidationError(LOCKED % {"minutes": settings.SIGN_IN_LOCK_MINUTES}, code="locked")
