"""What residents of the demo were told in the last weeks, as the outbox keeps it: sent once, delivered, body gone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from huisheng.cases.actions.bulk import plain
from huisheng.cases.demo.life import Life
from huisheng.cases.models import CaseEvent
from huisheng.cases.models.transitions import ANSWERS, Act
from huisheng.core.ids import uuid7
from huisheng.outbox.models import Message
from huisheng.outbox.models.message import Channel, State

KEPT = timedelta(days=30)
"""For how long back there are rows; of what lies before, the course alone says that the answer arrived."""
TOLD = {
    Act.ASK: "received",
    Act.QUESTION: "question",
    Act.WRITE: "relayed_message",
    Act.ANSWER: "answered",
    Act.RELAY: "answered",
    Act.PAUSE: "paused",
    Act.EXTEND: "extension_granted",
    Act.EXCLUDE: "left_out",
    Act.SET_ASIDE: "pending_ledger",
    Act.ASK_RECHECK: "recheck",
    Act.NOT_REACHED: "call_back_missed",
    Act.UNSEAL: "identity_opened",
    Act.MEET: "mediation_session",
    Act.DRAFT: "mediation_agreement",
}
Plain = plain(Message)
Random = Callable[[], bytes]


def messages_of(life: Life, new_random: Random) -> Iterator[Message]:
    """The rows of one matter whose resident left something to be told by."""
    subject_id, since = life.case.subject_id, life.stage.now - KEPT
    if subject_id is None:
        return
    channel = Channel.SMS if life.beginning.contact else Channel.PAGE
    answer = 0
    for event in life.course.events:
        answer = event.seq if event.act in ANSWERS else answer
        mark = answer if event.act == Act.NOT_REACHED else event.seq
        kind = TOLD.get(Act(event.act))
        if kind is not None and event.at >= since:
            yield delivered(event, Told(subject_id, kind, channel, str(mark)), new_random())


@dataclass(frozen=True)
class Told:
    """Who was told what, and how; `mark` as the outbox marks messages of one kind."""

    subject_id: UUID
    kind: str
    channel: Channel
    mark: str


def delivered(event: CaseEvent, told: Told, entropy: bytes) -> Message:
    """One message that arrived at once."""
    at: datetime = event.at
    return Plain(
        id=uuid7(int(at.timestamp() * 1000), entropy),
        case_id=event.case_id,
        kind=told.kind,
        mark=told.mark,
        subject_id=told.subject_id,
        language="zh-hans",
        channel=told.channel,
        state=State.DELIVERED,
        attempts=0 if told.channel == Channel.PAGE else 1,
        queued_at=at,
        channel_since=at,
        handed_over_at=at,
        delivered_at=at,
    )
