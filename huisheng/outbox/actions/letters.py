"""Letters: printed in batches, posted, and after some days taken as delivered.

Their addresses are sealed and belong to the cases; whoever prints opens them there. A batch may be printed
again, byte for byte the same, until it is posted: then the bodies go.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from huisheng.core import clock
from huisheng.outbox.actions.bodies import open_body
from huisheng.outbox.actions.settle import arrive, lose
from huisheng.outbox.models import Message
from huisheng.outbox.models.message import Channel, Fault, State
from huisheng.outbox.queries import LETTER_TAKES
from huisheng.outbox.wording import Body

MOST_LETTERS = 60


def put_in_batch(batch: UUID, letters: Iterable[UUID]) -> int:
    """Put waiting letters into one batch; how many lie in it. Called again with the same batch, it adds none."""
    with transaction.atomic():
        waiting = Message.objects.select_for_update(skip_locked=True).filter(
            id__in=list(letters), channel=Channel.LETTER, state=State.QUEUED, batch__isnull=True
        )
        there = Message.objects.filter(batch=batch).exists()
        ids = [] if there else [message.id for message in waiting.order_by("queued_at", "id")[:MOST_LETTERS]]
        Message.objects.filter(id__in=ids).update(batch=batch)
        return Message.objects.filter(batch=batch).count()


def opened_letters(batch: UUID, addressed: Collection[UUID]) -> list[tuple[Message, Body]]:
    """The letters of a batch that is not posted yet, with what they say; from now on they count as printed.

    One whose resident was erased, or whose case is not among the `addressed`, goes nowhere and is lost.
    """
    found = []
    with transaction.atomic():
        rows = Message.objects.select_for_update().filter(batch=batch, state=State.QUEUED)
        for message in rows.order_by("queued_at", "id"):
            body = open_body(message) if message.case_id in addressed else None
            if body is None:
                lose(message, State.GIVEN_UP, Fault.ERASED)
            else:
                found.append((message, body))
        rows.filter(printed_at__isnull=True).update(printed_at=clock.now())
    return found


def post_batch(batch: UUID) -> int:
    """The batch went to the post: handed over, and no letter of it is printed again; how many.

    What was never printed cannot have been posted and stays.
    """
    return Message.objects.filter(batch=batch, state=State.QUEUED, printed_at__isnull=False).update(
        state=State.HANDED_OVER, handed_over_at=clock.now(), body_sealed=None, fault=""
    )


def take_back_letter(message_id: UUID) -> None:
    """The post brought a letter back: it did not reach anybody."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(id=message_id)
        if message.channel == Channel.LETTER and message.state == State.HANDED_OVER:
            lose(message, State.FAILED, Fault.REPORTED)


def take_letters_as_delivered() -> int:
    """Posted letters arrive unreported: after three days they count as delivered; how many."""
    limit: datetime = clock.now() - LETTER_TAKES
    with transaction.atomic():
        posted = list(
            Message.objects.select_for_update(skip_locked=True).filter(
                channel=Channel.LETTER, state=State.HANDED_OVER, handed_over_at__lte=limit
            )[:500]
        )
        for message in posted:
            arrive(message, (message.handed_over_at or limit) + LETTER_TAKES)
    return len(posted)
