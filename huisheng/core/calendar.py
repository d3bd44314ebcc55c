"""Working time: the hours in which a public office works, on the days on which China works.

Days come from the table `core_calendar_day` (statutory holidays and make-up working days, loaded by
`huisheng load_calendar` and editable). A year that is not in the table falls back on Monday to Friday and
is reported by `unannounced_years`, so that a missing year is a visible warning and never a wrong crash.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from huisheng.core.snapshot import Snapshot

SPANS = ((time(8, 30), time(12, 0)), (time(13, 0), time(17, 30)))
SATURDAY = 5
RELOAD_SECONDS = 60.0


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked: `exceptions` against Monday to Friday, `years` for which they are known."""

    exceptions: dict[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day."""
        return self.exceptions.get(day, day.weekday() < SATURDAY)

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """The moment at which `minutes` of working time have passed since `start` (aware), in UTC.

        Zero minutes from outside working time is the start of the next working span.
        """
        return self.add(start, timedelta(minutes=minutes))

    def add(self, start: datetime, left: timedelta) -> datetime:
        """As `add_minutes`, to the microsecond."""
        if left < timedelta():
            raise ValueError("working time runs forward only")
        zone = ZoneInfo(settings.TIME_ZONE)
        local = start.astimezone(zone)
        day = local.date()
        while True:
            for opens, closes in self._spans(day, zone):
                begins = max(opens, local)
                if begins >= closes:
                    continue
                if left < closes - begins or (left == closes - begins and left):
                    return (begins + left).astimezone(UTC)
                left -= closes - begins
            day += timedelta(days=1)

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole minutes of working time from `start` to `end`; 0 when `end` is not after `start`."""
        return int(self.between(start, end).total_seconds() // 60)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """As `minutes_between`, to the microsecond."""
        zone = ZoneInfo(settings.TIME_ZONE)
        first, last = start.astimezone(zone), end.astimezone(zone)
        total = timedelta()
        day = first.date()
        while day <= last.date():
            for opens, closes in self._spans(day, zone):
                total += max(timedelta(), min(closes, last) - max(opens, first))
            day += timedelta(days=1)
        return total

    def unannounced_years(self, days: Iterable[date]) -> frozenset[int]:
        """Those years of `days` whose holidays are not in the table."""
        return frozenset(day.year for day in days) - self.years

    def is_provisional(self, moment: datetime) -> bool:
        """Whether the moment falls in a year whose holidays are not announced: it may still move."""
        return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).year not in self.years

    def _spans(self, day: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
        if not self.is_working_day(day):
            return []
        return [
            (datetime.combine(day, opens, zone), datetime.combine(day, closes, zone))
            for opens, closes in SPANS
        ]


def working_calendar() -> WorkingCalendar:
    """The calendar from the table, kept in the process for a minute."""
    return _snapshot.current()


def forget() -> None:
    """Read the table anew at the next use."""
    _snapshot.forget()


def _read(_held: WorkingCalendar | None) -> WorkingCalendar:
    from huisheng.core.models import CalendarDay

    days = dict(CalendarDay.objects.values_list("day", "is_working"))
    return WorkingCalendar(exceptions=days, years=frozenset(day.year for day in days))


_snapshot = Snapshot(_read, RELOAD_SECONDS)
