"""Giving a case to the unit that is responsible (domain.md D24, assign)."""

from uuid import UUID

from huisheng.cases.actions.course import SYSTEM, Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.actions.transfer import NotThere, by_unit, check_may_go, first_contact, transfer
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act, Clock, State
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.objections import is_final
from huisheng.cases.queries.routing import Routed
from huisheng.people.viewer import Viewer

__all__ = ["NotThere", "assign", "assign_by_catalogue", "assign_case", "check_may_go"]


def assign_case(
    case_id: UUID, viewer: Viewer, token: Token, unit_id: int, *, keep_called: bool = True
) -> Case:
    """Give a triaged case to a unit, or one that is under way to another unit.

    `keep_called`: whether the units that were called stay called.
    """
    return on_case(
        case_id, staff(viewer), token, lambda course: assign(course, unit_id, keep_called=keep_called)
    )


def assign(course: Course, unit_id: int, *, keep_called: bool = True) -> None:
    """The step itself; a case that a unit already has is re-assigned, its promise to the resident stays.

    Whoever gets it by that may object, though the unit before had been told to keep it; not after the
    district has decided.
    """
    case = course.case
    transfer(
        course,
        Act.ASSIGN if case.state == State.TRIAGED else Act.REASSIGN,
        unit_id,
        keep_called=keep_called,
        by_unit_id=by_unit(course, "assign"),
        no_return=False if case.no_return and not is_final(case) else None,
    )


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
        edition=catalogue().version,
        promised_at=promised,
        first_promised_at=promised,
        **first_contact(course),
    )
