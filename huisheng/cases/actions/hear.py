"""What somebody adds who follows another case is new to whoever works on the head, since only that one is worked on.

It is passed on after the words were written, in a transaction of its own: cases are locked head first, and the one who
follows was locked for its own act.
"""

from uuid import UUID, uuid5

from huisheng.cases.actions.course import SYSTEM, Course, NoSuchCase, Token, on_case
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import FOLLOWING, Act, NotOpen


def hear(case_id: UUID, seq: int) -> bool:
    """Tell the head, as it is now, that the case said something in event `seq`, once; whether there was one to tell.

    The event names who spoke. What is split off or answered meanwhile has nobody to tell: its own list shows it.
    """
    follower = Case.objects.filter(pk=case_id, state__in=FOLLOWING).only("head_id").first()
    if follower is None or follower.head_id is None:
        return False
    token = Token(uuid5(case_id, f"hear {seq}"))
    try:
        on_case(follower.head_id, SYSTEM, token, lambda course: note_words(course, case_id, seq))
    except (NoSuchCase, NotOpen):
        return False
    return True


def note_words(course: Course, follower_id: UUID, seq: int) -> None:
    """The step itself."""
    course.step(Act.HEAR, from_case=follower_id, said=seq)
