"""What happened to a case, told to colleagues: its course, its clocks, its internal notes.

`Story` is built from events and words that were read once. It names staff, so it is never for residents.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from huisheng.cases.models import CaseEvent, CaseWords
from huisheng.cases.models.codes import STAFF_ONLY, WordsKind
from huisheng.cases.models.projection import BENDING, MAKES_CONTACT
from huisheng.cases.models.side_clock import replay_side_clocks
from huisheng.cases.models.transitions import CLOSED, FOLLOWING, Act, Clock, State, Who
from huisheng.cases.queries.followed import relayed_words
from huisheng.cases.queries.names import unit_name
from huisheng.cases.queries.sentences import KINDS, sentence_of
from huisheng.cases.queries.unaccused import MARKING, Unseen, unseen
from huisheng.people.queries import names_of_persons
from huisheng.people.viewer import Viewer

# Told above the course, sealed, or between the resident and who opened the identity.
NOT_TOLD = (WordsKind.REQUEST, WordsKind.ADDRESS, WordsKind.OPENING)
AT_ONCE = timedelta(seconds=1)


@dataclass(frozen=True)
class Entry:
    """One line of the course. `kind` is the timeline's: "", note, late, back, end."""

    seq: int
    at: datetime
    words: str
    who: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True)
class Ran:
    """One clock: when it started and had to end, and when it did (None: it still runs)."""

    clock: Clock
    started: datetime
    due: datetime
    ended: datetime | None
    unit_id: int | None = None

    @property
    def label(self) -> str:
        """What was timed, and for clocks beside the case's own who owes it."""
        owes = unit_name(self.unit_id) if self.unit_id is not None else ""
        return " · ".join(filter(None, (str(self.clock.label), owes)))

    @property
    def lasted(self) -> timedelta | None:
        """How long it took; None while it runs."""
        return self.ended - self.started if self.ended else None


@dataclass
class Story:
    """The events and words of one case, and the names of those who acted, as far as its reader sees them.

    `timed` are all its events, for clocks that run on through a time which the reader does not see.
    """

    events: Sequence[CaseEvent]
    words: Mapping[int, list[CaseWords]]
    names: Mapping[int, str]
    hide_comments: bool = True
    relayed: Mapping[int, str] = field(default_factory=dict)
    unseen: Unseen = field(default_factory=Unseen)
    timed: Sequence[CaseEvent] = ()

    @property
    def request(self) -> str:
        """What the resident said first."""
        return self._text(1, WordsKind.REQUEST)

    def entries(self, since: int = 0) -> list[Entry]:
        """The course after event `since`, newest first, without the internal notes."""
        return [
            self._entry(event) for event in reversed(self.events) if event.seq > since and not _is_note(event)
        ]

    def notes(self) -> list[Entry]:
        """The internal notes, newest first."""
        return [self._entry(event) for event in reversed(self.events) if _is_note(event)]

    def changes(self, since: int) -> list[Entry]:
        """Everything after event `since`, notes too, oldest first: what somebody missed."""
        return [self._entry(event) for event in self.events if event.seq > since]

    def clocks(self) -> list[Ran]:
        """Every clock that ran for longer than a moment, in the order in which they started."""
        ran = [*_clocks(self.timed), *_contact(self.timed), *_beside(self.timed)]
        ran.sort(key=lambda one: one.started)
        seen = [one for one in ran if not self.unseen.has_moment(one.started)]
        return [one for one in seen if one.lasted is None or one.lasted > AT_ONCE]

    def last(self, kind: WordsKind) -> str:
        """The words of this kind that were said last; empty when none were, or they are erased."""
        found = (row for seq in sorted(self.words, reverse=True) for row in reversed(self.words[seq]))
        return next((row.text for row in found if row.kind == kind), "")

    def last_event(self, act: Act) -> CaseEvent | None:
        """The last time that this was done."""
        return next((event for event in reversed(self.events) if event.act == act), None)

    def _entry(self, event: CaseEvent) -> Entry:
        said = self.relayed.get(event.seq) or " ".join(
            filter(None, (words.text for words in self._shown(event)))
        )
        sentence, note = sentence_of(event, self.names)
        named = sentence if said and event.act != Act.NOTE else ""
        who = _who(event, self.names)
        return Entry(
            seq=event.seq,
            at=event.at,
            words=said or sentence,
            who=named if who and who.lower() in named.lower() else " ".join(filter(None, (who, named))),
            kind=KINDS.get(Act(event.act), ""),
            note=note,
        )

    def _shown(self, event: CaseEvent) -> Iterable[CaseWords]:
        for words in self.words.get(event.seq, ()):
            hidden = words.kind in NOT_TOLD or (self.hide_comments and words.kind == WordsKind.COMMENT)
            if not hidden:
                yield words

    def _text(self, seq: int, kind: WordsKind) -> str:
        return next((words.text for words in self.words.get(seq, ()) if words.kind == kind), "")


