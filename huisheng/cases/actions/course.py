"""How an act happens to a case: locked, checked against the table, written once.

`on_case` is the frame of every act on an existing case: one transaction in which the row is locked, a key
that was used before ends the act quietly (a double click, a repeated request), a page that is out of date is
refused with what changed (`Stale`), and all that the steps brought (events, words, audit) is written in one
statement each. `Course` carries a case through one or more steps.
"""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction

from huisheng.cases.actions.beside import Beside, Starts, Stops
from huisheng.cases.actions.calls_end import Ended, end_calls
from huisheng.cases.actions.locking import changed_since, locked, used_meanwhile
from huisheng.cases.actions.timing import warning
from huisheng.cases.actions.whistle_rows import write_whistles
from huisheng.cases.models import Case, CaseEvent, CaseWords
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.conditions import fits
from huisheng.cases.models.projection import project
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State, Transition, Who, transition
from huisheng.cases.models.words import words_place
from huisheng.cases.permissions import Refused, is_barred, require
from huisheng.cases.queries.tokens import tokens
from huisheng.core import clock as core_clock
from huisheng.core.audit import entry, record_many
from huisheng.core.models import AuditEntry
from huisheng.core.prepared import insert_rows, write_row
from huisheng.network.tree import tree
from huisheng.people.subjects import SubjectKey
from huisheng.people.viewer import Viewer

WORDS_PER_EVENT = 10
SALT_BYTES = 16
CLEARED = object()


@dataclass(frozen=True)
class Actor:
    """Who acts. `account_id` goes into the audit, `person_id` into the event; residents have neither.

    Staff come with their `viewer`: every step checks what it may do to the case as it then stands.
    """

    who: Who
    account_id: int | None = None
    person_id: int | None = None
    viewer: Viewer | None = None


def staff(viewer: Viewer) -> Actor:
    """Somebody of the staff, with what they may do."""
    return Actor(Who.STAFF, viewer.account_id, viewer.person_id, viewer)


def call_back_clerk(viewer: Viewer) -> Actor:
    """A call-back clerk who does for a resident what the resident said on the telephone."""
    return Actor(Who.CALL_BACK, viewer.account_id, viewer.person_id, viewer)


RESIDENT = Actor(Who.RESIDENT)
SYSTEM = Actor(Who.SYSTEM)


@dataclass(frozen=True)
class Token:
    """What a form carries: the key that makes it count once, and the version that its page showed."""

    key: UUID
    seen: int | None = None


class Stale(Exception):
    """Somebody else acted in between. `case` is as it stands now, `seen` the version that the page showed."""

    def __init__(self, case: Case, seen: int) -> None:
        super().__init__(f"seen {seen}, now {case.version}")
        self.case, self.seen = case, seen


class NoSuchCase(Exception):
    """There is no case with this id, or it accuses whoever asks: both look the same."""


