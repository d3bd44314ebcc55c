"""What speaks to the other side, and what its answer means for the message."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from huisheng.core.outbound import (
    MaybeTaken,
    NotTaken,
    Undeliverable,
    reports_come,
    send_by_gateway,
    send_email,
)
from huisheng.outbox.models.message import Channel, Fault
from huisheng.outbox.wording import Body
from huisheng.people.contacts import EMAIL, MOBILE, Contact


class Outcome(Enum):
    """What is known after a try. `TAKEN` by a channel that reports nothing further is `ARRIVED`."""

    ARRIVED = "arrived"
    TAKEN = "taken"
    NOT_NOW = "not_now"
    NEVER = "never"
    NOBODY_KNOWS = "nobody_knows"


@dataclass(frozen=True)
class Tried:
    """One try's outcome, and why it was not better."""

    outcome: Outcome
    fault: str = ""


def fits(channel: str, contact: Contact) -> bool:
    """Whether this contact can be reached so: landlines take neither SMS nor chat."""
    if channel == Channel.EMAIL:
        return contact.kind == EMAIL
    return contact.kind != EMAIL and MOBILE.fullmatch(contact.value) is not None


def hand_over(channel: str, contact: Contact, body: Body, key: str, before: Callable[[], None]) -> Tried:
    """Try once. `before`: see `core.outbound.send_email`."""
    try:
        if channel == Channel.EMAIL:
            send_email(contact.value, body.subject, body.letter, key=key, before=before)
        else:
            send_by_gateway(channel, contact.value, body.sms, key=key)
    except Undeliverable:
        return Tried(Outcome.NEVER, Fault.REFUSED)
    except NotTaken:
        return Tried(Outcome.NOT_NOW, Fault.NO_ANSWER)
    except MaybeTaken:
        if channel == Channel.EMAIL:
            return Tried(Outcome.NOBODY_KNOWS, Fault.CUT_OFF)
        return Tried(Outcome.NOT_NOW, Fault.NO_ANSWER)
    return Tried(Outcome.TAKEN if reports_come(channel) else Outcome.ARRIVED)
