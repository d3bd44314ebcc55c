"""Everything that is held on a matter, for the resident who asks for it (PIPL, articles 44 and 45).

The contact and a home's address come masked: whoever finds a paper receipt must not learn them from it. What colleagues
noted for each other is counted and not told.
"""

from dataclasses import dataclass
from datetime import datetime

from huisheng.cases.models import Case, CaseRating, CaseWords
from huisheng.cases.models.codes import STAFF_ONLY
from huisheng.cases.queries.openings import sealed_address
from huisheng.cases.queries.resident import Matter, matter_of
from huisheng.outbox.queries import messages_of
from huisheng.people.actions.subjects import open_contact
from huisheng.people.contacts import EMAIL, Contact
from huisheng.people.queries_of_subjects import reach_of_subject
from huisheng.people.refusals import Refused

HIDDEN = "•"
SHOWN_OF_PHONE = (3, 2)
SHOWN_OF_ADDRESS = 2


@dataclass(frozen=True)
class Copy:
    """What is held. `contact` and `address` are masked, empty when there is none; `messages` are kinds with moments.

    `language` and `by_letter`: how the resident wanted to be told; empty where nothing was left to tell by.
    """

    matter: Matter
    contact: str
    address: str
    rating: CaseRating | None
    messages: tuple[tuple[str, datetime], ...]
    notes: int
    language: str
    by_letter: bool


def copy_of(case: Case) -> Copy:
    """Gather it; that the resident looked is on record with the contact's other openings."""
    reach = reach_of_subject(case.subject_id) if case.subject_id else None
    told = [(one.kind, one.handed_over_at) for one in reversed(messages_of(case.id))]
    return Copy(
        matter=matter_of(case),
        contact=_contact(case),
        address=masked(sealed_address(case)),
        rating=CaseRating.objects.filter(case_id=case.id).first(),
        messages=tuple((kind, at) for kind, at in told if at is not None),
        notes=CaseWords.objects.filter(case_id=case.id, kind__in=STAFF_ONLY, erased_at__isnull=True).count(),
        language=reach.language if reach else "",
        by_letter=reach is not None and reach.by_letter,
    )


def _contact(case: Case) -> str:
    if case.subject_id is None:
        return ""
    try:
        found = open_contact(case.subject_id, actor=None, reason="own_request", about=f"case:{case.id}")
    except Refused:
        return ""
    return masked_contact(found) if found else ""


def masked_contact(contact: Contact) -> str:
    """`138••••••01`, `l•@example.org`: enough to know one's own, too little to use it."""
    if contact.kind == EMAIL:
        name, _at, domain = contact.value.partition("@")
        return f"{name[:1]}{HIDDEN * 3}@{domain}"
    first, last = SHOWN_OF_PHONE
    return f"{contact.value[:first]}{HIDDEN * (len(contact.value) - first - last)}{contact.value[-last:]}"


def masked(address: str) -> str:
    """The first letters of an address."""
    return address[:SHOWN_OF_ADDRESS] + HIDDEN * len(address[SHOWN_OF_ADDRESS:])
