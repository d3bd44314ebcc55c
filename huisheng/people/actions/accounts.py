"""Ending accounts, and taking away second factors that were lost."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.people.models import Absence, Account, Appointment, Invitation, SecondFactorReset
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer


@transaction.atomic
def end_account(account: Account, *, actor: Viewer) -> None:
    """End an account for good: its sessions, links, factors and roles end at once. Again changes nothing.

    Nobody ends their own account, so that the last administrator cannot lock everybody out.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.person_id == actor.person_id:
        raise Refused(_("不能停用自己的账户。请另一名管理员来做。"))
    if not account.is_active:
        return
    account.is_active = False
    account.ended_at = clock.now()
    account.session_epoch += 1
    account.set_unusable_password()
    account.save(update_fields=["is_active", "ended_at", "session_epoch", "password"])
    Authenticator.objects.filter(user=account).delete()
    account.invitations.filter(used_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=account.ended_at
    )
    ended = _end_posts(account.person_id)
    audit.record("account_ended", actor=actor.account_id, subject=f"account:{account.pk}", posts=ended)


def _end_posts(person: int) -> int:
    """End the person's roles with rights, and what they stand in for, from today on."""
    today = clock.today()
    posts = Appointment.objects.filter(person=person).exclude(kind="team")
    running = posts.in_force(today).update(until=today)
    coming = list(posts.filter(since__gt=today))
    for post in coming:
        post.until = post.since
        post.save(update_fields=["until"])
    Absence.objects.filter(deputy=person, since__lte=today, until__gt=today).update(until=today)
    Absence.objects.filter(deputy=person, since__gt=today).delete()
    return running + len(coming)


@transaction.atomic
def reset_second_factor(account: Account, *, actor: Viewer) -> None:
    """Take away all second factors, for whoever lost theirs; all sessions end. The password stays as it is.

    Not by whoever lately gave out a password link for the account (see `invite_again`), nor by oneself.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        raise Refused(_("这个账户已经停用。"))
    if account.person_id == actor.person_id:
        raise Refused(_("自己的第二道验证在“我的账户”里改；丢了请另一名管理员重置。"))
    recent = clock.now() - timedelta(days=settings.RESET_APART_DAYS)
    if Invitation.objects.filter(account=account, made_by=actor.person_id, made_at__gt=recent).exists():
        raise Refused(_("这个账户的密码链接是您发的，第二道验证要由另一名管理员来重置。"))
    Authenticator.objects.filter(user=account).delete()
    SecondFactorReset.objects.create(account=account, made_by_id=actor.acting_person)
    account.session_epoch += 1
    account.save(update_fields=["session_epoch"])
    audit.record("second_factor_reset", actor=actor.account_id, subject=f"account:{account.pk}")
