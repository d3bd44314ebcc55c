"""A resident who reports what others reported already joins them, with a case and a secret of their own."""

from huisheng.cases.actions.course import CLEARED, RESIDENT, SYSTEM, Course
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act


def join(course: Course, head: Case) -> None:
    """The step of a case that was just asked: it follows the head, and what the head promised is promised here."""
    course.step(
        Act.FOLLOW,
        actor=RESIDENT,
        unit_id=head.unit_id,
        head_id=head.id,
        desk_reason="" if course.case.desk_reason else None,
        promised_at=head.promised_at or CLEARED,
    )
    promise_as(course, head)


def promise_as(course: Course, head: Case) -> None:
    """The head's first deadline is this case's too, where it has none yet; one that it has never moves.

    An event of its own: the tamper-evident log says of an event either that it ends or begins anew what counts, or
    by when an answer is due (`logged`).
    """
    if head.first_promised_at is not None and course.case.first_promised_at is None:
        course.step(Act.PROMISE, actor=SYSTEM, first_promised_at=head.first_promised_at, from_case=head.id)
