"""What else to know in the morning: who is away, for whom one stands in, what the calendar lacks."""

from dataclasses import dataclass
from datetime import date, timedelta

from huisheng.cases.permissions import own_units
from huisheng.core import clock
from huisheng.core.calendar import working_calendar
from huisheng.core.snapshot import Snapshot
from huisheng.network.tree import tree
from huisheng.people.models import Absence
from huisheng.people.viewer import Viewer

# The longest usual deadline, 15 working days (indicators.md), with holidays between.
AHEAD_DAYS = 40
SECONDS = 30.0


@dataclass(frozen=True)
class Away:
    """Somebody is away from a post at `unit_id`, from `since` until `until` (exclusive), and who stands in."""

    absent: str
    deputy: str
    deputy_id: int
    unit_id: int | None
    since: date
    until: date

    @property
    def last_day(self) -> date:
        """The last day of the absence."""
        return self.until - timedelta(days=1)


def away_today(viewer: Viewer) -> list[Away]:
    """Absences today at the viewer's units and directly below, and those in which they stand in.

    Read for the whole district every half minute; what a deputy may do is always as it is now.
    """
    day, own = clock.today(), own_units(viewer)
    units = own.union(*(tree().children(unit) for unit in own))
    return [
        each
        for each in _snapshot.current()
        if each.since <= day < each.until and (each.unit_id in units or each.deputy_id == viewer.person_id)
    ]


def forget() -> None:
    """Read anew at the next use."""
    _snapshot.forget()


def years_without_holidays() -> list[int]:
    """Years that deadlines begun today reach and whose holidays are not in the calendar."""
    today = clock.today()
    return sorted(working_calendar().unannounced_years((today, today + timedelta(days=AHEAD_DAYS))))


def _read(_held: tuple[Away, ...] | None) -> tuple[Away, ...]:
    rows = Absence.objects.filter(until__gt=clock.today()).order_by("until", "id")
    columns = ("absent__name", "deputy__name", "deputy_id", "appointment__unit_id", "since", "until")
    return tuple(Away(*row) for row in rows.values_list(*columns))


_snapshot: Snapshot[tuple[Away, ...]] = Snapshot(_read, SECONDS)
