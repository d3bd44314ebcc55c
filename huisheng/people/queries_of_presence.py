"""Who is there today, deputies included: where somebody can use a function, and where nobody can."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from huisheng.core import clock
from huisheng.people.models import Absence, Appointment, Role


def units_with_somebody(function: str, units: Iterable[int], *, without: int | None = None) -> set[int]:
    """The units, of those given, at which somebody can use the function today: present, or with a deputy.

    `without` is a person who does not count, as holder or as deputy. One statement.
    """
    today = clock.today()
    absences = Absence.objects.filter(appointment=OuterRef("pk"), since__lte=today, until__gt=today)
    deputies = absences.filter(deputy__account__is_active=True).values("deputy")
    rows = (
        Appointment.objects.in_force(today)
        .filter(unit__in=list(units), role__functions__function=function, person__account__is_active=True)
        .annotate(away=Exists(absences), deputy=Subquery(deputies[:1]))
        .values_list("unit_id", "person_id", "away", "deputy")
    )
    able = ((unit, deputy if away else person) for unit, person, away, deputy in rows)
    return {unit for unit, who in able if unit is not None and who not in (None, without)}


def handles_until(person: int, day: date) -> date:
    """The day up to which the person handles matters without a break from a day on, `date.max` when that has no
    end; the day itself when they do not handle any. One statement."""
    end = day
    held = Appointment.objects.filter(person=person, kind=Role.Kind.CASES).order_by("since")
    for since, until in held.values_list("since", "until"):
        if since <= end:
            end = max(end, until or date.max)
    return end
