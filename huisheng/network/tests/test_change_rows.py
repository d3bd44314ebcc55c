"""A change holds from its day on, whenever it was written down; a planned one comes on its day, or never."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.apply_changes import apply_changes
from huisheng.network.actions.call_off_change import call_off_change
from huisheng.network.actions.change_rows import change_rows
from huisheng.network.actions.one_act import one_act
from huisheng.network.editing import Refused
from huisheng.network.models import Change, ChangeEnd, Plot, Revision, Unit
from huisheng.network.queries import chain_on, responsible_on, row_on
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.cast_network import LONG_AGO

AsOwner = Callable[[], AbstractContextManager[None]]
START = date(2026, 3, 1)
DAYS = 12


def move(plot: Plot, unit: Unit, day: date) -> list[Change]:
    with one_act(None, 3):
        return change_rows([plot], {"unit_id": unit.pk}, effective=day, actor=3, reason="调整")


def unit_on(plot: Plot, day: date) -> str:
    found = responsible_on(plot.pk, day)
    assert found is not None
    return found.unit.name


def test_a_change_of_a_past_day_holds_from_that_day(cast: Cast) -> None:
    plot, day = cast.plots[0], clock.today() - timedelta(days=10)
    (change,) = move(plot, cast.second_studio, day)
    assert tree().plot(plot.pk).unit_id == cast.second_studio.pk
    assert unit_on(plot, day - timedelta(days=1)) == cast.studio.name
    assert unit_on(plot, day) == unit_on(plot, clock.today()) == cast.second_studio.name
    assert (change.old, change.new, change.end.kind) == (cast.studio.pk, cast.second_studio.pk, "applied")


def test_a_change_before_a_later_one_fills_in_the_days_between_and_leaves_today(cast: Cast) -> None:
    plot, today = cast.plots[0], clock.today()
    move(plot, cast.second_studio, today - timedelta(days=5))
    move(plot, cast.next_station, today - timedelta(days=9))
    plot.refresh_from_db()
    assert plot.unit_id == cast.second_studio.pk
    assert [unit_on(plot, today - timedelta(days=ago)) for ago in (10, 9, 6, 5, 0)] == [
        cast.studio.name,
        cast.next_station.name,
        cast.next_station.name,
        cast.second_studio.name,
        cast.second_studio.name,
    ]


def test_what_is_planned_comes_on_its_day_and_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plot, day = cast.plots[0], clock.today() + timedelta(days=4)
    move(plot, cast.second_studio, day)
    plot.refresh_from_db()
    assert plot.unit_id == cast.studio.pk
    assert (unit_on(plot, clock.today()), unit_on(plot, day)) == (cast.studio.name, cast.second_studio.name)
    assert apply_changes() == 0
    monkeypatch.setattr(clock, "today", lambda: day + timedelta(days=2))  # the worker stood still
    assert (apply_changes(), apply_changes()) == (1, 0)
    plot.refresh_from_db()
    assert plot.unit_id == cast.second_studio.pk
    assert AuditEntry.objects.filter(action="network.change_applied").count() == 1


def test_what_is_called_off_never_comes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plot, day = cast.plots[0], clock.today() + timedelta(days=4)
    (change,) = move(plot, cast.second_studio, day)
    call_off_change(change.pk, actor=3)
    call_off_change(change.pk, actor=3)
    assert unit_on(plot, day) == cast.studio.name
    monkeypatch.setattr(clock, "today", lambda: day)
    assert apply_changes() == 0
    plot.refresh_from_db()
    assert plot.unit_id == cast.studio.pk
    assert ChangeEnd.objects.get(change=change).actor == 3


def test_what_took_effect_cannot_be_called_off(cast: Cast) -> None:
    (change,) = move(cast.plots[0], cast.second_studio, clock.today())
    with pytest.raises(Refused):
        call_off_change(change.pk, actor=3)


def test_what_the_database_would_refuse_is_refused_when_it_is_planned(cast: Cast) -> None:
    with pytest.raises(Refused) as refused, one_act(None, 3):
        day = clock.today() + timedelta(days=4)
        change_rows([cast.street], {"parent_id": cast.station.pk}, effective=day, actor=3)
    assert list(refused.value.problems) == ["parent"]
    assert not Change.objects.exists()


def test_a_planned_change_that_no_longer_fits_is_refused_on_its_day_and_holds_back_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = clock.today() + timedelta(days=4)
    with one_act(None, 3):
        change_rows([cast.civil_affairs], {"parent_id": cast.housing.pk}, effective=day, actor=3)
    move(cast.plots[0], cast.second_studio, day)
    Unit.objects.filter(pk=cast.housing.pk).update(parent=cast.civil_affairs)  # now it would be a cycle
    monkeypatch.setattr(clock, "today", lambda: day)
    assert apply_changes() == 1
    assert ChangeEnd.objects.get(kind="refused").change.row == cast.civil_affairs.pk
    state = row_on(Unit, cast.civil_affairs.pk, day)
    assert state is not None and state["parent_id"] == cast.centre.pk
    assert AuditEntry.objects.get(action="network.change_refused").detail["rule"] == "network_unit_no_cycle"


def test_before_it_was_there_nothing_can_change(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        move(cast.plots[0], cast.second_studio, LONG_AGO - timedelta(days=1))
    assert "effective" in refused.value.problems


def test_the_five_levels_of_a_day_follow_units_and_plots(cast: Cast) -> None:
    day = clock.today() - timedelta(days=10)
    with one_act(None, 3):
        change_rows([cast.studio], {"parent_id": cast.next_station.pk}, effective=day, actor=3)

    def stations(on: date) -> list[str]:
        chain = chain_on(cast.plots[0].pk, on)
        assert chain is not None
        assert [len(units) for _level, units in chain.rows] == [2, 1, 1, 1, 0]
        return [unit.name for unit in chain.units if unit.level == 3]

    assert stations(day - timedelta(days=1)) == [cast.station.name]
    assert stations(day) == [cast.next_station.name]
    assert chain_on(cast.plots[0].pk, LONG_AGO - timedelta(days=1)) is None


@dataclass
class Model:
    """The plainest picture: for each day a value, and the day of the change that governs it."""

    changes: list[tuple[int, int]]

    def values(self, first: int) -> list[int]:
        days, governs = [first] * DAYS, [-1] * DAYS
        for effective, value in self.changes:
            for day in range(effective, DAYS):
                if governs[day] <= effective:
                    days[day], governs[day] = value, effective
        return days


# On each day some of: ("change", effective day, unit), ("write", unit), ("call off", which of those planned).
CHANGES = st.tuples(st.just("change"), st.integers(0, DAYS - 1), st.integers(0, 3))
ACTS = st.one_of(
    CHANGES,
    CHANGES,
    st.tuples(st.just("write"), st.just(0), st.integers(0, 3)),
    st.tuples(st.just("call off"), st.integers(0, 5), st.just(0)),
)
SERIES = st.lists(st.tuples(st.integers(0, DAYS - 1), ACTS), min_size=5, max_size=14).map(
    lambda acts: sorted(acts, key=lambda act: act[0])
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(series=SERIES)
# Written down later for an earlier day than the change before it was applied on.
@example(series=[(5, ("change", 2, 1)), (6, ("change", 4, 2))])
@example(series=[(1, ("change", 8, 1)), (3, ("change", 9, 2)), (4, ("call off", 0, 0)), (9, ("write", 0, 3))])
# Changed back on the day on which a plan came, by somebody whose row was read before it came.
@example(series=[(0, ("write", 0, 1)), (0, ("change", 1, 0)), (1, ("change", 1, 1))])
def test_any_series_is_answered_for_every_day_as_a_simple_model_answers(
    cast: Cast, as_owner: AsOwner, series: list[tuple[int, tuple[str, int, int]]]
) -> None:
    with transaction.atomic(), pytest.MonkeyPatch.context() as patched:
        run(cast, as_owner, patched, series)
        transaction.set_rollback(True)


def run(
    cast: Cast, as_owner: AsOwner, patched: pytest.MonkeyPatch, series: list[tuple[int, tuple[str, int, int]]]
) -> None:
    units = [cast.studio, cast.second_studio, cast.other_studio, cast.next_station]
    plot, model = Plot.objects.get(pk=cast.plots[0].pk), Model([])
    planned: list[tuple[Change, tuple[int, int]]] = []
    for today in range(DAYS):
        patched.setattr(clock, "today", lambda day=today: START + timedelta(days=day))
        with written_on(as_owner, clock.today()):
            apply_changes()
        planned = [(change, entry) for change, entry in planned if entry[0] > today]
        for _day, (act, number, unit) in (each for each in series if each[0] == today):
            with written_on(as_owner, clock.today()):
                if act == "write":
                    Plot.objects.filter(pk=plot.pk).update(unit=units[unit])
                    if model.values(0)[today] != unit:
                        model.changes.append((today, unit))
                elif act == "change":
                    made = move(plot, units[unit], START + timedelta(days=number))
                    if made:
                        model.changes.append((number, unit))
                    planned += [(change, (number, unit)) for change in made if number > today]
                elif planned:
                    change, entry = planned.pop(number % len(planned))
                    call_off_change(change.pk, actor=3)
                    model.changes.remove(entry)
            plot.refresh_from_db()
            assert units.index(plot.unit) == model.values(0)[today]
    answers = [unit_on(plot, START + timedelta(days=day)) for day in range(DAYS)]
    assert answers == [units[value].name for value in model.values(0)]


@contextmanager
def written_on(as_owner: AsOwner, day: date) -> Iterator[None]:
    """Let the revisions that are written inside bear the noon of a day."""
    last = Revision.objects.aggregate(last=Max("id"))["last"] or 0
    yield
    written = Revision.objects.filter(id__gt=last)
    if written.exists():
        with as_owner():
            written.update(at=timezone.make_aware(datetime(day.year, day.month, day.day, 12)))
