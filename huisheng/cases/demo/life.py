"""A matter of the demo in its time: the clock works as the worker's jobs would, and nothing happens after today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter

from huisheng.cases.actions.course import SYSTEM, Actor, Course
from huisheng.cases.actions.escalate import escalate, warn
from huisheng.cases.actions.late import late, late_contact
from huisheng.cases.actions.pause import resume
from huisheng.cases.actions.recheck import ask_again
from huisheng.cases.actions.timing import when_to_recheck
from huisheng.cases.demo.beginnings import Beginning
from huisheng.cases.demo.phrases import Wording
from huisheng.cases.demo.stage import Stage, utc
from huisheng.cases.models import (
    Case,
    CaseParty,
    CaseRating,
    MediationAgreement,
    MediationParty,
    MediationSession,
)
from huisheng.cases.models.transitions import SOLVED_OR_SILENT, Act, State

A_MINUTE = 60
Step = Callable[[Course], object]


@dataclass
class Mediated:
    """The rows of a mediation, as its acts leave them."""

    parties: list[MediationParty]
    sessions: list[MediationSession] = field(default_factory=list)
    agreements: list[MediationAgreement] = field(default_factory=list)

    @property
    def is_agreed(self) -> bool:
        """Whether all sides agreed to what was written down last."""
        last = self.agreements[-1].seq if self.agreements else None
        return last is not None and all(party.agreed_seq == last for party in self.parties)


@dataclass
class Life:
    """A course with what lies beside its rows, and the time that passes for it."""

    stage: Stage
    beginning: Beginning
    course: Course
    wording: Wording
    parties: list[CaseParty] = field(default_factory=list)
    rating: CaseRating | None = None
    mediated: Mediated | None = None

    @property
    def case(self) -> Case:
        """The case as it stands at this point of the story."""
        return self.course.case

    def by(self, actor: Actor) -> Course:
        """The course, with who acts next."""
        self.course.actor = actor
        return self.course

    def until(self, when: datetime) -> bool:
        """Let time pass up to `when`; False when that is still to come: the story ends here, today."""
        when = max(utc(when), self.course.at)
        end = min(when, self.stage.now)
        while self._overdue(end):
            pass
        if when > self.stage.now:
            return False
        self.course.at = when
        return True

    def at_work(self, median: float, *, after: timedelta = timedelta()) -> datetime:
        """When somebody at a desk gets to it. Planned matters are taken up at any hour, so that a demo begun
        on a Sunday night has a day's work to show."""
        start = self.course.at + after
        if self.beginning.brisk:
            return start + timedelta(minutes=self.stage.minutes(median / 3))
        return self.stage.at_work(start, median)

    def _overdue(self, end: datetime) -> bool:
        """Do the first thing that the jobs would have done by `end`; whether there was anything."""
        coming = [(self._job(at, seconds), step) for at, seconds, step in self._planned() if at is not None]
        at, step = min(coming, key=itemgetter(0), default=(None, None))
        if at is None or step is None or at > end:
            return False
        self.course.at = at
        step(self.by(SYSTEM))
        return True

    def _planned(self) -> Iterator[tuple[datetime | None, int, Step]]:
        """What the clock has in store for the case: when, how often its job runs (seconds), and the step."""
        case = self.case
        yield case.paused_until, A_MINUTE, resume
        yield case.warn_at, A_MINUTE, warn
        yield case.escalate_at, A_MINUTE, escalate
        yield case.contact_escalate_at, A_MINUTE, late_contact
        for one in self.course.beside.running:
            yield one.escalate_at, A_MINUTE, late
        if case.state == State.ANSWERED:
            yield case.due_at, 10 * A_MINUTE, _fall_silent
        if case.recheck == "" and case.state in SOLVED_OR_SILENT:
            yield case.recheck_at, 60 * A_MINUTE, ask_again

    def _job(self, due: datetime, seconds: int) -> datetime:
        """The run of the job after something was due, or after the act that made it so."""
        start = max(utc(due), self.course.at)
        return start + timedelta(seconds=self.stage.rng.randrange(1, seconds))


def _fall_silent(course: Course) -> None:
    course.step(Act.FALL_SILENT, **when_to_recheck(course.case))
