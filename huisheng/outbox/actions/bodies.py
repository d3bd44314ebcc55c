"""The body of a message, sealed under its subject's key as long as it may still be needed."""

import json
from dataclasses import asdict

from huisheng.core import sealing
from huisheng.outbox.models import Message
from huisheng.outbox.wording import Body
from huisheng.people.queries import subject_key
from huisheng.people.subjects import SubjectKey

PLACE = "outbox_message.body_sealed:{}"


def seal_body(message: Message, key: SubjectKey, body: Body) -> bytes:
    """The body as the database keeps it."""
    return key.seal(json.dumps(asdict(body), ensure_ascii=False), PLACE.format(message.id))


def open_body(message: Message) -> Body | None:
    """The body in clear; none when its subject was erased, and the key with it, or when it is over."""
    key = subject_key(message.subject_id)
    if key is None or message.body_sealed is None:
        return None
    try:
        return Body(**json.loads(key.open(bytes(message.body_sealed), PLACE.format(message.id))))
    except sealing.CannotOpen:
        return None
