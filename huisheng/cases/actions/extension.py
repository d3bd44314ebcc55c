"""More time: asked with a reason that the resident is told, approved one level up, capped by the policy."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from huisheng.cases.actions.beside import of
from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.actions.tell import tell
from huisheng.cases.actions.timing import add, due
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import Urgency, WordsKind
from huisheng.cases.models.transitions import Act, Clock, State
from huisheng.cases.permissions import require
from huisheng.cases.queries.catalogue import edition
from huisheng.cases.queries.deciders import decider_for
from huisheng.people.viewer import Viewer


class NoMoreTime(Exception):
    """No extension can be asked for or granted; `why` is one of the codes that the pages say in words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def ask_extension(case_id: UUID, viewer: Viewer, token: Token, minutes: int, words: str) -> Case:
    """Ask for `minutes` more, on the basis of the handling clock. `NoMoreTime` where the policy forbids it."""
    return on_case(case_id, staff(viewer), token, lambda course: ask(course, minutes, words))


def extend_case(case_id: UUID, viewer: Viewer, token: Token, minutes: int) -> Case:
    """Grant what was asked, or less of it. The promise and the end for "on time" move by so much."""

    def steps(course: Course) -> None:
        _check_decides(course, Act.EXTEND)
        event = extend(course, minutes)
        day = timezone.localdate(course.case.promised_at)
        tell(course.case, "extension_granted", mark=str(event.seq), day=day)

    return on_case(case_id, staff(viewer), token, steps)


def refuse_extension(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Refuse, with words for those who asked; what the resident was promised stays."""

    def steps(course: Course) -> None:
        _check_decides(course, Act.REFUSE_EXTENSION)
        refuse(course, words)

    return on_case(case_id, staff(viewer), token, steps)


def ask(course: Course, minutes: int, words: str) -> None:
    """The step itself."""
    case = course.case
    if why := why_no_more(case, course.at, minutes):
        raise NoMoreTime(why)
    approver = decider_for(case, course.actor.person_id)
    course.step(
        Act.ASK_EXTENSION,
        words=(WordsKind.EXTENSION, words),
        starts=[(Clock.APPROVE, approver, due(case, Clock.APPROVE, course.at))],
        approver_id=approver,
        asked_minutes=minutes,
    )


def extend(course: Course, minutes: int) -> CaseEvent:
    """The step itself. What was late for the figures when more time was asked for stays late (indicators.md)."""
    case = course.case
    if not 0 < minutes <= (case.asked_minutes or 0):
        raise NoMoreTime("more_than_asked")
    due_at = _later(case, case.due_at or course.at, minutes)
    judged = case.extension_until or case.first_promised_at
    asked = course.history(Act.ASK_EXTENSION)[-1].at
    return course.step(
        Act.EXTEND,
        due_at=due_at,
        stops=of(Clock.APPROVE),
        promised_at=_later(case, case.promised_at, minutes) if _keeps_promise(case) else due_at,
        extensions=case.extensions + 1,
        extended_minutes=case.extended_minutes + minutes,
        extension_until=judged if judged and judged <= asked else _later(case, judged or due_at, minutes),
        granted_minutes=minutes,
        **NO_REQUEST,
    )


def refuse(course: Course, words: str) -> None:
    """The step itself."""
    course.step(Act.REFUSE_EXTENSION, words=(WordsKind.REFUSAL, words), stops=of(Clock.APPROVE), **NO_REQUEST)


NO_REQUEST: dict[str, Any] = {"approver_id": CLEARED, "asked_minutes": CLEARED}


def why_no_more(case: Case, at: datetime, minutes: int = 1) -> str:
    """Why no extension of so many minutes can be asked for, as a code; empty when it can."""
    policy = edition(case.catalogue).leeway(case.category_id, Urgency(case.urgency))
    end = case.promised_at if _keeps_promise(case) else case.due_at
    problems = {
        "not_handling": case.clock != Clock.HANDLE,
        "asked": case.approver_id is not None,
        "paused": case.paused_until is not None,
        "late": end is None or end <= at,
        "count": case.extensions >= policy.extensions,
        "nothing": minutes <= 0,
        "total": case.extended_minutes + minutes > policy.extension_minutes,
    }
    return next((code for code, is_so in problems.items() if is_so), "")


def _keeps_promise(case: Case) -> bool:
    """Whether what runs is the first promise, and not the fresh clock of a matter that came back."""
    return case.promised_at is not None and case.state != State.RETURNED


def _later(case: Case, moment: datetime | None, minutes: int) -> datetime:
    assert moment is not None  # noqa: S101  # what is handled has a deadline and a promise
    return add(case, Clock.HANDLE, moment, timedelta(minutes=minutes))


def _check_decides(course: Course, act: Act) -> None:
    """There is a request, and whoever decides it is not whoever made it (two people)."""
    if course.case.approver_id is None:
        raise NoMoreTime("not_asked")
    if course.actor.viewer is not None:
        require(course.actor.viewer, course.case, act)
    asked = CaseEvent.objects.filter(case_id=course.case.id, act=Act.ASK_EXTENSION).order_by("-seq")
    if asked.values_list("actor_id", flat=True).first() == course.actor.person_id:
        raise NoMoreTime("own_request")
