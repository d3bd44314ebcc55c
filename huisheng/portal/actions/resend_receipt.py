"""A lost receipt: a fresh secret link goes to the contact that was left, and to no other.

The page only queues a job, with the blind index of what was typed and never the contact itself; the job
compares and sends. So neither the answer nor its time tells whether a matter or a contact exists.
"""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from procrastinate.contrib.django import app

from huisheng.cases.actions.tell import tell
from huisheng.cases.models import Case, Handle
from huisheng.core import clock
from huisheng.core.rate import count_request
from huisheng.outbox.queries import sent_since
from huisheng.people.contacts import Contact
from huisheng.people.queries import left_contact
from huisheng.people.subjects import contact_index

MOST_AN_HOUR = 10
"""Requests from one source that are answered at once; more are answered an hour later."""
LATER = {"hours": 1}
MOST_A_DAY = 3
"""Links that one matter gets a day, so that nobody's telephone can be flooded."""


def ask_for_receipt(number: str, contact: Contact, *, source: str) -> None:
    """Queue the job. `source`: the network address that asks, for counting only."""
    index = contact_index(contact.value).hex()
    with transaction.atomic():
        seen = count_request(f"lost {source}", MOST_AN_HOUR)
        when = {"schedule_in": LATER} if seen > MOST_AN_HOUR else {}
        job = app.configure_task("portal.resend_receipt", **when)  # type: ignore[arg-type]  # keywords by name
        job.defer(number=number, index=index, request=uuid4().hex)


def resend_receipt(number: str, index: str, request: str) -> None:
    """Send a fresh link when number and contact belong together; else nothing. Called twice, it sends once."""
    handle = Handle.objects.filter(kind=Handle.Kind.NUMBER, value=number).values("case_id")
    case = Case.objects.filter(pk__in=handle).first()
    if case is None or case.subject_id is None or not left_contact(case.subject_id, bytes.fromhex(index)):
        return
    sent = sent_since(case.id, "resent", clock.now() - timedelta(days=1))
    if sent.exclude(mark=request).count() < MOST_A_DAY:
        tell(case, "resent", request)
