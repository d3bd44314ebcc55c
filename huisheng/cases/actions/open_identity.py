"""Opening who a resident is: for a reason from the list, for a quarter of an hour, on record, told to the resident.

Police and petition offices get nothing without a legal order with its number, date and authority (domain.md, what the
system must never do).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.events import IdentityOpened
from huisheng.cases.models import Case, CaseEvent, CaseOpening
from huisheng.cases.models.codes import IdentityReason, WordsKind
from huisheng.cases.models.transitions import Act
from huisheng.cases.permissions import Refused, may_open_identity, visible
from huisheng.cases.queries.openings import running_opening, sealed_address
from huisheng.core import clock
from huisheng.core.events import announce
from huisheng.people.actions.subjects import open_contact
from huisheng.people.contacts import Contact
from huisheng.people.refusals import Refused as Gone
from huisheng.people.viewer import Viewer

OPEN_FOR = timedelta(minutes=15)


class NoOrder(Exception):
    """A legal order was given as the reason, and its authority, number or date was not."""


@dataclass(frozen=True)
class LegalOrder:
    """Which order demands it. `hold_until`: nothing of the case may be erased before that day."""

    authority: str
    number: str
    day: date
    hold_until: date | None = None


@dataclass(frozen=True)
class Why:
    """A reason of the list, words for it, and the legal order where that is the reason."""

    reason: IdentityReason
    words: str
    order: LegalOrder | None = None


@dataclass(frozen=True)
class Identity:
    """What is sealed of a resident, in clear. `contact` none and `address` empty where nothing was left."""

    contact: Contact | None
    address: str


def open_identity(case_id: UUID, viewer: Viewer, token: Token, why: Why) -> Case:
    """Open it for 15 minutes, for this viewer and this case. `NoOrder` for a legal order that is not given whole."""
    if (why.reason == IdentityReason.LEGAL_ORDER) != _is_whole(why.order):
        raise NoOrder

    return on_case(case_id, staff(viewer), token, lambda course: unseal(course, why))


def unseal(course: Course, why: Why) -> CaseEvent:
    """The steps themselves, for whoever acts in the course."""
    until = course.at + OPEN_FOR
    event = course.step(Act.UNSEAL, words=(WordsKind.OPENING, why.words), reason=why.reason, until=until)
    _write_opening(event, until, why)
    announce(IdentityOpened(case_id=str(course.case.id), seq=event.seq))
    return event


@transaction.atomic
def look_at_identity(case: Case, viewer: Viewer) -> Identity:
    """What was opened, while it is open for this viewer; each look is on record. `Refused` otherwise."""
    now = visible(viewer).filter(pk=case.pk).first()
    opening = running_opening(case.id, viewer, clock.now())
    if now is None or opening is None or now.subject_id is None or not may_open_identity(viewer, now):
        raise Refused(Act.UNSEAL)
    about = f"opening:{case.id}:{opening.seq}"
    try:
        contact = open_contact(now.subject_id, actor=viewer.account_id, reason=opening.reason, about=about)
    except Gone:
        return Identity(None, "")
    return Identity(contact, sealed_address(now))


def _is_whole(order: LegalOrder | None) -> bool:
    return order is not None and bool(order.authority.strip() and order.number.strip())


def _write_opening(event: CaseEvent, until: datetime, why: Why) -> None:
    order = why.order
    CaseOpening.objects.create(
        case_id=event.case_id,
        seq=event.seq,
        at=event.at,
        until=until,
        person_id=event.actor_id or 0,
        reason=why.reason,
        authority=order.authority.strip() if order else "",
        order_number=order.number.strip() if order else "",
        order_date=order.day if order else None,
        hold_until=order.hold_until if order else None,
    )
