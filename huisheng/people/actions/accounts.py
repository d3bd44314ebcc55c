"""Ending accounts, and taking away second factors that were lost."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.people import queries
from huisheng.people.actions.administrators import require_another_administrator
from huisheng.people.models import Absence, Account, Appointment, SecondFactorReset
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer


@transaction.atomic
def end_account(account: Account, *, actor: Viewer) -> None:
    """End an account for good: its sessions, links, factors and roles end at once. Again changes nothing.

    Nobody ends their own account, and the last administrator's stays, so that somebody can always act.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.person_id == actor.person_id:
        raise Refused(_("不能停用自己的账户。请另一名管理员来做。"))
    if not account.is_active:
        return
    if queries.administers(account.person_id):
        require_another_administrator()
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

    Not by whoever may know the password, since its link was theirs (see `invite_again`), nor by oneself.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        raise Refused(_("这个账户已经停用。"))
    if account.person_id == actor.person_id:
        raise Refused(_("自己的第二道验证在“我的账户”里改；丢了请另一名管理员重置。"))
    if actor.person_id in queries.givers_of_password(account):
        raise Refused(_("这个账户的密码链接是您发的，第二道验证要由另一名管理员来重置。"))
    Authenticator.objects.filter(user=account).delete()
    SecondFactorReset.objects.create(account=account, made_by_id=actor.acting_person)
    account.session_epoch += 1
    account.save(update_fields=["session_epoch"])
    audit.record("second_factor_reset", actor=actor.account_id, subject=f"account:{account.pk}")
