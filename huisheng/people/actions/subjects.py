"""What is done with the sealed contact of whoever asked: sealed, opened for a reason, found, erased."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock, sealing
from huisheng.core.ids import uuid7
from huisheng.core.prepared import insert_rows
from huisheng.people.contacts import Contact
from huisheng.people.models import Subject
from huisheng.people.refusals import Refused
from huisheng.people.subjects import CONTACT_PLACE, SubjectKey, contact_index, unwrap

REASONS = ("call_back", "legal_order", "danger", "notify", "resend_receipt", "own_request", "letter")


@dataclass(frozen=True)
class Wishes:
    """How somebody wants to be told: in which language, and by letter to the address where nothing else reaches."""

    language: str = "zh-hans"
    by_letter: bool = False


USUAL = Wishes()


def seal_contact(contact: Contact | None, *, at_ms: int | None = None, wishes: Wishes = USUAL) -> SubjectKey:
    """Make a subject with its own key and its contact, if there is one: exactly one INSERT.

    The key it returns seals whatever else is kept of the subject. Not audited here: the case that is
    created in the same transaction is.
    """
    subject, key = new_subject(contact, at_ms=at_ms)
    subject.language, subject.by_letter = wishes.language, wishes.by_letter
    insert_rows([subject])
    return key


def new_subject(contact: Contact | None, *, at_ms: int | None = None) -> tuple[Subject, SubjectKey]:
    """A subject that is not written yet, for loaders that write many in one statement."""
    key = SubjectKey(uuid7(at_ms), sealing.new_key())
    subject = Subject(
        id=key.subject_id,
        key_wrapped=key.wrapped(),
        contact_kind=contact.kind if contact else Subject.Kind.NONE,
    )
    if contact:
        subject.contact_sealed = key.seal(contact.value, CONTACT_PLACE.format(subject.id))
        subject.contact_index = contact_index(contact.value)
    return subject, key


@transaction.atomic
def open_contact(subject_id: UUID, *, actor: int | None, reason: str, about: str = "") -> Contact | None:
    """The contact in clear; none when none was left. Every opening is on record, with its reason.

    `actor` is an account's id (none: the system, which tells how it goes), `reason` one of `REASONS`,
    `about` the thing it is opened for (`case:…`). Raises `Refused` when the subject was erased or never was.
    """
    if reason not in REASONS:
        raise ValueError(f"unknown reason {reason!r}")
    subject = _living(subject_id)
    audit.record("contact_opened", actor=actor, subject=f"subject:{subject_id}", reason=reason, about=about)
    if subject.contact_sealed is None:
        return None
    key = unwrap(subject_id, bytes(subject.key_wrapped or b""))
    return Contact(
        subject.contact_kind, key.open(bytes(subject.contact_sealed), CONTACT_PLACE.format(subject_id))
    )


def find_by_contact(contact: Contact, *, actor: int | None, reason: str) -> list[UUID]:
    """The subjects who left this contact, newest first, by blind index; the search is on record.

    So is, by a line of its own, that each of them was found: that line is what the resident gets to see.
    Only for that person themselves and a call-back clerk (domain.md, "must never do"): callers see to it.
    """
    if reason not in REASONS:
        raise ValueError(f"unknown reason {reason!r}")
    with transaction.atomic():
        found = list(
            Subject.objects.filter(contact_index=contact_index(contact.value))
            .order_by("-id")
            .values_list("id", flat=True)
        )
        searched = audit.entry("contact_searched", actor=actor, reason=reason, found=len(found))
        each = (
            audit.entry("contact_found", actor=actor, subject=f"subject:{subject}", reason=reason)
            for subject in found
        )
        audit.record_many([searched, *each])
    return found


@transaction.atomic
def erase_subject(subject_id: UUID, *, actor: int | None, reason: str) -> None:
    """Destroy the subject's key and contact. What was sealed under the key can never be read again."""
    subject = _living(subject_id)
    subject.key_wrapped = subject.contact_sealed = subject.contact_index = None
    subject.erased_at = clock.now()
    subject.save(update_fields=["key_wrapped", "contact_sealed", "contact_index", "erased_at"])
    audit.record("subject_erased", actor=actor, subject=f"subject:{subject_id}", reason=reason)


def erase_subjects(subjects: Collection[UUID], *, actor: int | None, reason: str) -> int:
    """The same for many, in one statement and one for the audit; those erased before are passed over."""
    living = Subject.objects.filter(id__in=subjects, erased_at__isnull=True)
    with transaction.atomic():
        ids = list(living.select_for_update().values_list("id", flat=True))
        Subject.objects.filter(id__in=ids).update(
            key_wrapped=None, contact_sealed=None, contact_index=None, erased_at=clock.now()
        )
        audit.record_many(
            audit.entry("subject_erased", actor=actor, subject=f"subject:{each}", reason=reason)
            for each in ids
        )
    return len(ids)


def _living(subject_id: UUID) -> Subject:
    subject = Subject.objects.select_for_update().filter(id=subject_id, erased_at__isnull=True).first()
    if subject is None:
        raise Refused(_("这个人的信息已经删除，打不开了。"))
    return subject
