"""Messages for tests: to somebody who left a telephone number, or what a test wants."""

from uuid import UUID, uuid4

from huisheng.outbox.actions.queue_message import Telling, queue_message
from huisheng.outbox.models import Message
from huisheng.people.actions.subjects import Wishes, seal_contact
from huisheng.people.contacts import read_contact

LINK = "http://testserver/t/23456789abcdefghjkmn"
MOBILE, LANDLINE, EMAIL = "13804310001", "0431-87654321", "li@example.org"


def somebody(contact: str = MOBILE, *, language: str = "zh-hans", by_letter: bool = False) -> UUID:
    """The subject of somebody who left this contact; empty: none."""
    wishes = Wishes(language, by_letter)
    return seal_contact(read_contact(contact), wishes=wishes).subject_id


def telling(subject_id: UUID, kind: str = "answered", mark: str = "7") -> Telling:
    """That something was answered."""
    facts = {"number": "2026-春-000001", "unit": "景阳社区工作站"}
    return Telling(uuid4(), subject_id, kind, mark, facts)


def queued(contact: str = MOBILE, *, language: str = "zh-hans", by_letter: bool = False) -> Message:
    """A message that was made and not sent yet."""
    made = telling(somebody(contact, language=language, by_letter=by_letter))
    assert queue_message(made, lambda: LINK)
    return Message.objects.get(case_id=made.case_id)


def now(message: Message) -> Message:
    """The message as it stands in the database."""
    return Message.objects.get(pk=message.pk)
