"""What becomes of a message: arrived, to be tried later, on by another channel, or lost.

Each is called with the row locked, inside the transaction of its caller, and announces what it means.
"""

from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from huisheng.core import clock
from huisheng.core.events import announce
from huisheng.outbox.actions.queue_message import arrival_of
from huisheng.outbox.events import MessageLost
from huisheng.outbox.models import Message
from huisheng.outbox.models.message import Channel, Fault, State
from huisheng.outbox.queries import channels_of
from huisheng.people.queries_of_subjects import reach_of_subject

LONGEST = timedelta(days=3)
"""So long a channel that does not answer is tried; a gateway or a mail server may be down over a week-end."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
MOST_DOUBLINGS = 7


def arrive(message: Message, at: datetime) -> None:
    """It reached the resident. The body is not needed any more and goes."""
    message.state, message.fault, message.body_sealed = State.DELIVERED, "", None
    message.delivered_at, message.next_at = at, None
    message.handed_over_at = message.handed_over_at or at
    message.save(update_fields=["state", "fault", "body_sealed", "delivered_at", "next_at", "handed_over_at"])
    announce(arrival_of(message))


def try_later(message: Message, fault: str) -> None:
    """Again after a pause that doubles; after three days on by another channel, or given up."""
    now = clock.now()
    if now - message.channel_since >= LONGEST:
        give_up(message, fault)
        return
    pause = min(FIRST_PAUSE * 2 ** min(message.attempts - 1, MOST_DOUBLINGS), LONGEST_PAUSE)
    message.state, message.fault, message.next_at = State.QUEUED, fault, now + pause
    message.save(update_fields=["state", "fault", "next_at"])


def give_up(message: Message, fault: str) -> None:
    """Not by this channel: on by the next one that is left, else the message is lost."""
    channel = _next_channel(message)
    if channel is None or fault == Fault.ERASED:
        was_refused = fault in (Fault.REFUSED, Fault.REPORTED)
        lose(message, State.FAILED if was_refused else State.GIVEN_UP, fault)
        return
    message.channel, message.state, message.fault = channel, State.QUEUED, fault
    message.attempts, message.spoken_at, message.handed_over_at = 0, None, None
    message.next_at = None if channel == Channel.LETTER else clock.now()
    message.channel_since = clock.now()
    message.save()
    if channel != Channel.LETTER:
        app.configure_task("outbox.send").defer(message_id=str(message.id))


def lose(message: Message, state: State, fault: str) -> None:
    """It is over, and it did not arrive as far as is known."""
    message.state, message.fault, message.body_sealed, message.next_at = state, fault, None, None
    message.save(update_fields=["state", "fault", "body_sealed", "next_at"])
    announce(
        MessageLost(
            case_id=str(message.case_id),
            kind=message.kind,
            mark=message.mark,
            state=state,
            fault=fault,
        )
    )


def _next_channel(message: Message) -> Channel | None:
    reach = reach_of_subject(message.subject_id)
    if reach is None:
        return None
    ways = channels_of(reach)
    here = ways.index(Channel(message.channel)) if message.channel in ways else len(ways)
    return ways[here + 1] if here + 1 < len(ways) else None
