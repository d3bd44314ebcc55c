"""Whatever is moved, merged, closed, planned and called off: on every day every unit's line reaches the top."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huisheng.core import clock
from huisheng.network import tree as snapshots
from huisheng.network.actions.call_off_change import call_off_change
from huisheng.network.actions.call_off_closing import call_off_closing
from huisheng.network.actions.close_unit import UnitStillNeeded, close_unit
from huisheng.network.actions.create_unit import NewUnit, create_unit
from huisheng.network.actions.merge_units import merge_units
from huisheng.network.actions.move_unit import move_unit
from huisheng.network.editing import Refused
from huisheng.network.models import Change, Unit
from huisheng.network.tests.asking import CLERK, asked, in_days
from huisheng.network.timeline import timelines
from tests.cast import Cast

ACTS = ("move", "move", "move", "close", "merge", "create", "call_off", "call_off_closing")
UNITS = (
    "station",
    "next_station",
    "other_station",
    "studio",
    "second_studio",
    "other_studio",
    "hub",
    "street",
)
DAYS = range(-8, 12)
Step = tuple[str, str, str, int]
steps_of = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(UNITS), st.sampled_from(UNITS), st.integers(-6, 8)),
    min_size=2,
    max_size=10,
)


class _TakenBack(Exception):
    """An example is over."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps_of)
def test_on_every_day_every_line_reaches_the_top(cast: Cast, steps: list[Step]) -> None:
    try:
        with transaction.atomic():
            done = [step for number, step in enumerate(steps) if did(cast, number, step)]
            assert broken_lines() == [], done
            raise _TakenBack
    except _TakenBack:
        snapshots.forget()


def did(cast: Cast, number: int, step: Step) -> bool:
    """Do it, unless it is refused."""
    act, one, other, days = step
    unit, into = Unit.objects.get(pk=getattr(cast, one).pk), getattr(cast, other)
    try:
        with transaction.atomic():
            if act == "move":
                move_unit(unit.pk, into.pk, asked(unit, in_days(days)))
            elif act == "close":
                close_unit(unit.pk, until=in_days(days), actor=CLERK)
            elif act == "merge":
                merge_units(unit.pk, into.pk, asked(unit, in_days(days)))
            elif act == "create":
                new = NewUnit(f"N-{number}", "新单位", into.kind, unit.pk, None, "government")
                create_unit(new, since=in_days(days), actor=CLERK)
            elif act == "call_off_closing":
                call_off_closing(unit.pk, asked(unit))
            else:
                call_off_change(Change.objects.filter(end__isnull=True).latest("id").pk, actor=CLERK)
    except (Refused, UnitStillNeeded, Change.DoesNotExist):
        return False
    return True


def broken_lines() -> list[str]:
    """Units that hold on a day while somebody above them does not, or whose line runs in a circle or skips a level."""
    units = {unit.pk: unit.code for unit in Unit.objects.all()}
    lines, broken = timelines(Unit, units), []
    for day in (clock.today() + timedelta(days=days) for days in DAYS):
        states = {unit: line.on(day) for unit, line in lines.items()}
        for unit, begins in states.items():
            state, seen = begins, set[int]()
            while state is not None and state["parent_id"] is not None:
                above = states[state["parent_id"]]
                fits = above is not None and state["level"] - above["level"] in (0, 1)
                if not fits or state["parent_id"] in seen:
                    broken.append(f"{units[unit]} {day}: {units[state['parent_id']]}")
                    break
                seen.add(state["id"])
                state = above
    return broken
