"""Whatever is done in whatever order: the row is what its events say, and no clock dangles."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.answer import answer_case
from huisheng.cases.actions.assign import NotThere, assign_case
from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.course import Token
from huisheng.cases.actions.escalate import escalate_overdue, let_fall_silent
from huisheng.cases.actions.give import NotForThem, give_case
from huisheng.cases.actions.hand_back import hand_back
from huisheng.cases.actions.lift import lift_accusation
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.report import report_progress
from huisheng.cases.actions.resident import (
    Rating,
    add_words,
    confirm_case,
    rate_case,
    send_back,
    withdraw_case,
)
from huisheng.cases.actions.take_over import take_over
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.actions.write import write_to_resident
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import Outcome, Urgency
from huisheng.cases.models.projection import replay
from huisheng.cases.models.transitions import CLOSED, OPEN, Clock, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.matters import asked, category_id, viewer
from huisheng.core import clock
from tests.cast import Cast

FACTS = ("id", "number", "channel", "title", "subject_id", "received_at")
DERIVED = ("station_id", "subcentre_id")


def new() -> Token:
    return Token(uuid4())


def moves(cast: Cast, case: Case) -> dict[str, object]:
    clerk, over = viewer(cast.wang_fang), viewer(cast.sun_li)
    decision = Decision(category_id("refuse"), urgency=Urgency.COMPLEX, assign_to=cast.station.id)
    return {
        "triage": lambda: triage_case(case.id, over, new(), decision),
        "assign": lambda: assign_case(case.id, over, new(), cast.studio.id),
        "accuse": lambda: accuse_unit(case.id, over, new(), cast.studio.id),
        "lift": lambda: lift_accusation(case.id, over, new()),
        "accept": lambda: accept_case(case.id, clerk, new()),
        "give": lambda: give_case(case.id, clerk, new(), cast.zhao_qiang.id),
        "call": lambda: call_unit(case.id, clerk, new(), cast.civil_affairs.id),
        "write": lambda: write_to_resident(case.id, clerk, new(), "明天来"),
        "progress": lambda: report_progress(case.id, clerk, new(), "看过了"),
        "question": lambda: ask_resident(case.id, clerk, new(), "几号楼？"),
        "add": lambda: add_words(case.id, new(), "三号楼"),
        "hand_back": lambda: hand_back(case.id, clerk, new(), "不归我们"),
        "answer": lambda: answer_case(case.id, clerk, new(), "办好了", Outcome.FIXED),
        "confirm": lambda: confirm_case(case.id, new()),
        "send_back": lambda: send_back(case.id, new(), "还没有"),
        "rate": lambda: rate_case(case.id, new(), Rating(outcome="4")),
        "withdraw": lambda: withdraw_case(case.id, new()),
        "take_over": lambda: take_over(case.id, over, new()),
        "escalate": escalate_overdue,
        "silence": let_fall_silent,
    }


MOVES = st.sampled_from(
    """triage assign accuse accept give call progress question add hand_back answer answer confirm send_back
    rate withdraw take_over lift escalate silence""".split()  # noqa: SIM905  # a list that one reads
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plan=st.lists(st.tuples(MOVES, st.integers(0, 60)), max_size=14),
    category=st.sampled_from(["refuse", None]),
)
def test_the_row_is_what_its_events_say(cast: Cast, plan, category):
    case_id = asked(cast, category).case_id
    start, hours = clock.now(), 0
    with pytest.MonkeyPatch.context() as time:
        for name, wait in plan:
            hours += wait
            time.setattr(clock, "now", lambda hours=hours: start + timedelta(hours=hours))
            try:
                moves(cast, Case.objects.get(pk=case_id))[name]()  # type: ignore[operator]
            except (NotOpen, Refused, NotThere, NotForThem):
                continue
    check(case_id)


def check(case_id) -> None:
    case = Case.objects.get(pk=case_id)
    events = list(CaseEvent.objects.filter(case_id=case_id).order_by("seq"))
    assert [event.seq for event in events] == list(range(1, case.version + 1))
    again = replay(events, {name: getattr(case, name) for name in FACTS})
    for field in Case._meta.concrete_fields:
        if field.attname not in DERIVED:
            assert getattr(again, field.attname) == getattr(case, field.attname), field.attname
    assert (case.state in OPEN) == (case.due_at is not None)
    assert (case.state in CLOSED) == (case.closed_at is not None)
    if case.state not in OPEN:
        assert (case.clock, case.escalate_at) == ("", None)
    if case.state == State.ANSWERED:
        assert (case.clock, case.escalate_at) == (Clock.CONFIRM, None)
