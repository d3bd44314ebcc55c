"""The head of several leaves (withdrawn, or found to be about a unit): the earliest follower takes its place."""

from copy import copy
from datetime import datetime
from typing import Any

from django.db.models import Q

from huisheng.cases.actions.course import CLEARED, SYSTEM, Course
from huisheng.cases.actions.join import promise_as
from huisheng.cases.actions.merge import follow
from huisheng.cases.actions.several import OneOfSeveral, locked, write_several
from huisheng.cases.models import Case, CaseParty
from huisheng.cases.models.ends import Pending
from huisheng.cases.models.transitions import FOLLOWING, Act, Clock, State

PLACE_OF_A_HEAD = (
    "handler_id",
    "supervisor_id",
    "category_id",
    "need_class",
    "urgency",
    "catalogue",
    "desk_reason",
    "escalate_at",
    "warn_at",
    "pause_reason",
    "paused_seconds",
    "paused_until",
    "extensions",
    "extended_minutes",
    "extension_until",
    "contact_escalate_at",
)

PENDING = ("pending", "pending_reason")


def succeed(course: Course, stood: Case) -> None:
    """Who followed goes on waiting for the same work: the first is worked on as the head `stood`, the others
    follow it. What was promised to them stays, of two ends the earlier binds, and a first deadline never moves. One
    statement where nobody follows, none for a case that is not in the database yet."""
    if not course.IS_KEPT:
        return
    followers = list(locked(Q(head_id=stood.id, state__in=FOLLOWING)).values())
    if not followers:
        return
    courses = [OneOfSeveral(case, SYSTEM, course.key, course.at) for case in followers]
    first = courses[0]
    _take_place(first, stood)
    for other in courses[1:]:
        follow(other, first.case)
    write_several(courses)
    _call_again(stood, first)


def as_it_stood(case: Case) -> Case:
    """The case before an act, kept aside."""
    return copy(case)


def _take_place(course: OneOfSeveral, stood: Case) -> None:
    names = (*PLACE_OF_A_HEAD, *(PENDING if stood.pending == Pending.ON else ()))
    values: dict[str, Any] = {name: getattr(stood, name) for name in names}
    kept: dict[str, Any] = {name: CLEARED if value is None else value for name, value in values.items()}
    course.step(
        Act.SUCCEED,
        to=State(stood.state),
        clock=Clock(stood.clock),
        unit_id=stood.unit_id,
        due_at=stood.due_at,
        head_id=CLEARED,
        from_case=stood.id,
        **kept,
        contact_due_at=_earlier(course.case.contact_due_at, stood.contact_due_at),
        promised_at=_earlier(course.case.promised_at, stood.promised_at),
    )
    promise_as(course, stood)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


def _call_again(stood: Case, first: OneOfSeveral) -> None:
    """Whoever was called to the head is called to the one that takes its place."""
    called = CaseParty.objects.filter(case_id=stood.id, until__isnull=True).values_list("unit_id", flat=True)
    CaseParty.objects.bulk_create(
        [CaseParty(case_id=first.case.id, unit_id=unit_id, since=first.at) for unit_id in called],
        update_conflicts=True,
        unique_fields=["case_id", "unit_id"],
        update_fields=["since", "until"],
    )
