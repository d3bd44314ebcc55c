"""The clocks beside a case's own, while acts start and stop them.

An act says `starts=[(Clock.RULE, unit_id, due_at)]` and `stops=of(Clock.RULE)`. What is closed owes nothing
more: an act that closes the case stops whatever still runs, but for what comes after closing
(`AFTER_CLOSING`). Which clocks an act started and stopped stands in its event.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property

from django.db.models import Q

from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.side_clock import start_code, started_by
from huisheng.cases.models.transitions import AFTER_CLOSING, CLOSED, Clock
from huisheng.core.prepared import insert_rows

Starts = Iterable[tuple[Clock, int, datetime]]
Stops = Callable[[SideClock], bool]
CLOCKS_PER_EVENT = 20


def of(*clocks: Clock, unit_id: int | None = None) -> Stops:
    """The running clocks of these kinds, of one unit where it is named."""
    return lambda one: one.clock in clocks and unit_id in (None, one.unit_id)


class Beside:
    """The clocks beside one case. They are read when something runs and an act may stop it, at most once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._started: list[SideClock] = []
        self._stopped: list[SideClock] = []

    @cached_property
    def running(self) -> list[SideClock]:
        """Those that run, in the order in which they started. No statement where the case has none."""
        if not self._case.side_clocks_running:
            return []
        rows = SideClock.objects.filter(case_id=self._case.id, ended_at__isnull=True)
        return list(rows.order_by("n"))

    @property
    def started(self) -> list[SideClock]:
        """Those that acts of this course started, as they stand now."""
        return self._started

    def turn(self, event: CaseEvent, starts: Starts, stops: Stops | None) -> None:
        """Start and stop what an act starts and stops, and say so in its event."""
        stopped = [one for one in self._may_stop(event, stops) if _stops(one, event, stops)]
        if stopped:
            event.codes["stops"] = [one.n for one in stopped]
            self._stop(stopped, event.at)
        started = [
            SideClock(n=event.seq * CLOCKS_PER_EVENT + at, clock=clock, unit_id=unit_id, due_at=due_at)
            for at, (clock, unit_id, due_at) in enumerate(starts)
        ]
        if started:
            event.codes["starts"] = [start_code(one) for one in started]
            self._start(list(started_by(event)))

    def write(self) -> None:
        """Write what started and what stopped: one statement each, none where nothing did."""
        insert_rows(self._started)
        stopped = self.stopped
        if stopped:
            rows = SideClock.objects.filter(case_id=self._case.id, n__in=[one.n for one in stopped])
            rows.update(ended_at=stopped[-1].ended_at, escalate_at=None)

    @property
    def stopped(self) -> list[SideClock]:
        """Those that were there before and were stopped."""
        return [one for one in self._stopped if one not in self._started]

    def _may_stop(self, event: CaseEvent, stops: Stops | None) -> list[SideClock]:
        return self.running if stops is not None or event.target in CLOSED else []

    def _stop(self, stopped: list[SideClock], at: datetime) -> None:
        for one in stopped:
            one.ended_at, one.escalate_at = at, None
            self.running.remove(one)
        self._stopped += stopped

    def _start(self, started: list[SideClock]) -> None:
        self.running.extend(started)
        self._started += started


def write_beside(several: Iterable[Beside]) -> None:
    """Write what started and what stopped beside several cases at one moment: one statement each."""
    held = list(several)
    insert_rows([one for beside in held for one in beside.started])
    stopped = [one for beside in held for one in beside.stopped]
    which = Q(pk__in=[])
    for one in stopped:
        which |= Q(case_id=one.case_id, n=one.n)
    if stopped:
        SideClock.objects.filter(which).update(ended_at=stopped[-1].ended_at, escalate_at=None)


def _stops(one: SideClock, event: CaseEvent, stops: Stops | None) -> bool:
    closing = event.target in CLOSED and one.clock not in AFTER_CLOSING
    return closing or (stops is not None and stops(one))
