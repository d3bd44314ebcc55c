"""The clocks beside a case's own, while acts start and stop them.

An act says `starts=[(Clock.RULE, unit_id, due_at)]` and `stops=of(Clock.RULE)`. What is closed owes nothing
more: an act that closes the case stops whatever still runs, but for what comes after closing
(`AFTER_CLOSING`), and a request for more time lapses when the case moves on. Which clocks an act started,
stopped and changed stands in its event.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from huisheng.cases.actions.timing import warning
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.ends import Pending
from huisheng.cases.models.projection import TAKES_BACK, ends_whistle, moves_on
from huisheng.cases.models.side_clock import (
    ENDED,
    MOVED,
    apply_move,
    end,
    move_code,
    start_code,
    started_by,
)
from huisheng.cases.models.transitions import AFTER_CLOSING, CLOSED, OF_WHISTLES, WITH_UNIT, Clock
from huisheng.core.prepared import insert_rows, update_rows

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
        self._moved: dict[int, SideClock] = {}

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
        stopped = [
            one
            for one in self._may_stop(event, stops)
            if _stops(one, event, stops) or self._is_moot(one, event)
        ]
        if stopped:
            event.codes["stops"] = [one.n for one in stopped]
            self._stop(stopped, event.at)
        started = [
            SideClock(
                n=event.seq * CLOCKS_PER_EVENT + at,
                clock=clock,
                unit_id=unit_id,
                due_at=due_at,
                warn_at=warning(self._case, clock, event.at, due_at),
            )
            for at, (clock, unit_id, due_at) in enumerate(starts)
        ]
        if started:
            event.codes["starts"] = [start_code(one) for one in started]
            self._start(list(started_by(event)))

    def move(self, event: CaseEvent, changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Change clocks that run on, by their `n` (`side_clock.MOVED`), and say so in the event."""
        codes = [move_code(one, **changes[one.n]) for one in self.running if one.n in changes]
        if not codes:
            return
        event.codes["moves"] = codes
        held = {one.n: one for one in self.running}
        for code in codes:
            apply_move(held[code["n"]], code)
            self._moved[code["n"]] = held[code["n"]]

    @property
    def moved(self) -> list[SideClock]:
        """Those that acts of this course changed and that were there before."""
        new = {one.n for one in self._started}
        return [one for n, one in self._moved.items() if n not in new]

    @property
    def stopped(self) -> list[SideClock]:
        """Those that acts of this course stopped and that were there before."""
        return [one for one in self._stopped if one not in self._started]

    def write(self) -> None:
        """Write what started, stopped and changed: one statement each, none where nothing did."""
        insert_rows(self._started)
        for one in self.moved:
            rows = SideClock.objects.filter(case_id=self._case.id, n=one.n)
            rows.update(**{name: getattr(one, name) for name in MOVED})
        if stopped := self.stopped:
            rows = SideClock.objects.filter(case_id=self._case.id, n__in=[one.n for one in stopped])
            rows.update(ended_at=stopped[-1].ended_at, escalate_at=None, warn_at=None)

    def _may_stop(self, event: CaseEvent, stops: Stops | None) -> list[SideClock]:
        case = self._case
        asked = case.approver_id is not None or case.pending == Pending.ASKED
        ends = event.target in CLOSED or event.act in TAKES_BACK or (asked and moves_on(event))
        owed = case.arbiter_id is not None or case.whistle is not None
        return self.running if stops is not None or ends or owed else []

    def _is_moot(self, one: SideClock, event: CaseEvent) -> bool:
        """A ruling is not owed any longer when the unit answered or the case went on; what a whistle asks
        for, when that ends."""
        went_on = event.unit_id != self._case.unit_id or event.target not in WITH_UNIT
        if one.clock in OF_WHISTLES:
            return ends_whistle(event)
        return one.clock == Clock.RULE and went_on

    def _stop(self, stopped: list[SideClock], at: datetime) -> None:
        for one in stopped:
            end(one, at)
            self.running.remove(one)
        self._stopped += stopped

    def _start(self, started: list[SideClock]) -> None:
        self.running.extend(started)
        self._started += started


def write_beside(several: Iterable[Beside]) -> None:
    """Write what started, stopped and changed beside several cases: one statement each."""
    held = list(several)
    insert_rows([one for beside in held for one in beside.started])
    stopped = [one for beside in held for one in beside.stopped]
    update_rows(SideClock, stopped, ENDED, ("case_id", "n"))
    update_rows(SideClock, [one for beside in held for one in beside.moved], MOVED, ("case_id", "n"))


def _stops(one: SideClock, event: CaseEvent, stops: Stops | None) -> bool:
    closing = event.target in CLOSED and one.clock not in AFTER_CLOSING
    lapses = one.clock == Clock.APPROVE and moves_on(event)
    lapses |= one.clock == Clock.REVIEW and event.act in TAKES_BACK
    return closing or lapses or (stops is not None and stops(one))
