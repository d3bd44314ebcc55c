"""How long matters took, in working hours: median and 90th percentile over a set, computed by the database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from huisheng.cases.models import Case
from huisheng.core.calendar import SPANS, working_calendar

MINUTES_PER_HOUR = 60

# Working minutes up to a moment: those of the days before, and of the spans of its own day.
PERCENTILES = """
    WITH days(day, before, works) AS (SELECT * FROM unnest(%(days)s::date[], %(before)s::int[], %(works)s::int[])),
    spans(opens, closes) AS (SELECT * FROM unnest(%(opens)s::int[], %(closes)s::int[])),
    took AS (
        SELECT (until.before + until.works * {of_until}) - (since.before + since.works * {of_since}) AS minutes
        FROM ({cases}) moments(received_at, closed_at)
        JOIN days since ON since.day = (received_at AT TIME ZONE %(zone)s)::date
        JOIN days until ON until.day = (closed_at AT TIME ZONE %(zone)s)::date
    )
    SELECT count(*), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY minutes) FROM took
"""
OF_DAY = """(
    SELECT sum(LEAST(GREATEST(EXTRACT(EPOCH FROM ({moment} AT TIME ZONE %(zone)s)::time) / 60 - opens, 0),
        closes - opens)) FROM spans
)"""


@dataclass(frozen=True)
class Durations:
    """Hours of working time from receipt to closure, over `n` closed cases; None where there are none."""

    n: int = 0
    median: float | None = None
    ninetieth: float | None = None


def working_durations(closed: QuerySet[Case], first: datetime | None, last: datetime | None) -> Durations:
    """Over these closed cases, received from `first` on and closed until `last`. One statement."""
    if first is None or last is None:
        return Durations()
    cases, values = closed.order_by().values_list("received_at", "closed_at").query.sql_with_params()
    given: dict[str, Any] = {f"case_{at}": value for at, value in enumerate(values)}
    named = cases % tuple(f"%(case_{at})s" for at in range(len(values)))
    statement = PERCENTILES.format(
        cases=named, of_until=OF_DAY.format(moment="closed_at"), of_since=OF_DAY.format(moment="received_at")
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**given, **_calendar(first, last)})
        n, found = cursor.fetchone()
    if not n:
        return Durations()
    median, ninetieth = (minutes / MINUTES_PER_HOUR for minutes in found)
    return Durations(n, median, ninetieth)


def _calendar(first: datetime, last: datetime) -> dict[str, Any]:
    """Each day of a span with the working minutes before it, and whether it is worked."""
    days, before, works, total = [], [], [], 0
    a_day = sum(_minutes(closes) - _minutes(opens) for opens, closes in SPANS)
    for day in _days(timezone.localdate(first), timezone.localdate(last)):
        worked = working_calendar().is_working_day(day)
        days.append(day)
        before.append(total)
        works.append(int(worked))
        total += a_day if worked else 0
    return {
        "days": days,
        "before": before,
        "works": works,
        "opens": [_minutes(opens) for opens, _closes in SPANS],
        "closes": [_minutes(closes) for _opens, closes in SPANS],
        "zone": settings.TIME_ZONE,
    }


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _minutes(moment: time) -> int:
    return moment.hour * MINUTES_PER_HOUR + moment.minute
