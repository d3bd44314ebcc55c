"""Objecting 不归我们: a unit says that a matter is not its own, on a ground from the list and in words.

The handling clock runs on and the unit goes on working until it is ruled otherwise, so that the resident
loses no time: whoever objects to an unsigned matter signs for it by that (docs/decisions/0017-dispatch.md). What the
list keeps from communities needs no arbiter: it goes at once to whoever may do it.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from huisheng.cases.actions.accept import accept_if_unsigned
from huisheng.cases.actions.course import SYSTEM, Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.actions.transfer import NotThere, check_may_go, transfer
from huisheng.cases.events import ObjectionMade
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Ground, WordsKind
from huisheng.cases.models.projection import ASSIGNING
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.queries.objections import Judges, arbiter_for, assignment_of, grounds_open, whose_by_list
from huisheng.core.events import announce
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


@dataclass(frozen=True)
class Objection:
    """Why a matter is not the unit's, and whose it is where the unit knows."""

    ground: Ground
    words: str
    named_unit_id: int | None = None


def object_to_case(case_id: UUID, viewer: Viewer, token: Token, objection: Objection) -> Case:
    """Object. `NotOpen` when no objection on this ground is open; `NotThere` when the named unit cannot be it."""
    return on_case(case_id, staff(viewer), token, lambda course: make_objection(course, objection))


def make_objection(course: Course, objection: Objection, judges: Judges | None = None) -> None:
    """The steps themselves; `judges` are those who may rule, by unit, where they are known already."""
    case = course.case
    if objection.ground not in grounds_open(case):
        raise NotOpen(Act.OBJECT, State(case.state))
    if objection.named_unit_id == case.unit_id:
        raise NotThere(case.unit_id)
    if objection.ground == Ground.RESERVED:
        _return_by_list(course, objection)
        return
    accept_if_unsigned(course)
    arbiter = arbiter_for(case, objection.named_unit_id, judges)
    _step(
        course,
        objection,
        starts=[(Clock.RULE, arbiter, due(case, Clock.RULE, course.at))],
        arbiter_id=arbiter,
    )
    announce(ObjectionMade(case_id=str(case.id), unit_id=case.unit_id, arbiter_id=arbiter))


def _step(course: Course, objection: Objection, **more: Any) -> None:
    course.step(
        Act.OBJECT,
        words=(WordsKind.OBJECTION, objection.words),
        ground=objection.ground,
        named_unit_id=objection.named_unit_id,
        **more,
    )


def _return_by_list(course: Course, objection: Objection) -> None:
    """The list rules at once, and for good: the next level that may do it has it."""
    case = course.case
    charged = assignment_of(course.history(*ASSIGNING, Act.TRIAGE))
    from_unit, to_unit = case.unit_id, _who_may(case)
    _step(course, objection)
    transfer(
        course,
        Act.UPHOLD,
        to_unit,
        actor=SYSTEM,
        from_unit_id=from_unit,
        ground=Ground.RESERVED,
        no_return=True,
        **(charged.codes() if charged else {}),
    )


def _who_may(case: Case) -> int:
    """Whose it is by the list; the next one above it that may learn of the case."""
    first = whose_by_list(case)
    for unit in tree().ancestors(first) if first is not None else ():
        try:
            check_may_go(case, unit)
        except NotThere:
            continue
        return unit
    raise NotThere(case.unit_id)
