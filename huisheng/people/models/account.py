from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login=Account.normalize_username(username or "").lower())


class Account(AbstractBaseUser):
    """What a person signs in with. One person has at most one, and it says nothing of what they may do.

    An account that is ended stays, for the audit, and never comes back. `demo` accounts exist only in the
    demo: outside it they cannot sign in, and the start check refuses a database that holds one.
    """

    id = models.BigAutoField(primary_key=True)
    login = models.CharField(_("登录名"), max_length=40, unique=True)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    session_epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(login__regex=r"^[a-z0-9][a-z0-9._-]{1,39}$"), name="people_account_login_form"
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, ended_at__isnull=True)
                | Q(is_active=False, ended_at__isnull=False),
                name="people_account_ended_is_inactive",
            ),
        ]

    def __str__(self) -> str:
        return self.login

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Bound to the password and to `session_epoch`: raising the epoch ends every session at once."""
        return salted_hmac(
            "huisheng.people.Account.session",
            f"{self.password}:{self.session_epoch}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()
