"""What cases do when something happens below."""

from huisheng.cases.actions.hand_over import hand_over_cases, hand_over_duties
from huisheng.core.events import reacts_to
from huisheng.network.events import UnitClosed


@reacts_to(UnitClosed)
def hand_over(event: UnitClosed) -> None:
    """A unit closed: what it had, and what it owed to others' cases, goes to its successor, or up a level."""
    hand_over_cases(event.unit_id)
    hand_over_duties(event.unit_id)
