"""Forms of the people app: how staff sign in, and what administrators write."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock
from huisheng.core.spelling import half_width
from huisheng.people import queries
from huisheng.people.actions.guesses import TooManyGuesses, begin_guess, was_right
from huisheng.people.actions.use_code import use_code
from huisheng.people.adapter import locked
from huisheng.people.models import Account, Person, Role
from huisheng.people.places import find_place
from huisheng.people.second_factor import secret_being_set_up
from huisheng.ui.names import in_a_row
from huisheng.ui.widgets import DayInput, PhoneInput


def plain_field(field: forms.Field, label: Any, help_text: Any = "") -> None:
    """Our words on a field of allauth's, and no second label inside the box."""
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)


class SignInForm(account_forms.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_field(self.fields["login"], _("登录名"))
        plain_field(self.fields["password"], _("密码"), _("忘了密码，请找管理员要一个新链接。"))

    def clean_login(self) -> str:
        """A login typed full-width is the same login, with the same lock."""
        return half_width(self.cleaned_data["login"]).strip()


class PasswordAgainForm(account_forms.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_field(self.fields["password"], _("密码"))


class ChangePasswordForm(account_forms.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_field(self.fields["oldpassword"], _("现在的密码"))
        plain_field(self.fields["password1"], _("新密码"), _("至少 12 位。"))
        plain_field(self.fields["password2"], _("再输一遍新密码"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}
        first, again = cleaned.get("password1"), cleaned.get("password2")
        if first and again and first != again:
            self.add_error("password2", _("两次输的不一样。"))
        return cleaned


class GuessedCode(mfa_forms.BaseAuthenticateForm):  # type: ignore[misc]
    """A code from the app or a recovery code, under the same lock as the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_field(self.fields["code"], _("验证码"), _("验证器里的 6 位数，或一个备用码。"))
        self.fields["code"].widget.attrs.update(inputmode="text", autocomplete="one-time-code")

    def clean_code(self) -> str:
        try:
            guess = begin_guess(self.user.login)
        except TooManyGuesses:
            raise locked() from None
        code = half_width(self.cleaned_data["code"])
        used = use_code(self.user, code)
        if used is None:
            raise get_adapter().validation_error("incorrect_code")
        was_right(guess)
        self.authenticator = used
        return str(code)


class CodeForm(GuessedCode, mfa_forms.AuthenticateForm):  # type: ignore[misc]
    """The second step of sign-in."""


class CodeAgainForm(GuessedCode, mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something that matters."""


class NewCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = secret_being_set_up(context.request)
        plain_field(self.fields["code"], _("验证码"), _("扫码以后，验证器里显示的 6 位数。"))
        self.fields["code"].widget.attrs.update(inputmode="numeric", autocomplete="one-time-code")

    def clean_code(self) -> str:
        self.cleaned_data["code"] = "".join(half_width(self.cleaned_data["code"]).split())
        return str(super().clean_code())


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_field(self.fields["name"], _("给它起个名字"), _("例如：办公室电脑。"))
        plain_field(
            self.fields["passwordless"], _("只用它就能登录，不输密码"), _("要用指纹、人脸或设备密码解锁。")
        )


class NewPasswordForm(forms.Form):
    """The first password, or a new one, behind an invitation."""

    password = forms.CharField(
        label=_("密码"),
        help_text=_("至少 12 位。"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一遍"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, self.account)
        return str(password)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("两次输的不一样。"))
        return cleaned


class InviteForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    login = forms.CharField(
        label=_("登录名"),
        max_length=40,
        help_text=_("小写字母、数字、点或横线，例如 wang.fang。以后不能改。"),
    )
    phone = forms.CharField(
        label=_("电话"), required=False, widget=PhoneInput(), help_text=_("加密保存，只用来联系本人。")
    )


class PlaceField(forms.CharField):
    """A unit, area or plot, typed as its code or its full name."""

    def clean(self, value: Any) -> Any:
        return find_place(super().clean(value))


class RoleField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class AskRoleForm(forms.Form):
    role = RoleField(
        label=_("角色"),
        queryset=Role.objects.none(),
        empty_label=_("请选"),
        error_messages={"required": _("请选一个角色。")},
    )
    place = PlaceField(label=_("在哪里"), help_text=_("写单位、辖区或责任田的全名或代码。"))
    since = forms.DateField(label=_("从哪天起"), widget=DayInput())
    until = forms.DateField(
        label=_("到哪天为止"), required=False, widget=DayInput(), help_text=_("这一天起就没有这个角色了。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("since", clock.today())
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = queries.roles_with_account()  # type: ignore[attr-defined]


class PersonField(forms.CharField):
    """A person with an account, typed as the login name or the full name."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return find_person(words) if words else None


class AbsenceForm(forms.Form):
    deputy = PersonField(label=_("谁代班"), help_text=_("写对方的登录名或姓名。"))
    since = forms.DateField(label=_("从哪天起"), widget=DayInput())
    until = forms.DateField(label=_("哪天回来"), widget=DayInput(), help_text=_("这一天起代班就结束了。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("since", clock.today())
        super().__init__(*args, **kwargs)


def find_person(words: str) -> Person:
    """The one person with an account in force of this login or name; `ValidationError` otherwise."""
    found = list(queries.people_called(words)[:5])
    if not found:
        raise ValidationError(_("没有找到“%(words)s”。请写登录名或全名。") % {"words": words})
    if len(found) > 1:
        logins = in_a_row(account.login for account in found)
        raise ValidationError(_("有几个人叫这个名字，请写登录名：%(logins)s。") % {"logins": logins})
    return found[0].person
