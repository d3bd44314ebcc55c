"""Whatever is done in whatever order: the row is what its events say, and no clock dangles."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.assign import NotThere, assign_case
from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.contact import contact_resident
from huisheng.cases.actions.course import Token
from huisheng.cases.actions.escalate import escalate_overdue, let_fall_silent, warn_in_time
from huisheng.cases.actions.extension import NoMoreTime, ask_extension, extend_case, refuse_extension
from huisheng.cases.actions.give import NotForThem, give_case
from huisheng.cases.actions.late import call_late_beside, call_late_contacts
from huisheng.cases.actions.lift import lift_accusation
from huisheng.cases.actions.object import Objection, object_to_case
from huisheng.cases.actions.pause import CannotPause, Pause, pause_case, resume_case, resume_in_time
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
from huisheng.cases.actions.rule import dismiss, uphold
from huisheng.cases.actions.take_over import take_over
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.actions.write import write_to_resident
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.codes import ContactHow, Ground, Outcome, PauseReason, Urgency
from huisheng.cases.models.projection import FACTS, replay
from huisheng.cases.models.side_clock import replay_side_clocks
from huisheng.cases.models.transitions import CLOSED, OPEN, Clock, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.matters import answer_case, asked, category_id, viewer
from huisheng.core import clock
from tests.cast import Cast

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
        "object": lambda: object_to_case(case.id, clerk, new(), Objection(Ground.REMIT, "不归我们")),
        "uphold": lambda: uphold(case.id, over, new(), cast.housing.id, "归住建"),
        "dismiss": lambda: dismiss(case.id, over, new(), "归你们"),
        "answer": lambda: answer_case(case.id, clerk, new(), "办好了", Outcome.FIXED),
        "confirm": lambda: confirm_case(case.id, new()),
        "send_back": lambda: send_back(case.id, new(), "还没有"),
        "rate": lambda: rate_case(case.id, new(), Rating(outcome="4")),
        "withdraw": lambda: withdraw_case(case.id, new()),
        "take_over": lambda: take_over(case.id, over, new()),
        "contact": lambda: contact_resident(case.id, clerk, new(), ContactHow.VISIT, "见过了"),
        "pause": lambda: pause_case(
            case.id, clerk, new(), Pause(PauseReason.SEASON, clock.now() + timedelta(days=3), "等开春")
        ),
        "resume": lambda: resume_case(case.id, clerk, new()),
        "more": lambda: ask_extension(case.id, clerk, new(), 480, "要等零件"),
        "extend": lambda: extend_case(case.id, over, new(), 480),
        "refuse": lambda: refuse_extension(case.id, over, new(), "不用这么久"),
        "warn": warn_in_time,
        "late": lambda: (resume_in_time(), call_late_contacts(), call_late_beside()),
        "escalate": escalate_overdue,
        "silence": let_fall_silent,
    }


MOVES = st.sampled_from(
    """triage assign accuse accept give call progress question add object uphold dismiss object answer answer
    confirm send_back rate withdraw take_over lift escalate silence contact pause
    resume more extend refuse warn late""".split()  # noqa: SIM905  # a list that one reads
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
            except (NotOpen, Refused, NotThere, NotForThem, CannotPause, NoMoreTime):
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
    clocks = [vars(one) for one in SideClock.objects.filter(case=case_id).order_by("n")]
    told = [vars(one) for one in replay_side_clocks(events)]
    assert [_plain(one) for one in clocks] == [_plain(one) for one in told]
    assert case.side_clocks_running == sum(one["ended_at"] is None for one in clocks)
    assert [event.at for event in events] == sorted(event.at for event in events)
    requests = [one for one in clocks if one["clock"] == Clock.APPROVE and one["ended_at"] is None]
    assert len(requests) == (case.approver_id is not None)
    assert (case.state in OPEN) == (case.due_at is not None)
    assert (case.state in CLOSED) == (case.closed_at is not None)
    if case.state not in OPEN:
        assert (case.clock, case.escalate_at) == ("", None)
    if case.state == State.ANSWERED:
        assert (case.clock, case.escalate_at, case.warn_at) == (Clock.CONFIRM, None, None)


def _plain(clock: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in clock.items() if name != "_state"}
