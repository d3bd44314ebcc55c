"""Every read of messages and their wording that others may use. Never a contact, never a body in clear."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from huisheng.core import clock
from huisheng.outbox.kinds import KINDS
from huisheng.outbox.models import Message, NewsSeen, Template
from huisheng.outbox.models.message import LOST, Channel, Fault, State
from huisheng.outbox.wording import Wording, built_in
from huisheng.people.contacts import EMAIL, PHONE
from huisheng.people.queries_of_subjects import Reach

CLAIM_HOLDS = timedelta(minutes=2)
"""After so long without a word, whoever was sending is taken for dead."""
QUIET = timedelta(seconds=50)
MOST_AT_ONCE = 200
LETTER_TAKES = timedelta(days=3)
"""A letter that was posted counts as delivered after so long: nobody reports it."""


def first_channel(reach: Reach) -> Channel:
    """How to begin: the first way that fits what was left."""
    return channels_of(reach)[0]


def channels_of(reach: Reach) -> list[Channel]:
    """The ways to a subject in order; the page alone when nothing was left."""
    ways: list[Channel] = []
    if reach.contact_kind == PHONE:
        ways += [Channel.CHAT] if settings.GATEWAYS.get("chat") else []
        ways += [Channel.SMS]
    elif reach.contact_kind == EMAIL:
        ways += [Channel.EMAIL]
    if reach.by_letter:
        ways += [Channel.LETTER]
    return ways or [Channel.PAGE]


def wording_of(kind: str, language: str) -> Wording:
    """How a kind is worded now. One statement."""
    return wordings_of(kind).get(language) or built_in()[kind, language]


def wordings_of(kind: str) -> dict[str, Wording]:
    """The newest written wording of one kind by language; languages that nobody rewrote are not in it."""
    rows = Template.objects.filter(kind=kind).order_by("language", "version")
    return {row.language: Wording(row.subject, row.sms, row.letter, row.version) for row in rows}


def versions_of(kind: str, language: str) -> QuerySet[Template]:
    """All written versions, newest first."""
    return Template.objects.filter(kind=kind, language=language).order_by("-version")


def newest_versions() -> dict[tuple[str, str], tuple[int, datetime]]:
    """Version and day of every wording that somebody rewrote. One statement."""
    rows = Template.objects.order_by("version").values_list("kind", "language", "version", "written_at")
    return {(kind, language): (version, at) for kind, language, version, at in rows}


def due() -> list[UUID]:
    """What is to be sent now: queued and due, or held by somebody who is taken for dead."""
    now = clock.now()
    waits = Q(state=State.QUEUED, next_at__lte=now)
    is_left = Q(state=State.SENDING, claimed_at__lte=now - CLAIM_HOLDS)
    found = Message.objects.filter(waits | is_left).order_by("queued_at")
    return list(found.values_list("id", flat=True)[:MOST_AT_ONCE])


def is_quiet(channel: str) -> bool:
    """Whether the other side of a channel did not answer just now: no use in ringing again this minute."""
    return Message.objects.filter(
        channel=channel, state=State.QUEUED, fault=Fault.NO_ANSWER, claimed_at__gt=clock.now() - QUIET
    ).exists()


def messages_of(case_id: UUID, subject_id: UUID | None = None) -> list[Message]:
    """All messages about one case, or those of them to one subject, newest first, without bodies. One statement."""
    found = Message.objects.filter(case_id=case_id, **({"subject_id": subject_id} if subject_id else {}))
    return list(found.defer("body_sealed").order_by("-queued_at", "-id"))


def sent_since(case_id: UUID, kind: str, since: datetime) -> QuerySet[Message]:
    """Messages of one kind about one case that were made since."""
    return Message.objects.filter(case_id=case_id, kind=kind, queued_at__gt=since)


def letters() -> QuerySet[Message]:
    """Letters that wait for a printer, oldest first."""
    waits = Message.objects.filter(channel=Channel.LETTER, state=State.QUEUED, batch__isnull=True)
    return waits.order_by("queued_at", "id")


def letters_in_hand() -> QuerySet[Message]:
    """Letters that lie in a batch, printed or not yet, and are not posted."""
    printed = Message.objects.filter(channel=Channel.LETTER, state=State.QUEUED, batch__isnull=False)
    return printed.order_by("printed_at", "id")


def letters_on_their_way() -> QuerySet[Message]:
    """Letters that were posted and may still come back, the newest first."""
    posted = Message.objects.filter(channel=Channel.LETTER, state=State.HANDED_OVER)
    return posted.order_by("-handed_over_at", "id")


def letters_of(batch: UUID) -> QuerySet[Message]:
    """All letters of a batch."""
    return Message.objects.filter(batch=batch).order_by("queued_at", "id")


def lost_replies(cases: list[UUID], since: datetime) -> list[Message]:
    """Answers that did not arrive, of these cases, given since. One statement."""
    kinds = [kind.code for kind in KINDS.values() if kind.is_reply]
    lost = Message.objects.filter(case_id__in=cases, kind__in=kinds, state__in=LOST, queued_at__gt=since)
    return list(lost.defer("body_sealed").order_by("-queued_at"))


def seen_news_until(person_id: int | None) -> datetime | None:
    """Up to when somebody of the staff has looked at the news; none who never did. One statement."""
    if person_id is None:
        return None
    return NewsSeen.objects.filter(person_id=person_id).values_list("until", flat=True).first()
