"""Sending what was made: claimed, tried, settled, each in a transaction of its own.

The body and the key are the message's own, so that a try after a time-out or a dead worker repeats the same
bytes under the same key, and a gateway drops it. A mail server does not: once it was spoken to, a try without
an answer ends as `UNSURE` and is not repeated. While one worker holds the claim others leave it alone; what a
worker learns after it lost the claim (it slept, somebody took over, a report came) changes nothing.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from huisheng.core import clock
from huisheng.outbox.actions.bodies import open_body
from huisheng.outbox.actions.settle import arrive, give_up, lose, try_later
from huisheng.outbox.channels import Outcome, Tried, fits, hand_over
from huisheng.outbox.models import Message
from huisheng.outbox.models.message import Channel, Fault, State
from huisheng.outbox.queries import CLAIM_HOLDS, due, is_quiet
from huisheng.people.actions.subjects import open_contact
from huisheng.people.contacts import Contact
from huisheng.people.refusals import Refused


class LostClaim(Exception):
    """Somebody else took the message over in the meantime."""


def send_message(message_id: UUID) -> bool:
    """Try one message now, if it is to be tried. False when the other side does not answer anybody now."""
    message = _claimed(message_id)
    if message is None:
        return True
    contact, body = _contact(message), open_body(message)
    if contact is None or body is None:
        tried = Tried(Outcome.NEVER, Fault.ERASED)
    elif not fits(message.channel, contact):
        tried = Tried(Outcome.NEVER, Fault.LANDLINE)
    else:
        try:
            tried = hand_over(message.channel, contact, body, message.key, lambda: _speak(message))
        except LostClaim:
            return True
    _settle(message, tried)
    return tried.outcome != Outcome.NOT_NOW


def send_at_once(message_id: UUID) -> None:
    """Try a message that was just made, unless its channel was silent a moment ago: then it waits its turn."""
    channel = Message.objects.filter(id=message_id).values_list("channel", flat=True).first()
    if channel is not None and not is_quiet(channel):
        send_message(message_id)


def send_due() -> int:
    """Try all that is due, channel by channel: one that does not answer is left until the next minute."""
    tried, quiet = 0, set()
    waiting = due()
    channels = dict(Message.objects.filter(id__in=waiting).values_list("id", "channel"))
    for message_id in waiting:
        channel = channels.get(message_id)
        if channel is None or channel in quiet:
            continue
        tried += 1
        if not send_message(message_id):
            quiet.add(channel)
    return tried


def _claimed(message_id: UUID) -> Message | None:
    """The message, held by this worker from now on; none when there is nothing to do, or somebody holds it."""
    now = clock.now()
    with transaction.atomic():
        message = Message.objects.select_for_update(skip_locked=True).filter(id=message_id).first()
        if message is None or message.channel == Channel.LETTER or not _is_due(message, now):
            return None
        if message.state == State.SENDING and message.spoken_at is not None:
            lose(message, State.UNSURE, Fault.CUT_OFF)
            return None
        message.state, message.next_at, message.spoken_at = State.SENDING, None, None
        message.claimed_at = now
        message.attempts += 1
        message.save(update_fields=["state", "next_at", "spoken_at", "claimed_at", "attempts"])
    return message


def _is_due(message: Message, now: datetime) -> bool:
    if message.state == State.QUEUED:
        return message.next_at is not None and message.next_at <= now
    held_since = message.claimed_at or now
    return message.state == State.SENDING and now - held_since >= CLAIM_HOLDS


def _speak(message: Message) -> None:
    """On record before the mail server is told anything: from now on, silence means that nobody knows."""
    held = Message.objects.filter(id=message.id, state=State.SENDING, claimed_at=message.claimed_at)
    if not held.update(spoken_at=clock.now()):
        raise LostClaim(str(message.id))


def _settle(message: Message, tried: Tried) -> None:
    """Write down what is known, unless somebody else took over or a report was quicker."""
    with transaction.atomic():
        now_there = Message.objects.select_for_update().get(id=message.id)
        if now_there.state != State.SENDING or now_there.claimed_at != message.claimed_at:
            return
        if tried.outcome == Outcome.ARRIVED:
            arrive(now_there, clock.now())
        elif tried.outcome == Outcome.TAKEN:
            now_there.state, now_there.fault = State.HANDED_OVER, ""
            now_there.handed_over_at = clock.now()
            now_there.save(update_fields=["state", "fault", "handed_over_at"])
        elif tried.outcome == Outcome.NOBODY_KNOWS:
            lose(now_there, State.UNSURE, tried.fault)
        elif tried.outcome == Outcome.NOT_NOW:
            try_later(now_there, tried.fault)
        else:
            give_up(now_there, tried.fault)


def _contact(message: Message) -> Contact | None:
    reason = "resend_receipt" if message.kind == "resent" else "notify"
    try:
        return open_contact(message.subject_id, actor=None, reason=reason, about=f"case:{message.case_id}")
    except Refused:  # erased since
        return None
