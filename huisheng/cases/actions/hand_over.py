"""A unit that closes hands its cases over: to the unit into which it went, else to the level above."""

from django.db import transaction

from huisheng.cases.actions.course import CLEARED, SYSTEM, Course
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import BEFORE_ANSWER, Act
from huisheng.cases.queries.routing import desk_after
from huisheng.network.tree import tree


def hand_over_cases(unit_id: int) -> int:
    """Move every case of a closed unit, not yet answered, clocks as they run; how many.

    Whoever was to handle one is taken off. Cases that wait for the resident stay: their answer was that
    unit's. Called twice, it finds nothing.
    """
    with transaction.atomic():
        cases = list(
            Case.objects.select_for_update().filter(unit_id=unit_id, state__in=BEFORE_ANSWER).order_by("id")
        )
        for case in cases:
            course = Course(case, SYSTEM)
            course.step(
                Act.HAND_OVER,
                unit_id=desk_after(tree(), unit_id, about_a_unit=case.about_a_unit),
                from_unit_id=unit_id,
                handler_id=CLEARED if case.handler_id else None,
            )
            course.ends_calls = True
            course.write()
    return len(cases)
