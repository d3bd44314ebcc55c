"""Somebody leaves a post: what was given to them by name goes to whoever follows, else back to the unit."""

from collections.abc import Collection
from functools import cache

from django.db import transaction

from huisheng.cases.actions.course import CLEARED, Actor, Course
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import WITH_UNIT, Act, Who
from huisheng.network.tree import tree
from huisheng.people.queries import who_hold


@transaction.atomic
def pass_on_cases(
    person_id: int, units: Collection[int], to_id: int | None, *, account_id: int | None
) -> int:
    """Give every open case that the person has by name at the units to `to_id`, or to nobody; how many.

    `to_id` gets only what they may handle and what is not about them. Clocks run on. Called twice, it finds
    nothing.
    """

    @cache
    def may_handle(unit_id: int, plot_id: int | None) -> bool:
        around = (unit_id, *tree().children(unit_id))
        return to_id in who_hold("handle", units=around, plot=plot_id)

    held = Case.objects.select_for_update(of=("self",)).filter(
        handler_id=person_id, unit_id__in=list(units), state__in=WITH_UNIT
    )
    cases = list(held.order_by("id"))
    for case in cases:
        fits = to_id != case.accused_person_id and may_handle(case.unit_id, case.plot_id)
        course = Course(case, Actor(Who.SYSTEM, account_id))
        course.step(Act.GIVE, handler_id=to_id if fits else CLEARED)
        course.write()
    return len(cases)
