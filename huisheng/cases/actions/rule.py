"""Ruling on an objection: it is upheld and goes to whom the arbiter names, or dismissed and stays for good.

A wrong assignment is charged to who made it, by codes in the ruling's event (`queries/misroute.py` counts).
"""

from typing import Any
from uuid import UUID

from huisheng.cases.actions.beside import of
from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.actions.transfer import by_unit, transfer
from huisheng.cases.events import ObjectionRuled
from huisheng.cases.models import Case
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.projection import ASSIGNING
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.objections import assignment_of, is_final, open_objection
from huisheng.core.events import announce
from huisheng.people.viewer import Viewer

BEARING = (*ASSIGNING, Act.TRIAGE, Act.OBJECT, Act.DISMISS)


def uphold(
    case_id: UUID, viewer: Viewer, token: Token, unit_id: int, words: str, *, keep_called: bool = True
) -> Case:
    """The unit is right: the case goes to `unit_id`. `NotThere` when that unit cannot have it."""
    return on_case(
        case_id, staff(viewer), token, lambda course: rule(course, unit_id, words, keep_called=keep_called)
    )


def dismiss(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """The case is the unit's and stays with it; nobody objects again."""
    return on_case(case_id, staff(viewer), token, lambda course: rule(course, None, words))


def rule(course: Course, unit_id: int | None, words: str, *, keep_called: bool = True) -> None:
    """The step itself: to a unit, or to none, which dismisses the objection."""
    case = course.case
    if case.arbiter_id is None:
        raise Refused(Act.UPHOLD)
    events = course.history(*BEARING)
    objection, charged = open_objection(events), assignment_of(events)
    objecting = case.unit_id
    said: dict[str, Any] = {
        "objection": objection.seq if objection else None,
        "ground": objection.codes.get("ground") if objection else None,
        "by_unit_id": by_unit(course, "rule") or case.arbiter_id,
    }
    if unit_id is None:
        course.step(
            Act.DISMISS,
            words=(WordsKind.RULING, words),
            stops=of(Clock.RULE),
            arbiter_id=CLEARED,
            no_return=True,
            **said,
        )
    else:
        transfer(
            course,
            Act.UPHOLD,
            unit_id,
            words=(WordsKind.RULING, words),
            keep_called=keep_called,
            from_unit_id=objecting,
            no_return=True if is_final(case) else None,
            **said,
            **(charged.codes() if charged else {}),
        )
    announce(ObjectionRuled(case_id=str(case.id), unit_id=objecting, upheld=unit_id is not None))
