"""What cases do when something happens below."""

from datetime import datetime
from uuid import UUID

from huisheng.cases.actions.deliver import note_delivery
from huisheng.cases.actions.hand_over import hand_over_cases, hand_over_duties
from huisheng.cases.actions.hear import hear
from huisheng.cases.actions.place import place_cases
from huisheng.cases.actions.retime import retime_cases
from huisheng.cases.events import CalendarAnnounced, FollowerSpoke
from huisheng.core.events import reacts_to
from huisheng.network.events import UnitClosed, UnitsMoved
from huisheng.outbox.events import MessageDelivered
from huisheng.outbox.kinds import KINDS


@reacts_to(UnitClosed)
def hand_over(event: UnitClosed) -> None:
    """A unit closed: what it had, and what it owed to others' cases, goes to its successor, or up a level."""
    hand_over_cases(event.unit_id)
    hand_over_duties(event.unit_id)


@reacts_to(UnitsMoved)
def place(event: UnitsMoved) -> None:
    """Units stand elsewhere in the tree: whoever stands above them now sees their cases, nobody else."""
    place_cases(event.unit_ids)


@reacts_to(MessageDelivered)
def delivered(event: MessageDelivered) -> None:
    """The last answer reached the resident: from now on silence counts."""
    if KINDS[event.kind].is_reply:
        note_delivery(UUID(event.case_id), event.mark, event.channel, datetime.fromisoformat(event.at))


@reacts_to(FollowerSpoke)
def told_head(event: FollowerSpoke) -> None:
    """Whoever works on the head learns that there is something new."""
    hear(UUID(event.case_id), event.seq)


@reacts_to(CalendarAnnounced)
def retime(event: CalendarAnnounced) -> None:
    """The holidays of a year are known: deadlines that run into it are computed anew."""
    retime_cases(event.year, UUID(event.change), event.before)
