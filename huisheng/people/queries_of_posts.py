"""Who holds which function where, for whoever has to find somebody."""

from collections.abc import Iterable

from huisheng.core import clock
from huisheng.people.models import Appointment


def who_hold_at(function: str, units: Iterable[int]) -> dict[int, set[int]]:
    """Ids of the persons who hold the function today, by unit. One statement."""
    rows = Appointment.objects.in_force(clock.today()).filter(
        unit__in=list(units), role__functions__function=function
    )
    held: dict[int, set[int]] = {}
    for unit, person in rows.values_list("unit_id", "person_id"):
        held.setdefault(unit, set()).add(person)
    return held
