"""The last answer reached the resident: indicators.md counts nothing as closed before that."""

from datetime import datetime
from uuid import UUID, uuid5

from huisheng.cases.actions.course import SYSTEM, Course, Token, on_case
from huisheng.cases.actions.timing import due
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import ANSWERS, Act, Clock, State

REPORTS = UUID("0b0f6d4e-6a5c-4c37-9d5e-2f1f0c0a7d11")
"""Namespace of the keys under which each answer's delivery counts once."""


def note_delivery(case_id: UUID, mark: str, channel: str, at: datetime) -> Case:
    """Note that the answer given by event `mark` arrived by `channel` at `at`.

    Nothing happens when there is a newer answer, when the resident has spoken, or when it is known already.
    """

    def steps(course: Course) -> None:
        case = course.case
        if case.state == State.ANSWERED and case.reply_delivered_at is None and mark == last_answer(case):
            deliver(course, channel, at)

    return on_case(case_id, SYSTEM, Token(uuid5(REPORTS, f"{case_id} {mark}")), steps)


def deliver(course: Course, channel: str, at: datetime) -> None:
    """The step itself: the resident's time to confirm begins when the answer is there."""
    end = max(due(course.case, Clock.CONFIRM, at), course.case.due_at or at)
    course.step(Act.DELIVER, due_at=end, channel=channel, reply_delivered_at=at)


def last_answer(case: Case) -> str:
    """The number of the event that answered last, as messages mark it; empty when none did."""
    events = CaseEvent.objects.filter(case_id=case.id, act__in=ANSWERS).order_by("-seq")
    return str(events.values_list("seq", flat=True).first() or "")
