"""A case goes from one unit to another and takes everything along.

Words, pictures, history, the open question and the promise to the resident stay with the case. Whoever was
called stays called, or is let go: that is chosen in the act. What does not go along is the name of the person
who had it, and a supervisor who does not stand above the new unit.
"""

from typing import Any

from huisheng.cases.actions.course import CLEARED, Actor, Course
from huisheng.cases.actions.timing import due
from huisheng.cases.events import CaseAssigned
from huisheng.cases.models import Case
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.objections import relieved_units, whose_by_list
from huisheng.cases.queries.routing import is_within
from huisheng.cases.standing import acting_unit
from huisheng.core.events import announce
from huisheng.network.tree import tree

DISTRICT_LEVEL = 1


class NotThere(Exception):
    """A case cannot go to this unit: it is closed, has it already, or may be whom the case is about."""


class NotBelow(NotThere):
    """The list keeps this work from communities. `instead_id` is the unit whose it is."""

    def __init__(self, unit_id: int, category_id: int, instead_id: int | None) -> None:
        super().__init__(unit_id)
        self.unit_id, self.category_id, self.instead_id = unit_id, category_id, instead_id


class Relieved(NotThere):
    """A ruling said that the case is not this unit's."""


def transfer(
    course: Course,
    act: Act,
    unit_id: int,
    *,
    words: tuple[WordsKind, str] | None = None,
    keep_called: bool = True,
    actor: Actor | None = None,
    **codes: Any,
) -> None:
    """Give the case to a unit by an act that does so; `NotThere` when it cannot have it."""
    case = course.case
    check_may_go(case, unit_id)
    if unit_id == case.unit_id and act != Act.ASSIGN:
        raise NotThere(unit_id)
    if case.bounces and unit_id in relieved_units(course.history(Act.UPHOLD, Act.HAND_BACK)):
        raise Relieved(unit_id)
    promised = case.promised_at or due(case, Clock.HANDLE, course.at)
    course.step(
        act,
        unit_id=unit_id,
        due_at=due(case, Clock.SIGN, course.at),
        words=words,
        actor=actor,
        handler_id=CLEARED if case.handler_id else None,
        promised_at=promised,
        first_promised_at=case.first_promised_at or promised,
        supervisor_id=CLEARED if case.supervisor_id and not _watches(case, unit_id) else None,
        edition=catalogue().version,
        keeps_called=False if not keep_called else None,
        **first_contact(course),
        **codes,
    )
    if act != Act.ASSIGN:
        course.end_calls(None if keep_called else ())
    announce(CaseAssigned(case_id=str(case.id), unit_id=unit_id))


def first_contact(course: Course) -> dict[str, Any]:
    """The clock of the first contact: from the first assignment on, once a case, whoever has it later."""
    case = course.case
    if case.contact_due_at is not None:
        return {}
    ends = due(case, Clock.CONTACT, course.at)
    return {"contact_due_at": ends, "contact_escalate_at": ends}


def by_unit(course: Course, function: str) -> int | None:
    """For which of their units whoever acts does so: the lowest that reaches the case."""
    viewer = course.actor.viewer
    return acting_unit(viewer, function, course.case) if viewer is not None else None


def check_may_go(case: Case, unit_id: int) -> None:
    """`NotThere` unless this unit may be responsible: it may learn of the case, and the list allows it."""
    check_may_learn(case, unit_id)
    if case.category_id is not None and catalogue().is_reserved(case.category_id, tree().unit(unit_id).level):
        raise NotBelow(unit_id, case.category_id, whose_by_list(case))


def check_may_learn(case: Case, unit_id: int) -> None:
    """`NotThere` unless this unit is open and the case is not about it.

    While it is not known whom a case is about, it stays with the district: streets and stations may be meant.
    """
    unit = tree().unit(unit_id)
    unclear = case.about_a_unit and case.accused_unit_id is None and unit.level > DISTRICT_LEVEL
    if unit.closed or unclear or is_within(tree(), unit_id, case.accused_unit_id):
        raise NotThere(unit_id)


def _watches(case: Case, unit_id: int) -> bool:
    """Whether the supervisor stands above the unit that the case goes to."""
    return case.supervisor_id in tree().ancestors(unit_id)[1:]
