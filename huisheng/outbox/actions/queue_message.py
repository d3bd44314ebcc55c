"""A message is made: once, whole, in the transaction of what it tells of.

Its body with the resident's link is made here and never again; what is sent later, however often, is this.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from huisheng.core import clock
from huisheng.core.events import announce
from huisheng.core.ids import uuid7
from huisheng.outbox.actions.bodies import seal_body
from huisheng.outbox.events import MessageDelivered
from huisheng.outbox.models import Message
from huisheng.outbox.models.message import Channel, State
from huisheng.outbox.queries import first_channel, wording_of
from huisheng.outbox.wording import LANGUAGES, filled
from huisheng.people.queries_of_subjects import Reach, reach_of_subject


@dataclass(frozen=True)
class Telling:
    """What somebody is to be told: `kind` of `outbox.kinds`, `mark` apart from others of that kind."""

    case_id: UUID
    subject_id: UUID
    kind: str
    mark: str
    facts: Mapping[str, str | date]


def queue_message(telling: Telling, link: Callable[[], str]) -> bool:
    """Make the message, unless it was made before; whether it was made now.

    `link` is called at most once, in the same transaction, and gives the address that opens the matter.
    Nothing is made for a subject that was erased.
    """
    if _was_made(telling):
        return False
    reach = reach_of_subject(telling.subject_id)
    if reach is None:
        return False
    try:
        with transaction.atomic():
            _make(telling, reach, link)
    except IntegrityError:  # by another worker, just now
        if not _was_made(telling):
            raise
        return False
    return True


def _was_made(telling: Telling) -> bool:
    return Message.objects.filter(case_id=telling.case_id, kind=telling.kind, mark=telling.mark).exists()


def _make(telling: Telling, reach: Reach, link: Callable[[], str]) -> None:
    now, channel = clock.now(), first_channel(reach)
    message = Message(
        id=uuid7(),
        case_id=telling.case_id,
        subject_id=telling.subject_id,
        kind=telling.kind,
        mark=telling.mark,
        language=reach.language if reach.language in LANGUAGES else LANGUAGES[0],
        channel=channel,
        queued_at=now,
        channel_since=now,
        next_at=now if channel != Channel.LETTER else None,
    )
    if channel == Channel.PAGE:
        _stands_on_the_page(message)
        return
    wording = wording_of(message.kind, message.language)
    body = filled(message.kind, message.language, wording, {**telling.facts, "link": link()})
    message.template_version = wording.version
    message.body_sealed = seal_body(message, reach.key, body)
    message.save(force_insert=True)
    if channel != Channel.LETTER:
        app.configure_task("outbox.send").defer(message_id=str(message.id))


def _stands_on_the_page(message: Message) -> None:
    """Whoever left no contact looks at the page of the receipt: what stands there has arrived."""
    message.state, message.next_at = State.DELIVERED, None
    message.delivered_at = message.handed_over_at = message.queued_at
    message.save(force_insert=True)
    announce(arrival_of(message))


def arrival_of(message: Message) -> MessageDelivered:
    """The announcement that a message arrived."""
    at = message.delivered_at
    return MessageDelivered(
        case_id=str(message.case_id),
        kind=message.kind,
        mark=message.mark,
        channel=message.channel,
        at=at.isoformat() if at else "",
    )
