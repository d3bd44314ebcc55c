"""Delivery reports: what a gateway tells later about a message that it took.

Reports are signed (docs/reference/message-gateway.md), may come twice, late, out of order, before our own
note that the message was taken, and may contradict each other: the first that ends a message counts.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from huisheng.core import audit, clock
from huisheng.outbox.actions.settle import arrive, give_up
from huisheng.outbox.models import Message
from huisheng.outbox.models.message import WAITING, Channel, Fault

OLDEST_SECONDS = 300


class BadSignature(Exception):
    """Not signed with our key, or signed too long ago."""


class Unknown(Exception):
    """No message of ours has this key."""


@dataclass(frozen=True)
class Report:
    """What a gateway says: `arrived`, or not, about the message and channel that the key names."""

    message_id: UUID
    channel: str
    arrived: bool


def check_signature(body: bytes, timestamp: str, signature: str) -> None:
    """`BadSignature` unless `signature` is the hex HMAC-SHA-256 of `timestamp.body`, and the time is near."""
    if not settings.GATEWAY_KEY or not timestamp.isascii() or not timestamp.isdigit():
        raise BadSignature
    if abs(clock.now().timestamp() - int(timestamp[:12])) > OLDEST_SECONDS:
        raise BadSignature
    if not hmac.compare_digest(signature_of(body, timestamp).encode(), signature.encode()):
        raise BadSignature


def signature_of(body: bytes, timestamp: str) -> str:
    """The signature that a report carries."""
    key = settings.GATEWAY_KEY.encode()
    return hmac.new(key, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def take_report(report: Report, at: datetime | None = None) -> None:
    """Take one report. What contradicts an earlier one, or comes for a channel that was left, is on record only."""
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(id=report.message_id).first()
        if message is None:
            raise Unknown(report.message_id)
        known = message.state in WAITING
        if known and report.arrived:
            arrive(message, min(at or clock.now(), clock.now()))
        elif known and message.channel == report.channel and message.channel != Channel.LETTER:
            give_up(message, Fault.REPORTED)
        elif not known and report.arrived != (message.delivered_at is not None):
            audit.record(
                "message_contradicted",
                actor=None,
                subject=f"case:{message.case_id}",
                kind=message.kind,
                arrived=report.arrived,
            )
