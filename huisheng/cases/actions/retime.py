"""Deadlines computed anew when the holidays of a year are announced: what was left of working time is left.

A unit's clock moves either way. What the resident was promised only ever becomes earlier, and is told; the first
promise, by which on time is judged, stays (indicators.md).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from huisheng.cases.actions.course import Course
from huisheng.cases.actions.sweeps import BATCH, take
from huisheng.cases.actions.timing import BEFORE_HANDLING, is_elapsed
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.transitions import Act, Clock
from huisheng.core import calendar
from huisheng.core.calendar import WorkingCalendar, working_calendar

Moved = Callable[[datetime], datetime]


def retime_cases(year: int, change: UUID, before: Sequence[str]) -> int:
    """Compute every running deadline in working time that lies in the year or later; how many cases changed.

    Called twice with one `change`, a case is changed once. Waits for whoever holds a case at that moment.
    """
    calendar.forget()
    old = _calendar_of(before)
    step = lambda course: retime(course, old)  # noqa: E731  # the step, with the calendar as it was
    return sum(take(ids, step, wait=True, key=change) for ids in _affected(year, change))


def retime(course: Course, old: WorkingCalendar) -> None:
    """The step itself; none where nothing moves."""
    case, now, new = course.case, course.at, working_calendar()

    def moved(moment: datetime) -> datetime:
        return new.add(now, old.between(now, moment)) if moment > now else moment

    codes: dict[str, Any] = {name: at for name, at in _changes(case, moved) if at != getattr(case, name)}
    moves = _moves(course, moved)
    if codes or moves:
        course.beside.move(course.step(Act.RETIME, year_known=True, **codes), moves)


def _changes(case: Case, moved: Moved) -> Iterator[tuple[str, datetime]]:
    promised = case.promised_at
    if promised is not None and not is_elapsed(case, Clock.HANDLE):
        promised = min(promised, moved(promised))
        yield "promised_at", promised
    if case.clock and case.due_at is not None and not is_elapsed(case, Clock(case.clock)):
        due_at = _due(case, moved)
        if promised is not None and case.clock in BEFORE_HANDLING:
            due_at = min(due_at, promised)
        yield "due_at", due_at
        if case.escalate_at == case.due_at:
            yield "escalate_at", due_at
        if case.warn_at is not None:
            yield "warn_at", moved(case.warn_at)
    if case.contact_escalate_at is not None and not is_elapsed(case, Clock.CONTACT):
        yield "contact_due_at", moved(case.contact_escalate_at)
        yield "contact_escalate_at", moved(case.contact_escalate_at)


def _due(case: Case, moved: Moved) -> datetime:
    """The end of the running clock; of one that is paused, what it will be if the pause lasts until its end."""
    assert case.due_at is not None  # noqa: S101  # an open case has a deadline (cases_case_open_has_deadline)
    if case.paused_until is not None and case.paused_seconds is not None:
        return working_calendar().add(case.paused_until, timedelta(seconds=case.paused_seconds))
    return moved(case.due_at)


def _moves(course: Course, moved: Moved) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for one in course.beside.running:
        due_at = moved(one.due_at)
        if due_at != one.due_at and not is_elapsed(course.case, Clock(one.clock)):
            found[one.n] = {"due_at": due_at}
            if one.escalate_at == one.due_at:
                found[one.n]["escalate_at"] = due_at
            if one.warn_at is not None:
                found[one.n]["warn_at"] = moved(one.warn_at)
    return found


def _affected(year: int, change: UUID) -> Iterator[list[UUID]]:
    start = datetime.combine(date(year, 1, 1), time.min, ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
    beside = SideClock.objects.filter(case_id=OuterRef("id"), ended_at__isnull=True, due_at__gte=start)
    done = CaseEvent.objects.filter(case_id=OuterRef("id"), client_key=change)
    cases = Case.objects.filter(
        Q(due_at__gte=start) | Q(promised_at__gte=start, closed_at__isnull=True) | Exists(beside),
        ~Exists(done),
    ).order_by("id")
    last: UUID | None = None
    while True:
        beyond = cases if last is None else cases.filter(id__gt=last)
        ids = list(beyond.values_list("id", flat=True)[:BATCH])
        if ids:
            yield ids
        if len(ids) < BATCH:
            return
        last = ids[-1]


def _calendar_of(before: Sequence[str]) -> WorkingCalendar:
    days = dict(line.split(" ") for line in before)
    known = {date.fromisoformat(day): works == "1" for day, works in days.items()}
    return WorkingCalendar(known, frozenset(day.year for day in known))
