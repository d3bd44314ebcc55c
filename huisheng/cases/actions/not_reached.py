"""The call-back clerk rang and could ask nothing: nobody answered, or the resident refused, or it is not their number.

No answer never counts as satisfied (indicators.md, call-back coverage): the case goes its way unreached.
"""

from uuid import UUID

from django.utils import timezone

from huisheng.cases.actions.course import Course, Token, call_back_clerk, on_case
from huisheng.cases.events import CallMissed
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.ends import CallResult
from huisheng.cases.models.transitions import ENDED_BY_ANSWER, Act
from huisheng.core.events import announce
from huisheng.people.viewer import Viewer

MOST_TRIES, TIMES_OF_DAY = 3, 2
NOON, EVENING = 12, 18


def not_reached(
    case_id: UUID, viewer: Viewer, token: Token, result: CallResult = CallResult.NO_ANSWER
) -> Case:
    """Note that nobody could be asked. A refusal or a wrong number ends the calling at once; no answer does after
    three tries since the answer, at two times of day at least."""

    def steps(course: Course) -> None:
        case = course.case
        last = case.state in ENDED_BY_ANSWER and (result != CallResult.NO_ANSWER or _enough(course))
        course.step(
            Act.NOT_REACHED,
            result=result.value,
            call_back_due=False if last and case.call_back_due else None,
        )
        if result == CallResult.NO_ANSWER:
            announce(CallMissed(case_id=str(case.id)))

    return on_case(case_id, call_back_clerk(viewer), token, steps)


def _enough(course: Course) -> bool:
    case = course.case
    tried = CaseEvent.objects.filter(case_id=case.id, act=Act.NOT_REACHED)
    if case.answered_at is not None:
        tried = tried.filter(at__gte=case.answered_at)
    moments = [*tried.values_list("at", flat=True), course.at]
    return (
        len(moments) >= MOST_TRIES
        and len({part_of_day(at.hour) for at in map(timezone.localtime, moments)}) >= TIMES_OF_DAY
    )


def part_of_day(hour: int) -> str:
    """Morning, afternoon or evening."""
    return "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
