"""Telling residents: once for each event, with a fresh secret link that is stored nowhere.

Order: claim the message, commit a fresh secret, send, mark as sent. So a link that arrives always opens: a
secret is dropped only when it is sure that nobody got it. A message that was perhaps taken is sent again with
another secret, and both open; its key is then the same, and gateway and mail reader can tell. So it is when a
worker dies between sending and marking. While one worker sends, another one waits (`StillSending` makes the
job try again later).
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from huisheng.cases.actions.handles import add_secret, drop_secret
from huisheng.cases.models import Case
from huisheng.core import clock
from huisheng.core.outbound import Undeliverable, never_left, send_email, send_sms
from huisheng.people.actions.subjects import open_contact
from huisheng.people.contacts import EMAIL, MOBILE, Contact
from huisheng.people.refusals import Refused
from huisheng.portal.models import SentMessage
from huisheng.portal.wording.messages import message_about

SENDING = timedelta(minutes=2)
Kind = SentMessage.Kind


class StillSending(Exception):
    """Another worker is at it, or died at it: try again later."""


def send_message(case: Case, kind: Kind, mark: str, words: str = "") -> None:
    """Send one message about a case to whoever left a contact with it. Called again, it does nothing.

    `words` are what somebody wrote to the resident, where the message passes that on.

    Whatever the transport raises, except `Undeliverable`, is raised again: the job tries again.
    """
    if case.subject_id is None or not _claim(case, kind, mark):
        return
    contact = _open(case.subject_id, case, kind)
    gave_up = contact is None or not _can_be_sent_to(contact)
    if contact is not None and not gave_up:
        try:
            gave_up = not _deliver(case, kind, mark, contact, words)
        except Exception:
            _rows(case, kind, mark).update(claimed_at=None)
            raise
    _rows(case, kind, mark).update(sent_at=clock.now(), gave_up=gave_up)


def _claim(case: Case, kind: Kind, mark: str) -> bool:
    """Whether it is ours to send; false when it was sent. `StillSending` while somebody else is at it."""
    now = clock.now()
    with transaction.atomic():
        row, is_new = SentMessage.objects.select_for_update().get_or_create(
            case_id=case.id, kind=kind, mark=mark, defaults={"claimed_at": now}
        )
        if row.sent_at is not None:
            return False
        if not is_new and row.claimed_at is not None and now - row.claimed_at < SENDING:
            raise StillSending(str(row))
        row.claimed_at = now
        row.save(update_fields=["claimed_at"])
    return True


def _open(subject_id: UUID, case: Case, kind: Kind) -> Contact | None:
    reason = "resend_receipt" if kind == Kind.RESENT else "notify"
    try:
        return open_contact(subject_id, actor=None, reason=reason, about=f"case:{case.id}")
    except Refused:  # erased since
        return None


def _can_be_sent_to(contact: Contact) -> bool:
    """Landlines take no SMS: whoever left one is called."""
    return contact.kind == EMAIL or MOBILE.fullmatch(contact.value) is not None


def _deliver(case: Case, kind: Kind, mark: str, contact: Contact, words: str) -> bool:
    """Whether the other side took it. A secret that surely reached nobody is dropped again."""
    secret = add_secret(case.id)
    link = f"{settings.PUBLIC_ADDRESS}{reverse('portal:track', kwargs={'secret': secret})}"
    message = message_about(case, kind, link, words)
    key = f"{case.id}.{kind}.{mark}"
    try:
        if contact.kind == EMAIL:
            send_email(contact.value, message.subject, message.letter, key=key)
        else:
            send_sms(contact.value, message.sms, key=key)
    except Undeliverable:
        drop_secret(secret)
        return False
    except Exception as problem:
        if never_left(problem):
            drop_secret(secret)
        raise
    return True


def _rows(case: Case, kind: Kind, mark: str) -> QuerySet[SentMessage]:
    return SentMessage.objects.filter(case_id=case.id, kind=kind, mark=mark)