@dataclass
class Course:
    """A case being taken through steps, with what they bring, until `write`.

    `CASE`, `EVENT` and `WORDS` are what its rows are made of; for thousands at once, `bulk.BulkCourse` has
    lighter ones. `IS_KEPT`: the case is in the database, so that others may follow it.
    """

    CASE: ClassVar[type[Case]] = Case
    EVENT: ClassVar[type[CaseEvent]] = CaseEvent
    WORDS: ClassVar[type[CaseWords]] = CaseWords
    IS_KEPT: ClassVar[bool] = True

    case: Case
    actor: Actor
    key: UUID | None = None
    at: datetime = field(default_factory=lambda: core_clock.now())  # noqa: PLW0108  # tests hold the clock still
    events: list[CaseEvent] = field(default_factory=list)
    words: list[CaseWords] = field(default_factory=list)
    audits: list[AuditEntry] = field(default_factory=list)
    calls_ended: list[Ended] = field(default_factory=list)
    beside: Beside = field(init=False)
    whistled: bool = False

    def __post_init__(self) -> None:
        self.beside = Beside(self.case)
        # A machine whose clock was set back dates nothing before what happened already.
        if self.case.acted_at is not None and self.at < self.case.acted_at:
            self.at = self.case.acted_at

    def step(
        self,
        act: Act,
        *,
        unit_id: int | None = None,
        due_at: datetime | None = None,
        words: tuple[WordsKind, str] | None = None,
        actor: Actor | None = None,
        to: State | None = None,
        clock: Clock | None = None,
        starts: Starts = (),
        stops: Stops | None = None,
        **codes: Any,
    ) -> CaseEvent:
        """One act: checked against the table, projected on the case, remembered for `write`.

        `due_at` is the end of the clock that the act starts, where it starts one; `starts` and `stops` are
        clocks beside it (`actions.beside`). `codes` name the fields of the case that the act sets
        (`models.projection.PROJECTED`) or say more about it; None sets nothing, `CLEARED` sets a field back
        to none. `to` and `clock` are for the acts whose row names `targets`.
        """
        by = actor or self.actor
        row = self._allowed(act, by).leading(to, clock)
        event = self._event(row, by, unit_id, due_at, codes)
        if words is not None:
            event.words_hash = self.say(event.seq, *words)
        self.beside.turn(event, starts, stops)
        self.whistled = self.whistled or act == Act.WHISTLE or self.case.whistle is not None
        project(self.case, event)
        self.events.append(event)
        self.audits.append(self._audit(event, by))
        return event

    def _event(
        self, row: Transition, by: Actor, unit_id: int | None, due_at: datetime | None, codes: dict[str, Any]
    ) -> CaseEvent:
        return self.EVENT(
            case_id=self.case.id,
            seq=self.case.version + 1,
            act=row.act,
            source=self.case.state,
            target=row.target or self.case.state,
            at=self.at,
            who=by.who,
            actor_id=by.person_id,
            unit_id=unit_id or self.case.unit_id,
            clock=row.clock or "",
            due_at=due_at if row.clock else None,
            codes={
                name: _code(value) for name, value in self._timed(row, due_at, codes) if value is not None
            },
            client_key=None if self.events else self.key,
        )

    def _timed(
        self, row: Transition, due_at: datetime | None, codes: dict[str, Any]
    ) -> Iterable[tuple[str, Any]]:
        """The codes, with the moment at which the clock that starts will warn, unless the act says its own."""
        if row.clock and due_at is not None and "warn_at" not in codes:
            return {**codes, "warn_at": warning(self.case, row.clock, self.at, due_at)}.items()
        return codes.items() if row.clock or due_at is None else {**codes, "due_at": due_at}.items()

    def _allowed(self, act: Act, by: Actor) -> Transition:
        """The row of the table; `NotOpen` when there is none, `Refused` when it is not for this actor."""
        row = transition(act, State(self.case.state) if self.case.state else None)
        # Nothing more may happen to what was erased.
        if self.case.erased_at is not None or not fits(act, self.case):
            raise NotOpen(act, State(self.case.state))
        if by.who not in row.who:
            raise Refused(act)
        if by.viewer is not None and self.case.state:
            require(by.viewer, self.case, act)
        return row

    def _salt(self) -> bytes:
        return os.urandom(SALT_BYTES)

    def _audit(self, event: CaseEvent, by: Actor) -> AuditEntry:
        return entry(f"case.{event.act}", actor=by.account_id, subject=f"case:{event.case_id}", seq=event.seq)

    def say(self, seq: int, kind: WordsKind, text: str, *, found: bool = True) -> bytes:
        """Add words to event `seq`, `found` by search or not; the salted hash that the event keeps."""
        salt = self._salt()
        n = seq * WORDS_PER_EVENT + sum(1 for row in self.words if row.seq == seq)
        self.words.append(
            self.WORDS(
                case_id=self.case.id,
                n=n,
                seq=seq,
                kind=kind,
                text=text,
                salt=salt,
                tokens=tokens(text) if found else [],
            )
        )
        return hashlib.sha256(salt + text.encode()).digest()

    def say_sealed(self, seq: int, kind: WordsKind, text: str, key: SubjectKey) -> None:
        """Add words that are personal data, sealed under the data subject's key."""
        self.say(seq, kind, "", found=False)
        row = self.words[-1]
        row.sealed = key.seal(text, words_place(row))

    def end_calls(self, kept: Collection[int] | None = ()) -> None:
        """Nobody is called to the case any longer but the units in `kept` (None: all), once this is written."""
        self.calls_ended.append((self.case, self.at, kept))

    def history(self, *acts: Act) -> list[CaseEvent]:
        """The events of these acts up to now, in their order. One statement, none for a case that is new."""
        first = self.events[0].seq if self.events else self.case.version + 1
        rows = CaseEvent.objects.filter(case_id=self.case.id, act__in=acts, seq__lt=first)
        before = list(rows.order_by("seq")) if first > 1 else []
        return [*before, *(event for event in self.events if event.act in acts)]

    def write(self, *, new: bool = False) -> None:
        """Write the case, its events, words, clocks beside it and audit: one statement each, where there are any."""
        place_in_tree(self.case)
        if new:
            insert_rows([self.case])
        else:
            write_row(self.case)
        insert_rows(self.events)
        insert_rows(self.words)
        self.beside.write()
        if self.whistled:
            write_whistles(self.case.id, self.events)
        record_many(self.audits)
        end_calls(self.calls_ended)


def on_case(case_id: UUID, actor: Actor, token: Token, steps: Callable[[Course], object]) -> Case:
    """Run `steps` on the locked case; the case afterwards.

    `NoSuchCase`, `Stale` or `NotOpen` when it cannot be; nothing is written then. When the token's key was
    used before, the case comes back as it is and `steps` is not called.
    """
    with transaction.atomic():
        case, repeated = locked(case_id, token.key)
        if case is None:
            raise NoSuchCase(case_id)
        if repeated or used_meanwhile(case, token.key, token.seen):
            return case
        if actor.viewer is not None and is_barred(actor.viewer, case):
            raise NoSuchCase(case_id)
        if token.seen is not None and token.seen != case.version and changed_since(case, token.seen):
            raise Stale(case, token.seen)
        course = Course(case, actor, token.key)
        steps(course)
        if course.events:
            course.write()
        return case


def place_in_tree(case: Case) -> None:
    """Set the ancestors at levels 2 and 3 from the responsible unit."""
    case.station_id = tree().at_level(case.unit_id, 3)
    case.subcentre_id = tree().at_level(case.unit_id, 2)


def _code(value: Any) -> Any:
    if isinstance(value, datetime | UUID):
        return value.isoformat() if isinstance(value, datetime) else str(value)
    return None if value is CLEARED else value
