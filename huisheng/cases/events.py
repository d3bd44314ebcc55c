"""What happened to a case, in the past tense, for whoever lies above. Ids only."""

from dataclasses import dataclass

from huisheng.core.events import Event


@dataclass(frozen=True)
class CaseReceived(Event):
    """A matter was taken in."""

    case_id: str


@dataclass(frozen=True)
class CaseAssigned(Event):
    """A unit became responsible."""

    case_id: str
    unit_id: int


@dataclass(frozen=True)
class CaseAnswered(Event):
    """The unit answered; the resident is asked."""

    case_id: str


@dataclass(frozen=True)
class QuestionAsked(Event):
    """The unit asked the resident something."""

    case_id: str


@dataclass(frozen=True)
class ObjectionMade(Event):
    """A unit said that a case is not its own; the arbiter has to rule."""

    case_id: str
    unit_id: int
    arbiter_id: int


@dataclass(frozen=True)
class ObjectionRuled(Event):
    """An arbiter ruled on the objection of a unit."""

    case_id: str
    unit_id: int
    upheld: bool


@dataclass(frozen=True)
class MessageWritten(Event):
    """Somebody who works on it wrote to the resident; `seq` is the event with the words."""

    case_id: str
    seq: int


@dataclass(frozen=True)
class IdentityOpened(Event):
    """Somebody opened who the resident is; `seq` is the event."""

    case_id: str
    seq: int


@dataclass(frozen=True)
class WhistleBlown(Event):
    """A unit was whistled for. `n` counts in a case. `emergency`: its people see it in the bar of every page until one
    of them signs (`queries/urgent_calls`)."""

    case_id: str
    n: int
    unit_id: int
    emergency: bool


@dataclass(frozen=True)
class WhistleEnded(Event):
    """A whistle is over: done and rated, or called off."""

    case_id: str
    n: int


@dataclass(frozen=True)
class CaseSentBack(Event):
    """The resident said that it is not done."""

    case_id: str


@dataclass(frozen=True)
class FollowerSpoke(Event):
    """Somebody whose case follows another one added something; `seq` is the event with the words."""

    case_id: str
    seq: int


@dataclass(frozen=True)
class CaseExcluded(Event):
    """A case counts in the figures no more; the resident may ask for a review."""

    case_id: str


@dataclass(frozen=True)
class ReviewDecided(Event):
    """The review that the resident asked for was decided."""

    case_id: str


@dataclass(frozen=True)
class CaseSetAside(Event):
    """A case went on the pending ledger."""

    case_id: str


@dataclass(frozen=True)
class PendingReviewed(Event):
    """A case on the ledger was looked at again: it waits on, or is handled again."""

    case_id: str


@dataclass(frozen=True)
class RecheckAsked(Event):
    """The resident is asked whether it is still fixed."""

    case_id: str


@dataclass(frozen=True)
class CallMissed(Event):
    """A call-back clerk rang, and nobody answered."""

    case_id: str


@dataclass(frozen=True)
class CalendarAnnounced(Event):
    """The holidays of a year were written down. `before`: the days as they were, `2027-01-01 0` for a free one."""

    year: int
    change: str
    before: list[str]


@dataclass(frozen=True)
class CaseErased(Event):
    """What was said in a case was erased; whatever lies above has erased its copies in the same transaction."""

    case_id: str
