"""Giving a case to the unit that is responsible (domain.md D24, assign)."""

from uuid import UUID

from huisheng.cases.actions.course import CLEARED, SYSTEM, Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.events import CaseAssigned
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act, Clock, State
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.routing import Routed, is_within
from huisheng.core.events import announce
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


class NotThere(Exception):
    """A case cannot go to this unit: it is closed, or the case is about it or a unit above it."""


def assign_case(case_id: UUID, viewer: Viewer, token: Token, unit_id: int) -> Case:
    """Give a triaged case to a unit, or one that is under way to another unit."""
    return on_case(case_id, staff(viewer), token, lambda course: assign(course, unit_id))


def assign(course: Course, unit_id: int) -> None:
    """The step itself; a case that a unit already has is re-assigned, its promise to the resident stays."""
    case = course.case
    unit = tree().unit(unit_id)
    if unit.closed or is_within(tree(), unit_id, case.accused_unit_id):
        raise NotThere(unit_id)
    act = Act.ASSIGN if case.state == State.TRIAGED else Act.REASSIGN
    promised = case.promised_at or due(case, Clock.HANDLE, course.at)
    course.step(
        act,
        unit_id=unit_id,
        due_at=due(case, Clock.SIGN, course.at),
        handler_id=CLEARED if case.handler_id else None,
        question_open=False if case.question_open else None,
        promised_at=promised,
        first_promised_at=case.first_promised_at or promised,
    )
    announce(CaseAssigned(case_id=str(case.id), unit_id=unit_id))


def assign_by_catalogue(course: Course, routed: Routed) -> None:
    """Triage and assignment of a new case by the catalogue: category and place left nothing to decide."""
    case = course.case
    course.step(
        Act.TRIAGE,
        due_at=due(case, Clock.ASSIGN, course.at),
        actor=SYSTEM,
        catalogue=catalogue().version,
    )
    promised = due(case, Clock.HANDLE, course.at)
    course.step(
        Act.ASSIGN,
        unit_id=routed.unit_id,
        due_at=due(case, Clock.SIGN, course.at),
        actor=SYSTEM,
        promised_at=promised,
        first_promised_at=promised,
    )
