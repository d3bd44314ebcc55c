"""What a row of the network was on each day: its revisions, and the changes that have a day of their own.

A revision holds from the day on which it was written, a change (`Change`) from its effective day. Later days
win; on one day, what was written down later. A change that was called off or refused never held; one that is
planned holds from its day on. The revision that a change wrote when it was applied is that change, not
another one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from huisheng.network.models import Change, ChangeEnd, Revision

State = dict[str, Any]
VOID = (ChangeEnd.Kind.CALLED_OFF, ChangeEnd.Kind.REFUSED)


@dataclass(frozen=True)
class Step:
    """From `day` on the columns have these `values`; None: the row is gone. `order` decides within a day."""

    day: date
    order: tuple[int, int, int]
    values: Mapping[str, Any] | None


@dataclass(frozen=True)
class Timeline:
    """A row day by day. `first` is its first known state, `present` the row as it is; None: deleted."""

    first: State
    present: State | None
    steps: tuple[Step, ...]

    def on(self, day: date) -> State | None:
        """The row at the end of a day; None when it did not hold then. `since` and `until` are those of today."""
        state = self.at(day)
        return state if state is not None and holds(state, day) else None

    def since(self, day: date) -> list[State]:
        """What the row was on a day and after each of its later steps, where it held."""
        begins = [self.present["since"]] if self.present is not None else []
        days = {day, *(each for each in (*begins, *(step.day for step in self.steps)) if each > day)}
        return [state for each in sorted(days) if (state := self.on(each)) is not None]

    def at(self, day: date) -> State | None:
        """As `on`, also for days before `since` and after `until`."""
        state: State | None = dict(self.first)
        for step in self.steps:
            if step.day > day:
                break
            state = None if state is None or step.values is None else {**state, **step.values}
        if state is not None and self.present is not None:
            state |= {name: self.present[name] for name in ("since", "until")}
        return state


def timelines(model: type[models.Model], ids: Iterable[int]) -> dict[int, Timeline]:
    """The timelines of rows, by id; rows of which nothing is known are left out. Three statements."""
    wanted, table = list(ids), model._meta.db_table
    present: dict[int, State] = {
        row["id"]: row for row in model._default_manager.filter(pk__in=wanted).values()
    }
    revisions = _by_row(Revision.objects.filter(table=table, row__in=wanted).order_by("id"))
    changes = _by_row(
        Change.objects.filter(table=table, row__in=wanted)
        .exclude(end__kind__in=VOID)
        .select_related("end")
        .order_by("id")
    )
    made: dict[int, Timeline] = {}
    for row in wanted:
        first = _first_state(revisions[row], present.get(row))
        if first is not None:
            steps = sorted(_steps(revisions[row], changes[row]), key=lambda step: (step.day, step.order))
            made[row] = Timeline(first, present.get(row), tuple(steps))
    return made


def pending() -> models.QuerySet[Change]:
    """Changes that are neither applied nor called off, by their day."""
    return Change.objects.filter(end__isnull=True).order_by("effective", "id")


def model_of(table: str) -> type[models.Model]:
    """The model of a table of the network."""
    return next(
        model for model in apps.get_app_config("network").get_models() if model._meta.db_table == table
    )


def rows_with(model: type[models.Model], column: str, value: int, day: date) -> list[State]:
    """Rows that hold on a day and then have this value in a column, planned changes included. Four statements."""
    states = (line.on(day) for line in _lines_with(model, column, value, day).values())
    return [state for state in states if state is not None and state[column] == value]


def rows_with_from(model: type[models.Model], column: str, value: int, day: date) -> set[int]:
    """Ids of the rows that hold and have this value in a column on a day or on any later one, by what was, is and
    is planned. Four statements."""
    lines = _lines_with(model, column, value, day)
    return {row for row, line in lines.items() if any(state[column] == value for state in line.since(day))}


def _lines_with(model: type[models.Model], column: str, value: int, day: date) -> dict[int, Timeline]:
    """The timelines of all rows that may have the value on a day or later: they have it, or it was written down,
    for whichever day, or it was taken from them since."""
    table, begins = model._meta.db_table, timezone.make_aware(datetime.combine(day, time.min))
    written = Change.objects.filter(Q(new=value) | Q(old=value), table=table, field=column)
    taken = Revision.objects.filter(
        table=table, row__isnull=False, at__gte=begins, **{f"old__{column}": value}
    )
    may_be = Q(**{column: value}) | Q(pk__in=written.values("row")) | Q(pk__in=taken.values("row"))
    return timelines(model, model._default_manager.filter(may_be).values_list("pk", flat=True))


def holds(state: Mapping[str, Any], day: date) -> bool:
    """Whether a state held on the day. Dates are text in revisions and dates in rows."""
    until = state["until"]
    return str(state["since"]) <= day.isoformat() and (until is None or day.isoformat() < str(until))


def _by_row(found: Iterable[Any]) -> defaultdict[int, list[Any]]:
    rows: defaultdict[int, list[Any]] = defaultdict(list)
    for each in found:
        rows[each.row].append(each)
    return rows


def _first_state(revisions: list[Revision], present: State | None) -> State | None:
    if not revisions:  # dwellings are not written one by one when they are loaded
        return present
    first: State | None = revisions[0].old or revisions[0].data
    return first


def _steps(revisions: list[Revision], changes: list[Change]) -> Iterable[Step]:
    written: defaultdict[int, set[str]] = defaultdict(set)
    for change in changes:
        end = getattr(change, "end", None)
        if end is not None and end.revision is not None:
            written[end.revision].add(change.field)
        yield Step(change.effective, (change.after, 1, change.pk), {change.field: change.new})
    for revision in revisions:
        if revision.old is None:
            continue
        day = timezone.localdate(revision.at)
        values = _difference(revision.old, revision.data, written[revision.pk])
        if values is None or values:
            yield Step(day, (revision.pk, 0, 0), values)


def _difference(old: State, data: State | None, without: set[str]) -> State | None:
    if data is None:
        return None
    return {
        name: value
        for name, value in data.items()
        if name not in without and (name not in old or old[name] != value)
    }
