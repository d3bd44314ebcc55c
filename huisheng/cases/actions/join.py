"""A resident who reports what others reported already joins them, with a case and a secret of their own."""

from huisheng.cases.actions.course import CLEARED, RESIDENT, Course
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
        first_promised_at=head.first_promised_at or CLEARED,
    )
