"""Side clocks and first contacts that ran out: who is late is named, and the unit above watches.

A request that nobody answered, for more time or for the ledger, goes one level up with a fresh clock (issue 4,
absent approver).
"""

from typing import Any

from huisheng.cases.actions.beside import Starts, Stops
from huisheng.cases.actions.course import CLEARED, Course
from huisheng.cases.actions.escalate import AGAIN_AFTER, next_above
from huisheng.cases.actions.sweeps import sweep, sweep_beside
from huisheng.cases.actions.timing import due
from huisheng.cases.models import Case, SideClock
from huisheng.cases.models.transitions import OPEN, Act, Clock


def call_late_beside() -> int:
    """Escalate the clocks beside cases that have run out; of how many cases there were any."""
    return sweep_beside(late)


def call_late_contacts() -> int:
    """Say of every case whose resident heard nothing in time who is late with that, once; how many."""
    return sweep("contact_escalate_at", late_contact)


def late_contact(course: Course) -> None:
    """The step itself."""
    case = course.case
    course.step(
        Act.LATE,
        late=[[Clock.CONTACT.value, case.unit_id]],
        contact_escalate_at=CLEARED,
        **_watched(case, next_above(case, case.unit_id)),
    )


def late(course: Course) -> None:
    """The step itself: one event for all that ran out by now, none when another worker was quicker."""
    found = [one for one in course.beside.running if one.escalate_at and one.escalate_at <= course.at]
    requests = [one for one in found if one.clock == Clock.APPROVE]
    others = [one for one in found if one.clock != Clock.APPROVE]
    for one in requests:
        _pass_up(course, one)
    if others:
        _escalate(course, others)


def _escalate(course: Course, clocks: list[SideClock]) -> None:
    case = course.case
    above = {one.n: next_above(case, one.supervisor_id or one.unit_id) for one in clocks}
    event = course.step(
        Act.LATE,
        late=[[one.clock, one.unit_id] for one in clocks],
        **_watched(case, next((unit for unit in above.values() if unit), None)),
    )
    course.beside.move(
        event,
        {
            one.n: {
                "supervisor_id": above[one.n] or one.supervisor_id,
                "escalate_at": course.at + AGAIN_AFTER if above[one.n] else None,
                "warn_at": None,
            }
            for one in clocks
        },
    )


def _pass_up(course: Course, one: SideClock) -> None:
    """The request goes to the level above; at the top it stays and is late."""
    case, above = course.case, next_above(course.case, one.unit_id)
    said: dict[str, Any] = {"late": [[Clock.APPROVE.value, one.unit_id]]}
    if above is None:
        course.beside.move(course.step(Act.LATE, **said), {one.n: {"escalate_at": None, "warn_at": None}})
        return
    starts: Starts = [(Clock.APPROVE, above, due(case, Clock.APPROVE, course.at))]
    stops: Stops = lambda other: other.n == one.n  # noqa: E731  # said once, where it is used
    # What is asked for the ledger has no approver of its own: whoever reviews above decides it.
    asked: dict[str, Any] = {"approver_id": above} if case.approver_id is not None else {}
    course.step(Act.LATE, starts=starts, stops=stops, **asked, **said)


def _watched(case: Case, above: int | None) -> dict[str, Any]:
    """The unit above watches, where the case is open and nobody does."""
    return {"supervisor_id": above} if above and case.state in OPEN and case.supervisor_id is None else {}
