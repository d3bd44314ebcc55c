"""The table itself: complete, without dead ends, and the only way from state to state."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.cases.models.transitions import (
    BEFORE_ANSWER,
    CLOSED,
    FOLLOWING,
    OPEN,
    STEP_OF,
    TRANSITIONS,
    Act,
    Clock,
    NotOpen,
    State,
    Step,
    Who,
    open_acts,
    transition,
)


def test_every_act_has_exactly_one_row():
    assert sorted(row.act for row in TRANSITIONS) == sorted(Act)


def test_every_state_belongs_to_a_step_and_is_open_closed_or_history():
    assert set(STEP_OF) == set(State)
    assert set(OPEN) | set(CLOSED) | set(FOLLOWING) | {State.HISTORIC} == set(State)
    assert not set(OPEN) & set(CLOSED)


def test_the_five_steps_come_in_their_order():
    path = [State.RECEIVED, State.TRIAGED, State.ASSIGNED, State.HANDLING, State.ANSWERED]
    acts = [Act.TRIAGE, Act.ASSIGN, Act.ACCEPT, Act.ANSWER]
    for act, (before, after) in zip(acts, pairwise(path), strict=True):
        assert transition(act, before).target == after
    order = list(Step)
    steps = [order.index(STEP_OF[state]) for state in path]
    assert steps == sorted(steps)


@pytest.mark.parametrize("state", OPEN)
def test_whatever_is_open_runs_against_a_clock(state):
    leading_here = [row for row in TRANSITIONS if row.target == state]
    assert leading_here
    assert all(row.clock for row in leading_here)


@pytest.mark.parametrize("state", State)
def test_every_state_can_be_reached_and_every_open_one_can_end(state):
    reached: set[State] = set()
    frontier = {row.target for row in TRANSITIONS if row.target and not row.sources}
    while frontier:
        reached |= frontier
        frontier = {r.target for r in TRANSITIONS for s in r.sources if s in reached and r.target} - reached
    assert state in reached
    if state in OPEN:
        assert Act.WITHDRAW in open_acts(state, Who.RESIDENT)


def test_only_the_resident_or_a_call_back_clerk_says_that_it_is_solved():
    assert set(transition(Act.CONFIRM, State.ANSWERED).who) == {Who.RESIDENT, Who.CALL_BACK}
    assert Who.STAFF not in transition(Act.SEND_BACK, State.ANSWERED).who


def test_silence_is_a_state_of_its_own_made_by_the_clock_alone():
    row = transition(Act.FALL_SILENT, State.ANSWERED)
    assert (row.target, row.who) == (State.SILENT, (Who.SYSTEM,))


def test_history_has_no_clock_and_leads_nowhere():
    assert transition(Act.IMPORT, None).clock is None
    assert not [row for row in TRANSITIONS if State.HISTORIC in row.sources and (row.target or row.clock)]


def test_a_send_back_starts_the_handling_clock_anew():
    assert transition(Act.SEND_BACK, State.ANSWERED).clock == Clock.HANDLE


def test_only_what_is_not_answered_escalates():
    assert transition(Act.ESCALATE, State.RECEIVED).sources == BEFORE_ANSWER


@given(st.sampled_from(Act), st.sampled_from([None, *State]))
def test_what_the_table_does_not_name_is_refused(act, state):
    named = any(
        row.act == act and (state in row.sources or (state is None and not row.sources))
        for row in TRANSITIONS
    )
    if named:
        assert transition(act, state).act == act
    else:
        with pytest.raises(NotOpen):
            transition(act, state)
