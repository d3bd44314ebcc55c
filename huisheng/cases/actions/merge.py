"""Several who report one matter 并案: the later cases follow the earliest, which is worked on for all of them.

Every case keeps its number, its resident's secret, contact, words and rating; only the work is one. The earliest
is the head: so nobody's waiting begins anew, and no two people can merge in opposite directions. Rules and reasons:
docs/decisions/0019-followers.md.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from huisheng.cases.actions.course import CLEARED, SYSTEM, Course, staff
from huisheng.cases.actions.several import CannotBe, OneOfSeveral, Outcome, locked, try_each
from huisheng.cases.models import Case
from huisheng.cases.models.batch import Why
from huisheng.cases.models.codes import CaseKind
from huisheng.cases.models.transitions import BEFORE_ANSWER, FOLLOWING, Act, State
from huisheng.cases.permissions import is_barred, may
from huisheng.people.viewer import Viewer

STILL_CONCERNED = (State.MERGED, State.ANSWERED, State.SILENT)


def merge_several(seen: Mapping[UUID, int], viewer: Viewer, key: UUID, at: datetime) -> Outcome:
    """Let these cases (id and version shown) follow the earliest of them, with whoever follows them already.

    Inside a transaction of the caller's, who writes what comes out.
    """
    followers = Q(head_id__in=seen, state__in=STILL_CONCERNED, erased_at__isnull=True)
    cases = locked(Q(pk__in=seen) | followers)
    joined_since = set(Case.objects.filter(followers).exclude(pk__in=cases).values_list("head_id", flat=True))
    head = cases.get(min(seen))
    unfit = Why.ALONE if len(seen) == 1 else _unfit(head, viewer)
    if head is None or unfit is not None:
        return Outcome(refused=dict.fromkeys(seen, unfit or Why.GONE))
    behind = _by_head(cases.values())

    def step(course: OneOfSeveral) -> None:
        case_id = course.case.id
        if case_id in joined_since:
            raise CannotBe(Why.STALE)
        check_may_follow(course.case, head, behind.get(case_id, ()))
        follow(course, head)

    later = {case_id: version for case_id, version in seen.items() if case_id != head.id}
    outcome = try_each(cases, later, viewer, lambda case: OneOfSeveral(case, staff(viewer), key, at), step)
    for course in list(outcome.courses):
        outcome.courses += _bring_along(behind.get(course.case.id, ()), head, course)
    if not outcome.courses:
        outcome.refused[head.id] = Why.NOTHING_LEFT
    return outcome


def check_may_follow(case: Case, head: Case, followers: Collection[Case] = ()) -> None:
    """`CannotBe` where this case has to be worked on by itself."""
    if case.about_a_unit:
        raise CannotBe(Why.ABOUT_A_UNIT)
    if case.kind != CaseKind.ORDINARY:
        raise CannotBe(Why.MEDIATED)
    if case.state in FOLLOWING:
        raise CannotBe(Why.FOLLOWS)
    if case.pending or case.whistle is not None:
        raise CannotBe(Why.BUSY)
    if case.send_backs and not head.send_backs:
        raise CannotBe(Why.SENT_BACK)
    if any(follower.state not in FOLLOWING for follower in followers):
        raise CannotBe(Why.HAS_ANSWERED)


def follow(course: Course, head: Case, came_with: UUID | None = None) -> None:
    """The step itself: from here on the head is worked on, and this case's own clocks stand still."""
    case = course.case
    course.step(
        Act.MERGE,
        unit_id=head.unit_id,
        head_id=head.id,
        handler_id=CLEARED if case.handler_id else None,
        supervisor_id=CLEARED if case.supervisor_id else None,
        question_open=False if case.question_open else None,
        reminded_at=CLEARED if case.reminded_at else None,
        stops=lambda clock: True,
        came_with=came_with,
    )
    course.end_calls()


def _unfit(head: Case | None, viewer: Viewer) -> Why | None:
    """Why nothing can follow this case; None when something can."""
    if head is None or is_barred(viewer, head):
        return Why.GONE
    if head.about_a_unit:
        return Why.ABOUT_A_UNIT
    if head.kind != CaseKind.ORDINARY:
        return Why.MEDIATED
    if head.state in FOLLOWING:
        return Why.HEAD_FOLLOWS
    if head.state not in BEFORE_ANSWER:
        return Why.HEAD_ENDED
    return None if may(viewer, head, Act.MERGE) else Why.HEAD_NOT_YOURS


def _by_head(cases: Iterable[Case]) -> dict[UUID, list[Case]]:
    found: dict[UUID, list[Case]] = {}
    for case in cases:
        if case.head_id is not None:
            found.setdefault(case.head_id, []).append(case)
    return found


def _bring_along(followers: Iterable[Case], head: Case, course: OneOfSeveral) -> list[OneOfSeveral]:
    """Whoever followed a case follows its new head; undone or split off, they go back with it."""
    brought = []
    for follower in followers:
        theirs = OneOfSeveral(follower, SYSTEM, course.key, course.at)
        follow(theirs, head, came_with=course.case.id)
        brought.append(theirs)
    return brought
