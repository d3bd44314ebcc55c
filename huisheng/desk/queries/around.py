"""What else to know in the morning: who is away, for whom one stands in, what the calendar lacks."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from huisheng.cases.permissions import own_units
from huisheng.core import clock
from huisheng.core.calendar import working_calendar
from huisheng.network.tree import tree
from huisheng.people.models import Absence
from huisheng.people.viewer import Viewer

# The longest usual deadline, 15 working days (indicators.md), with holidays between.
AHEAD_DAYS = 40


@dataclass(frozen=True)
class Away:
    """Somebody is away until `until` (exclusive); `deputy` has their rights."""

    absent: str
    deputy: str
    until: date
    by_me: bool

    @property
    def last_day(self) -> date:
        """The last day of the absence."""
        return self.until - timedelta(days=1)


def away_today(viewer: Viewer) -> list[Away]:
    """Absences today at the viewer's units and directly below, and those in which they stand in. One statement."""
    day, own = clock.today(), own_units(viewer)
    units = own.union(*(tree().children(unit) for unit in own))
    rows = (
        Absence.objects.filter(since__lte=day, until__gt=day)
        .filter(Q(appointment__unit__in=units) | Q(deputy=viewer.person_id))
        .order_by("until", "id")
        .values_list("absent__name", "deputy__name", "until", "deputy_id")
    )
    return [
        Away(absent, deputy, until, by_me=person == viewer.person_id)
        for absent, deputy, until, person in rows
    ]


def years_without_holidays() -> list[int]:
    """Years that deadlines begun today reach and whose holidays are not in the calendar."""
    today = clock.today()
    return sorted(working_calendar().unannounced_years((today, today + timedelta(days=AHEAD_DAYS))))
