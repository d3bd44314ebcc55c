"""What the district counts and what outsiders recompute from the log is the same, whatever happened in whatever order.

Every event is turned into its leaf and its opening, and read as the stand-alone verifier reads them; months are
compared one by one, so that a case at a month's edge lies on the same side of it.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.answer import Reply, reply_to_case
from huisheng.cases.actions.assign import NotThere, assign_case
from huisheng.cases.actions.batch import Kind as Many
from huisheng.cases.actions.escalate import escalate_overdue, let_fall_silent
from huisheng.cases.actions.exclude import ask_exclusion, ask_review, decide_exclusion, rule
from huisheng.cases.actions.extension import NoMoreTime, ask_extension, extend_case
from huisheng.cases.actions.resident import confirm_case, send_back, withdraw_case
from huisheng.cases.actions.several import CannotBe
from huisheng.cases.actions.split_off import split_off
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.actions.undo import undo_batch, undo_last
from huisheng.cases.models import Batch, Case, CaseEvent
from huisheng.cases.models.codes import Outcome, Urgency
from huisheng.cases.models.ends import AnswerGround
from huisheng.cases.models.transitions import NotOpen
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.figures import CLOSED, ON_TIME, Period, due_cases
from huisheng.cases.queries.routing import NobodyAbove
from huisheng.cases.tests.ends import COURT, REFERRED
from huisheng.cases.tests.matters import answer_case, asked, assigned, category_id, token, viewer
from huisheng.cases.tests.several import LIT, batch, fresh
from huisheng.cases.tests.test_replay import check
from huisheng.core import clock
from huisheng.evidence.queries.rows import one_row
from huisheng.evidence.sources import event_source
from huisheng.verify.figures import figures as verified
from huisheng.verify.leaf import FIELDS, OPENED
from huisheng.verify.openings import OpenedCase, faults_of, read_file, write_case, write_header
from tests.cast import Cast

HERE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 10, 22, 1, tzinfo=UTC)
MOST = 5
MOVES = st.sampled_from(
    """ask join join sort triage assign merge split_off accept answer answer confirm confirm send_back withdraw accuse
    undo undo_one silence more refer exclude review overturn escalate""".split()  # noqa: SIM905  # a list that one reads
)


def opened(case_ids: Iterable[Any]) -> list[OpenedCase]:
    """These cases as their openings tell them: all leaves of a public kind, every field shown."""
    lines = []
    for case_id in case_ids:
        seqs = CaseEvent.objects.filter(case_id=case_id).order_by("seq").values_list("seq", flat=True)
        rows = [one_row(event_source("case"), str(case_id), seq) for seq in seqs]
        line: list[list[Any]] = [
            [
                row.seq,
                row.kind.value,
                "00" * 32,
                *_shown({"case": row.subject, **row.fields}, FIELDS[row.kind]),
            ]
            for row in rows
            if row.kind in OPENED
        ]
        lines.append(write_case(line))
    header = write_header("2026-10", ["2026-10"], 0, len(lines))
    return list(read_file("\n".join([header, *lines]).encode()).cases)


def _shown(values: dict[str, str], names: Iterable[str]) -> list[list[str]]:
    return [[values[name], "00" * 16] for name in names]


def counted(period: Period, cases: list[Case]) -> tuple[int, int, int]:
    """How many of these are due, closed and on time, as the district's own figures have them."""
    due = due_cases(period).filter(pk__in=[case.pk for case in cases])
    return due.count(), due.filter(CLOSED).count(), due.filter(CLOSED & ON_TIME).count()


def moves(cast: Cast, cases: list[Case], one: Case, other: Case) -> dict[str, Callable[[], object]]:
    clerk, over = viewer(cast.wang_fang), viewer(cast.sun_li)
    decision = Decision(category_id("street_lighting"), urgency=Urgency.COMPLEX, assign_to=cast.station.id)
    reply = Reply(REFERRED, Outcome.REFERRED, AnswerGround.COURT, COURT, insist="同类纠纷。")
    last = Batch.objects.order_by("-at").first()
    return {
        "ask": lambda: _one_more(cast, cases, None),
        "join": lambda: _one_more(cast, cases, one),
        "triage": lambda: triage_case(one.id, over, token(), decision),
        "sort": lambda: triage_case(one.id, over, token(), Decision(decision.category_id)),
        "assign": lambda: assign_case(one.id, over, token(), cast.station.id),
        "merge": lambda: batch(Many.MERGE, [one, other], cast.sun_li),
        "undo": lambda: last and undo_batch(last.key, over, uuid4()),
        "undo_one": lambda: undo_last(one.id, over, uuid4()),
        "split_off": lambda: split_off(one.id, over, token()),
        "accept": lambda: accept_case(one.id, clerk, token()),
        "answer": lambda: answer_case(one.id, clerk, token(), "换了灯泡，昨晚亮了。", Outcome.FIXED),
        "refer": lambda: reply_to_case(one.id, clerk, token(), reply),
        "exclude": lambda: (
            ask_exclusion(one.id, clerk, token(), "合同纠纷。"),
            decide_exclusion(one.id, over, token(), "确属司法途径。", agree=True),
        ),
        "review": lambda: ask_review(one.id, token(), "不是合同。"),
        "overturn": lambda: rule(one.id, viewer(cast.qian_li), token(), "应当办。", overturn=True),
        "confirm": lambda: confirm_case(one.id, token()),
        "send_back": lambda: send_back(one.id, token()),
        "withdraw": lambda: withdraw_case(one.id, token()),
        "accuse": lambda: accuse_unit(one.id, over, token(), cast.studio.id),
        "more": lambda: (
            ask_extension(one.id, clerk, token(), 960, "要等零件"),
            extend_case(one.id, over, token(), 960),
        ),
        "silence": let_fall_silent,
        "escalate": escalate_overdue,
    }


