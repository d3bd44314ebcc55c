"""Filling the working calendar: announced years from a package, later ones from a file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar import constants
from django.db import connection
from django.utils.translation import get_language

from huisheng.core import calendar
from huisheng.core.models import CalendarDay

FREE = ("休", "放假", "0", "off", "holiday")
WORKED = ("班", "上班", "补班", "1", "work")
MOST_DAYS = 40
LOCK = 0x63616C656E646172  # "calendar"
_LINE = re.compile(
    r"^(?P<first>\d{4}-\d{1,2}-\d{1,2})(?:\s*(?:~|～|至|到|—|–)\s*(?P<last>\d{4}-\d{1,2}-\d{1,2}))?"
    r"[\s,，;；\t]+(?P<kind>\w+)(?:[\s,，;；\t]+(?P<name>.*))?$"
)


@dataclass(frozen=True)
class Faulty:
    """A line that is none, and why: `form`, `date`, `kind`, `year`, `order`, `long`, `twice`."""

    number: int
    line: str
    why: str


Day = tuple[date, bool, str]


def read_days(text: str, year: int) -> tuple[list[Day], list[Faulty]]:
    """The days of a pasted list, one a line (`2027-02-05~2027-02-11 休 春节`, `2027-02-14 班 春节`), and faults.

    Also what a spreadsheet gives: `2027-01-01,0,元旦`. Empty lines and lines that begin with # are passed over.
    """
    found: dict[date, Day] = {}
    faults: list[Faulty] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith(("#", "day,")):
            continue
        days, why = _days_of(line, year)
        why = why or ("twice" if any(day in found for day, _works, _name in days) else "")
        if why:
            faults.append(Faulty(number, line, why))
        found |= {day[0]: day for day in days if not why}
    return sorted(found.values()), faults


def _days_of(line: str, year: int) -> tuple[list[Day], str]:
    match = _LINE.match(line)
    if match is None:
        return [], "form"
    kind = match["kind"].lower()
    if kind not in FREE + WORKED:
        return [], "kind"
    try:
        first = _date(match["first"])
        last = _date(match["last"]) if match["last"] else first
    except ValueError:
        return [], "date"
    if last < first or (last - first).days >= MOST_DAYS:
        return [], "order" if last < first else "long"
    if {first.year, last.year} != {year}:
        return [], "year"
    name = (match["name"] or "").strip()[:40]
    count = (last - first).days + 1
    return [(first + timedelta(days=n), kind in WORKED, name) for n in range(count)], ""


def _date(text: str) -> date:
    year, month, day = map(int, text.split("-"))
    return date(year, month, day)


def text_of(days: Iterable[Day]) -> str:
    """Days as lines that `read_days` reads."""
    lines = (f"{day.isoformat()} {WORKED[0] if works else FREE[0]} {name}" for day, works, name in days)
    return "\n".join(line.rstrip() for line in lines)


def say_holiday(name: str) -> str:
    """A statutory holiday's name in the reader's language; what somebody wrote themselves stays as it is."""
    english = (get_language() or "").startswith("en")
    for each in constants.Holiday:
        if name in (each.value, each.chinese):
            return str(each.value if english else each.chinese)
    return name


def days_of_year(year: int) -> list[Day]:
    """What the calendar holds of a year, in order. One statement."""
    rows = CalendarDay.objects.filter(day__year=year).order_by("day")
    return list(rows.values_list("day", "is_working", "name"))


def lock_calendar() -> None:
    """Nobody else changes the calendar until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def save_year(year: int, days: Iterable[Day]) -> None:
    """Replace what the calendar holds of a year."""
    CalendarDay.objects.filter(day__year=year).delete()
    load_file(days)


def load_announced() -> frozenset[int]:
    """Write every announced holiday and make-up working day of the package; the years that it knows."""
    days = [
        CalendarDay(day=day, is_working=works, name=constants.Holiday(name).chinese)
        for works, named in ((False, constants.holidays), (True, constants.workdays))
        for day, name in named.items()
    ]
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
