"""Printing letters: whose addresses are opened for it is on record, case by case.

A batch can be printed again, byte for byte the same, until it is posted; each printing is on record.
"""

from uuid import UUID

from django.db import transaction

from huisheng.cases.permissions import Refused
from huisheng.cases.queries.letter_paper import PaperLetter
from huisheng.cases.queries.letters import Line, addresses_of, reachable
from huisheng.core import audit
from huisheng.outbox.actions.letters import opened_letters, post_batch, put_in_batch, take_back_letter
from huisheng.outbox.models import Message
from huisheng.outbox.queries import letters, letters_of
from huisheng.people.viewer import Viewer


class NotPrinted(Exception):
    """What nobody printed cannot have been posted."""


def make_batch(viewer: Viewer, batch: UUID) -> int:
    """Put what waits within this clerk's reach into a batch; how many letters it has."""
    with transaction.atomic():
        waiting = [line.message.id for line in reachable(viewer, letters())]
        count = put_in_batch(batch, waiting)
        audit.record("letters_in_batch", actor=viewer.account_id, subject=f"letters:{batch}", count=count)
    return count


def print_batch(viewer: Viewer, batch: UUID) -> list[PaperLetter]:
    """Open what is to be printed: bodies and addresses. `Refused` where none of it is this clerk's to print."""
    with transaction.atomic():
        lines = _lines(viewer, batch)
        cases = {line.case.id: line.case for line in lines}
        addresses = addresses_of(cases.values())
        papers = [
            PaperLetter(cases[message.case_id], message, addresses[message.case_id], body)
            for message, body in opened_letters(batch, addresses.keys())
        ]
        audit.record_many(
            audit.entry(
                "contact_opened",
                actor=viewer.account_id,
                subject=f"subject:{paper.message.subject_id}",
                reason="letter",
                about=f"case:{paper.case.id}",
            )
            for paper in papers
        )
    return papers


def post_letters(viewer: Viewer, batch: UUID) -> int:
    """The batch went to the post; how many letters, none the second time. `NotPrinted` before it was printed."""
    with transaction.atomic():
        waiting = [line.message for line in _lines(viewer, batch) if line.message.state == "queued"]
        if any(message.printed_at is None for message in waiting):
            raise NotPrinted
        count = post_batch(batch)
        audit.record("letters_posted", actor=viewer.account_id, subject=f"letters:{batch}", count=count)
    return count


def letter_came_back(viewer: Viewer, message_id: UUID) -> None:
    """The post brought one back: it did not arrive."""
    with transaction.atomic():
        lines = reachable(viewer, Message.objects.filter(id=message_id))
        if not lines:
            raise Refused
        take_back_letter(message_id)
        audit.record("letter_came_back", actor=viewer.account_id, subject=f"case:{lines[0].case.id}")


def _lines(viewer: Viewer, batch: UUID) -> list[Line]:
    rows = list(letters_of(batch))
    lines = reachable(viewer, rows)
    if not lines or len(lines) != len(rows):
        raise Refused
    return lines