def _one_more(cast: Cast, cases: list[Case], head: Case | None) -> None:
    """Another one of the same light: at a desk while nobody knows of what kind it is, or behind `head`."""
    if len(cases) >= MOST:
        return
    known: dict[str, Any] = {**LIT, "follows": head.id} if head else {"category": None}
    receipt = asked(cast, **known)
    cases.append(Case.objects.get(pk=receipt.case_id))


LATE_AT_THE_DESK = [("sort", 1, 0, 240)]
JOINED_LATE_AND_SENT_BACK = [("join", 0, 0, 240), ("answer", 0, 0, 1), ("send_back", 2, 0, 1)]
ASSIGNED_UNDONE_ASSIGNED = [("triage", 1, 0, 1), ("undo_one", 1, 0, 0), ("triage", 1, 0, 240)]
HEAD_WITHDRAWN = [("join", 0, 0, 240), ("withdraw", 0, 0, 1), ("answer", 2, 0, 1), ("confirm", 2, 0, 1)]
BOTH_PROMISED = [
    *(("triage", 1, 0, 230), ("merge", 0, 1, 1), ("withdraw", 0, 0, 1)),
    *(("answer", 1, 0, 1), ("confirm", 1, 0, 1)),
]
JOINED_AND_SPLIT_OFF = [("join", 0, 0, 240), ("split_off", 2, 0, 1), ("triage", 2, 0, 1)]


@pytest.mark.django_db
@example(plan=LATE_AT_THE_DESK)
@example(plan=JOINED_LATE_AND_SENT_BACK)
@example(plan=ASSIGNED_UNDONE_ASSIGNED)
@example(plan=HEAD_WITHDRAWN)
@example(plan=BOTH_PROMISED)
@example(plan=JOINED_AND_SPLIT_OFF)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plan=st.lists(
        st.tuples(MOVES, st.integers(0, 4), st.integers(0, 4), st.integers(0, 90)), min_size=3, max_size=18
    )
)
def test_months_are_the_same_from_within_and_from_outside(cast: Cast, plan):
    with pytest.MonkeyPatch.context() as time:
        cases = begin(cast, time)
        for move in plan:
            live(cast, cases, move, time)
    compare(cases)


def begin(cast: Cast, time: pytest.MonkeyPatch) -> list[Case]:
    """Late in October: a light that the station has, and a matter at the desk."""
    time.setattr(clock, "now", lambda: START)
    return [assigned(cast, **LIT), Case.objects.get(pk=asked(cast, None).case_id)]


def live(cast: Cast, cases: list[Case], move: tuple[str, int, int, int], time: pytest.MonkeyPatch) -> None:
    """So many hours later something happens, if it may."""
    name, one, other, hours = move
    at = clock.now() + timedelta(hours=hours, seconds=1)
    time.setattr(clock, "now", lambda: at)
    do = moves(cast, cases, fresh(cases[one % len(cases)]), fresh(cases[other % len(cases)]))[name]
    try:
        do()
    except (NotOpen, Refused, CannotBe, NobodyAbove, NotThere, NoMoreTime):
        return


def compare(cases: list[Case]) -> None:
    told = opened(case.id for case in cases)
    assert [fault for case in told for fault in faults_of(case)] == []
    firsts = [datetime(2026, 10 + n, 1, tzinfo=HERE) for n in range(3)]
    firsts += [datetime(2027, 1 + n, 1, tzinfo=HERE) for n in range(3)]
    for start, end in pairwise(firsts):
        mine, name = counted(Period(start, end), cases), f"{start:%Y-%m}"
        theirs = verified(told, since=name, until=name)
        assert mine == (theirs.due, theirs.closed, theirs.on_time), name
    for case in cases:
        check(case.id)