def story_of(case_id: UUID, viewer: Viewer, *, since: int = 0, hide_comments: bool = True) -> Story:
    """The course of a case from event `since` on, for this reader: three statements (events, words, names), and
    one more where the answer to another case was relayed."""
    wanted = Q(seq__gt=since) | Q(act__in=MARKING) if since else Q()
    timed = list(CaseEvent.objects.filter(wanted, case_id=case_id).order_by("seq"))
    kept = unseen(viewer, timed)
    events = [kept.told(event) for event in timed if event.seq > since and not kept.has(event.seq)]
    rows = CaseWords.objects.filter(case_id=case_id, seq__gt=since).defer("tokens", "salt").order_by("n")
    words: dict[int, list[CaseWords]] = {}
    for row in rows:
        if not kept.has(row.seq):
            words.setdefault(row.seq, []).append(row)
    persons = {event.actor_id for event in events} | {event.codes.get("handler_id") for event in events}
    persons.discard(None)
    names = names_of_persons(person for person in persons if person is not None) if persons else {}
    return Story(events, words, names, hide_comments, relayed_words(events), kept, timed)


def is_staff_only(kind: str) -> bool:
    """Whether words of this kind are for colleagues only."""
    return kind in STAFF_ONLY


def _is_note(event: CaseEvent) -> bool:
    return event.act in (Act.NOTE, Act.NOT_REACHED)


def _who(event: CaseEvent, names: Mapping[int, str]) -> str:
    named: dict[str, Callable[[], str]] = {
        Who.RESIDENT: lambda: _("居民"),
        Who.SYSTEM: lambda: _("系统"),
        Who.CALL_BACK: lambda: _("回访员 %(name)s") % {"name": names.get(event.actor_id or 0, "")},
    }
    return named[event.who]() if event.who in named else names.get(event.actor_id or 0, "")


def _clocks(events: Iterable[CaseEvent]) -> list[Ran]:
    """The case's own. A pause, its end and more time change when a clock ends, and begin no other."""
    ran: list[Ran] = []
    running: Ran | None = None
    for event in events:
        if running is not None and event.act in BENDING and event.due_at is not None:
            running = replace(running, due=event.due_at)
            continue
        if running is not None and event.act == Act.RETIME and event.codes.get("due_at"):
            running = replace(running, due=datetime.fromisoformat(event.codes["due_at"]))
        if running is not None and (event.clock or State(event.target) in (*CLOSED, *FOLLOWING)):
            ran.append(replace(running, ended=event.at))
            running = None
        if event.clock and event.due_at is not None:
            running = Ran(Clock(event.clock), event.at, event.due_at, ended=None)
    return [*ran, running] if running is not None else ran


def _contact(events: Iterable[CaseEvent]) -> list[Ran]:
    """That of the first contact, which begins with the first assignment."""
    running: Ran | None = None
    for event in events:
        if due := event.codes.get("contact_due_at"):
            running = Ran(Clock.CONTACT, event.at, datetime.fromisoformat(due), ended=None)
        elif running is not None and (event.act in MAKES_CONTACT or State(event.target) in CLOSED):
            return [replace(running, ended=event.at)]
    return [running] if running is not None else []


def _beside(events: Iterable[CaseEvent]) -> list[Ran]:
    return [
        Ran(Clock(one.clock), one.started_at, one.due_at, one.ended_at, one.unit_id)
        for one in replay_side_clocks(events)
    ]
