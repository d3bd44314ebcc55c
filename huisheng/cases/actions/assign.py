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

DISTRICT_LEVEL = 1


class NotThere(Exception):
    """A case cannot go to this unit: it is closed, has it already, or may be whom the case is about."""


def assign_case(case_id: UUID, viewer: Viewer, token: Token, unit_id: int) -> Case:
    """Give a triaged case to a unit, or one that is under way to another unit."""
    return on_case(case_id, staff(viewer), token, lambda course: assign(course, unit_id))


def assign(course: Course, unit_id: int) -> None:
    """The step itself; a case that a unit already has is re-assigned, its promise to the resident stays."""
    case = course.case
    act = Act.ASSIGN if case.state == State.TRIAGED else Act.REASSIGN
    check_may_go(case, unit_id)
    if act == Act.REASSIGN:
        if unit_id == case.unit_id:
            raise NotThere(unit_id)
        course.ends_calls = True
    promised = case.promised_at or due(case, Clock.HANDLE, course.at)
    course.step(
        act,
        unit_id=unit_id,
        due_at=due(case, Clock.SIGN, course.at),
        handler_id=CLEARED if case.handler_id else None,
        question_open=False if case.question_open else None,
        promised_at=promised,
        first_promised_at=case.first_promised_at or promised,
        supervisor_id=CLEARED if case.supervisor_id and not _watches(case, unit_id) else None,
    )
    announce(CaseAssigned(case_id=str(case.id), unit_id=unit_id))


def check_may_go(case: Case, unit_id: int) -> None:
    """`NotThere` unless this unit may learn of the case and work on it.

    While it is not known whom a case is about, it stays with the district: streets and stations may be meant.
    """
    unit = tree().unit(unit_id)
    unclear = case.about_a_unit and case.accused_unit_id is None and unit.level > DISTRICT_LEVEL
    if unit.closed or unclear or is_within(tree(), unit_id, case.accused_unit_id):
        raise NotThere(unit_id)


def _watches(case: Case, unit_id: int) -> bool:
    """Whether the supervisor stands above the unit that the case goes to."""
    return case.supervisor_id in tree().ancestors(unit_id)[1:]


def assign_by_catalogue(course: Course, routed: Routed) -> None:
    """Triage and assignment of a new case by the catalogue: category and place left nothing to decide."""
    case = course.case
    course.step(
        Act.TRIAGE,
        due_at=due(case, Clock.ASSIGN, course.at),
        actor=SYSTEM,
        catalogue=case.catalogue or catalogue().version,
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
