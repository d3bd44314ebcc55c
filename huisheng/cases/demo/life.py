"""A matter of the demo in its time: the clock works as the worker's jobs would, and nothing happens after today."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from huisheng.cases.actions.course import SYSTEM, Actor, Course
from huisheng.cases.actions.escalate import escalate
from huisheng.cases.demo.beginnings import Beginning
from huisheng.cases.demo.phrases import Wording
from huisheng.cases.demo.stage import Stage, utc
from huisheng.cases.models import Case, CaseParty, CaseRating
from huisheng.cases.models.transitions import Act, State

JOB_EVERY = {Act.ESCALATE: 60, Act.FALL_SILENT: 600}  # seconds between two runs of the jobs


@dataclass
class Life:
    """A course with what lies beside its rows, and the time that passes for it."""

    stage: Stage
    beginning: Beginning
    course: Course
    wording: Wording
    parties: list[CaseParty] = field(default_factory=list)
    rating: CaseRating | None = None

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
        """Do what the jobs would have done by `end`; whether there was anything."""
        case = self.case
        if case.escalate_at is not None and (at := self._job(case.escalate_at, Act.ESCALATE)) <= end:
            self.course.at = at
            self.by(SYSTEM)
            escalate(self.course)
            return True
        if (
            case.state == State.ANSWERED
            and case.due_at
            and (at := self._job(case.due_at, Act.FALL_SILENT)) <= end
        ):
            self.course.at = at
            self.by(SYSTEM).step(Act.FALL_SILENT)
            return True
        return False

    def _job(self, due: datetime, act: Act) -> datetime:
        """The run of the job after something was due, or after the act that made it so."""
        start = max(utc(due), self.course.at)
        return start + timedelta(seconds=self.stage.rng.randrange(1, JOB_EVERY[act]))
