"""Filling the working calendar: announced years from a package, later ones from a file."""

from collections.abc import Iterable
from datetime import date

from chinese_calendar import constants

from huisheng.core import calendar
from huisheng.core.models import CalendarDay


def load_announced() -> frozenset[int]:
    """Write every announced holiday and make-up working day of the package; the years that it knows."""
    days = [CalendarDay(day=day, is_working=False, name=name) for day, name in constants.holidays.items()]
    days += [CalendarDay(day=day, is_working=True, name=name) for day, name in constants.workdays.items()]
    _write(days)
    return frozenset(day.day.year for day in days)


def load_file(rows: Iterable[tuple[date, bool, str]]) -> int:
    """Write days `(day, is working, name)`, replacing what stood there; how many."""
    days = [CalendarDay(day=day, is_working=is_working, name=name) for day, is_working, name in rows]
    _write(days)
    return len(days)


def _write(days: list[CalendarDay]) -> None:
    CalendarDay.objects.bulk_create(
        days, update_conflicts=True, unique_fields=["day"], update_fields=["is_working", "name"]
    )
    calendar.forget()
