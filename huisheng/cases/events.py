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
class CaseSentBack(Event):
    """The resident said that it is not done."""

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
