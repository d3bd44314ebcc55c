"""A resident was reached by telephone: what was said (indicators.md, call-back coverage)."""

from dataclasses import dataclass
from uuid import UUID

from huisheng.cases.actions.course import Course, Token, call_back_clerk, on_case
from huisheng.cases.actions.resident import confirm, take_back
from huisheng.cases.models import Case
from huisheng.cases.models.ends import Recheck
from huisheng.cases.models.transitions import ENDED_BY_ANSWER, Act
from huisheng.people.viewer import Viewer

YES, PARTLY, NO = "yes", "partly", "no"


@dataclass(frozen=True)
class Call:
    """What a resident said on the telephone: whether somebody got in touch, whether it is solved; empty: unsaid.

    `words` are what is still missing, where it is not solved.
    """

    contacted: str = ""
    resolved: str = ""
    words: str = ""


def take_call(case_id: UUID, viewer: Viewer, token: Token, call: Call) -> Case:
    """Reached. Solved confirms, not solved sends back; partly or unsaid leaves it to the resident."""

    def steps(course: Course) -> None:
        over = course.case.state in ENDED_BY_ANSWER
        course.step(
            Act.REACHED,
            contacted=call.contacted,
            resolved=call.resolved if over else "",
            call_back_due=False if over and course.case.call_back_due else None,
        )
        if over and call.resolved == YES:
            confirm(course)
        elif over and call.resolved == NO:
            take_back(course, call.words)

    return on_case(case_id, call_back_clerk(viewer), token, steps)


def take_recheck(case_id: UUID, viewer: Viewer, token: Token, verdict: Recheck) -> Case:
    """What a resident said on the telephone after 28 days."""

    def steps(course: Course) -> None:
        course.step(Act.RECHECK, recheck=verdict)

    return on_case(case_id, call_back_clerk(viewer), token, steps)
