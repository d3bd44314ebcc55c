"""What became of a message, for whoever lies above. Codes and ids only."""

from dataclasses import dataclass

from huisheng.core.events import Event


@dataclass(frozen=True)
class MessageDelivered(Event):
    """It reached the resident, `at` (ISO 8601), by `channel`; for the page that is when it stood there."""

    case_id: str
    kind: str
    mark: str
    channel: str
    at: str


@dataclass(frozen=True)
class MessageLost(Event):
    """It surely or probably did not reach the resident by any channel; `state` says which, `fault` why."""

    case_id: str
    kind: str
    mark: str
    state: str
    fault: str
