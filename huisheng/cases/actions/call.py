"""Calling another unit to a case: it may see it and report on it; the duty stays where it is."""

from datetime import datetime
from uuid import UUID

from huisheng.cases.actions.assign import NotThere
from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.models import Case, CaseParty
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.routing import is_within
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


def call_unit(case_id: UUID, viewer: Viewer, token: Token, unit_id: int) -> Case:
    """Call a unit. `NotThere` when it is closed, responsible already, or the case is about it."""

    def steps(course: Course) -> None:
        case = course.case
        unit = tree().unit(unit_id)
        if unit.closed or unit_id == case.unit_id or is_within(tree(), unit_id, case.accused_unit_id):
            raise NotThere(unit_id)
        course.step(Act.CALL, called_unit_id=unit_id)
        CaseParty.objects.update_or_create(
            case_id=case.id, unit_id=unit_id, defaults={"since": course.at, "until": None}
        )

    return on_case(case_id, staff(viewer), token, steps)


def end_calls(case: Case, at: datetime) -> None:
    """Nobody is called to the case any longer."""
    CaseParty.objects.filter(case_id=case.id, until__isnull=True).update(until=at)
