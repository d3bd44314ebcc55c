"""Indicators of a month, each by the definition that was in force on its first day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from huisheng.cases.queries.figures import Counts, Figures, Period, by_street, figures
from huisheng.core.snapshot import Remembered
from huisheng.goals.indicators.indicator import Indicator, Parameters, Part, Value
from huisheng.goals.indicators.published import INDICATORS
from huisheng.goals.indicators.shipped import shipped
from huisheng.goals.models import IndicatorVersion

KEPT_SECONDS = 300.0
DECEMBER = 12


@dataclass(frozen=True)
class Version:
    """One version of a definition."""

    number: int
    since: date
    parameters: Parameters


@dataclass(frozen=True)
class Measured:
    """An indicator with its values of one month and the version that they were reckoned by."""

    indicator: Indicator
    version: Version
    values: Mapping[str, Value]
    parts: tuple[Part, ...] = ()

    @property
    def definition(self) -> str:
        """The definition in the reader's language, its parameters filled in."""
        return self.indicator.definition(self.version.parameters)


@dataclass(frozen=True)
class Month:
    """What was reckoned for one month, and when."""

    first: date
    reckoned_at: datetime
    measured: tuple[Measured, ...]
    figures: Figures
    streets: Mapping[int, Counts]


def month_of(first: date) -> Month:
    """The indicators of the month that begins on this day; at most five minutes old."""
    return _months.get(first, lambda: _reckon(first))


def forget() -> None:
    """Reckon anew at the next use."""
    _months.forget()


def period_of(first: date) -> Period:
    """The month that begins on this day, as moments."""
    return Period(_midnight(first), _midnight(next_month(first)))


def next_month(first: date) -> date:
    """The first of the month after."""
    return date(first.year + first.month // DECEMBER, first.month % DECEMBER + 1, 1)


def month_before(day: date) -> date:
    """The first of the month before the one in which a day lies."""
    return date(day.year - (day.month == 1), (day.month - 2) % DECEMBER + 1, 1)


def versions(day: date) -> dict[str, Version]:
    """The version of each indicator that is in force on a day; the oldest where none is yet. One statement."""
    rows = IndicatorVersion.objects.values("code", "version", "since", "parameters")
    held: dict[str, Version] = {}
    for row in sorted([*shipped(), *rows], key=lambda row: (row["since"], row["version"])):
        if row["code"] not in held or row["since"] <= day:
            held[row["code"]] = Version(row["version"], row["since"], row["parameters"])
    return held


def _reckon(first: date) -> Month:
    period, known = period_of(first), versions(first)
    found = figures(period)
    return Month(first, timezone.now(), measure(found, known), found, by_street(period))


def measure(found: Figures, known: Mapping[str, Version]) -> tuple[Measured, ...]:
    """Every indicator from the same figures; those that are made of others after these."""
    shares: dict[str, Value] = {}
    measured = []
    for one in INDICATORS:
        version = known[one.code]
        values = dict(one.reckon(found, version.parameters))
        if one.combine is not None:
            values[""] = one.combine(shares, version.parameters)
        if "" in values:
            shares[one.code] = values[""]
        measured.append(Measured(one, version, values, tuple(one.parts(found, version.parameters, shares))))
    return tuple(measured)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


_months: Remembered[Month] = Remembered(KEPT_SECONDS, most=24)
