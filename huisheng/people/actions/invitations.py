"""Accounts come into being by invitation, and a lost password is replaced by one."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.people import queries
from huisheng.people.models import Account, Invitation, Person, SecondFactorReset
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Invited:
    """An account and the secret of its link, which is shown this once and kept nowhere."""

    account: Account
    token: str


def hash_of(token: str) -> bytes:
    """What the database keeps of a link's secret. It has 256 random bits, so a plain hash does."""
    return hashlib.sha256(token.encode()).digest()


@transaction.atomic
def invite(person: Person, login: str, *, actor: Viewer | None) -> Invited:
    """Make an account that can do nothing yet, and the link with which its person sets the password.

    `actor` none: whoever runs the server. Raises `Refused` when the login name is taken or badly formed, or
    the person has an account.
    """
    if Account.objects.filter(person=person).exists():
        raise Refused(_("这个人已经有账户了。一个人只能有一个账户。"))
    account = Account(login=login.strip().lower(), person=person)
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as problem:
        if "login_form" in str(problem):
            words = _("登录名要 2 到 40 个小写字母、数字、点或横线，以字母或数字开头。")
            raise Refused(words, "login") from problem
        raise Refused(_("这个登录名已经有人用了，请换一个。"), "login") from problem
    audit.record("account_made", actor=_id(actor), subject=f"account:{account.pk}", person=person.pk)
    return Invited(account, _new_link(account, actor))


@transaction.atomic
def invite_again(account: Account, *, actor: Viewer) -> Invited:
    """A fresh link to set the password; the old link and all sessions end, the second factor stays.

    Whoever took away the second factor of this account may not also give out its password, until its owner
    has set up a new one: together they would be a way into somebody else's account
    (docs/decisions/0004-access.md).
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        raise Refused(_("这个账户已经停用。"))
    if account.person_id == actor.person_id:
        raise Refused(_("自己的密码在“我的账户”里改。"))
    resets = SecondFactorReset.objects.filter(account=account, made_by=actor.person_id)
    if not queries.has_factor(account) and resets.exists():  # a reset leaves none: whatever is there is newer
        raise Refused(_("您重置过这个账户的第二道验证，密码链接要由另一名管理员来发。"))
    account.session_epoch += 1
    account.save(update_fields=["session_epoch"])
    audit.record("account_invited_again", actor=actor.account_id, subject=f"account:{account.pk}")
    return Invited(account, _new_link(account, actor))


@transaction.atomic
def use_invitation(token: str, password: str) -> Account:
    """Set the password and use up the link. Raises `Refused` when the link is used, withdrawn or run out."""
    found = queries.open_invitation(hash_of(token))
    if found is None:
        raise Refused(_("这个链接已经用过或过期了。请找管理员再要一个。"))
    used = Invitation.objects.filter(pk=found.pk, used_at__isnull=True, withdrawn_at__isnull=True).update(
        used_at=clock.now()
    )
    if not used:  # somebody used it between the two statements
        raise Refused(_("这个链接已经用过或过期了。请找管理员再要一个。"))
    account = found.account
    account.set_password(password)
    account.session_epoch += 1
    account.save(update_fields=["password", "session_epoch"])
    audit.record("invitation_used", actor=account.pk, subject=f"account:{account.pk}")
    return account


def _new_link(account: Account, actor: Viewer | None) -> str:
    now = clock.now()
    account.invitations.filter(used_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Invitation.objects.create(
        account=account,
        token_hash=hash_of(token),
        made_by_id=actor.person_id if actor else None,
        made_at=now,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    return token


def _id(actor: Viewer | None) -> int | None:
    return actor.account_id if actor else None
