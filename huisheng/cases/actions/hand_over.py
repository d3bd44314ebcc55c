"""A unit that closes hands its cases over: to the unit into which it went, else to the level above."""

from django.db import transaction
from django.db.models import Q

from huisheng.cases.actions.calls_end import pass_call
from huisheng.cases.actions.course import CLEARED, SYSTEM, Course
from huisheng.cases.models import Case, CaseParty, SideClock
from huisheng.cases.models.transitions import BEFORE_ANSWER, OPEN, Act, Clock
from huisheng.cases.queries.routing import desk_after
from huisheng.network.tree import tree

AS_CALLED = (Clock.SIGN_CALL, Clock.CONTACT, Clock.REPORT)


def hand_over_cases(unit_id: int) -> int:
    """Move every case of a closed unit, not yet answered, clocks as they run; how many.

    What its heir has of complaints about it goes above the heir, which now answers for what it did.
    Whoever was to handle one is taken off, who was called stays called. Cases that wait for the resident
    stay: their answer was that unit's. Called twice, it finds nothing.
    """
    heir = tree().heir(unit_id)
    theirs = tree().subtree(heir) if heir is not None else frozenset()
    which = Q(unit_id=unit_id) | Q(accused_unit_id=unit_id, unit_id__in=theirs)
    with transaction.atomic():
        cases = list(Case.objects.select_for_update().filter(which, state__in=BEFORE_ANSWER).order_by("id"))
        for case in cases:
            course, above = Course(case, SYSTEM), heir if case.unit_id in theirs else None
            course.step(
                Act.HAND_OVER,
                unit_id=desk_after(tree(), above or unit_id, about_a_unit=case.about_a_unit),
                from_unit_id=case.unit_id,
                handler_id=CLEARED if case.handler_id else None,
            )
            course.end_calls(() if case.about_a_unit else None)
            course.write()
    return len(cases)


def hand_over_duties(unit_id: int) -> int:
    """Move what a closed unit owes to other cases: a ruling, an approval, being called, watching; of how many.

    Clocks go on as they run. What it owes as whistled for stays in its name, for which its heir stands
    (`standing.stands_for`): the heir may have been called as well. Called twice, it finds nothing.
    """
    owed = SideClock.objects.filter(unit_id=unit_id, ended_at__isnull=True).exclude(clock__in=AS_CALLED)
    called = CaseParty.objects.filter(unit_id=unit_id, until__isnull=True, case__state__in=OPEN)
    watched = Case.objects.filter(supervisor_id=unit_id, state__in=OPEN)
    ids = {
        *owed.values_list("case_id", flat=True),
        *called.values_list("case_id", flat=True),
        *watched.values_list("id", flat=True),
    }
    with transaction.atomic():
        cases = list(Case.objects.select_for_update().filter(pk__in=ids).order_by("id"))
        for case in cases:
            course = Course(case, SYSTEM)
            _pass_duty(course, unit_id)
            course.write()
    return len(cases)


def _pass_duty(course: Course, unit_id: int) -> None:
    case = course.case
    heir = desk_after(tree(), unit_id, about_a_unit=case.about_a_unit)
    event = course.step(
        Act.PASS_DUTY,
        from_unit_id=unit_id,
        to_unit_id=heir,
        approver_id=heir if case.approver_id == unit_id else None,
        supervisor_id=heir if case.supervisor_id == unit_id else None,
        arbiter_id=heir if case.arbiter_id == unit_id else None,
    )
    pass_call(case, unit_id, heir, course.at)
    owed = {
        one.n: {"unit_id": heir}
        for one in course.beside.running
        if one.unit_id == unit_id and one.clock not in AS_CALLED
    }
    course.beside.move(event, owed)
