"""Whatever is merged, split, undone, answered or withdrawn in whatever order: nobody waits behind a case that is
over, no case follows a follower, and every row is what its events say."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.batch import Kind
from huisheng.cases.actions.escalate import escalate_overdue, let_fall_silent
from huisheng.cases.actions.mediate import start_mediation
from huisheng.cases.actions.resident import confirm_case, send_back, withdraw_case
from huisheng.cases.actions.several import CannotBe
from huisheng.cases.actions.split_off import split_off
from huisheng.cases.actions.undo import undo_batch
from huisheng.cases.models import Batch, Case
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import BEFORE_ANSWER, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.routing import NobodyAbove
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.cases.tests.several import batch, fresh, lights
from huisheng.cases.tests.test_replay import check
from huisheng.core import clock
from tests.cast import Cast

COUNT = 4
MOVES = st.sampled_from(
    "merge merge merge split_off answer confirm send_back withdraw accuse mediate remind undo escalate silence".split()  # noqa: SIM905  # a list that one reads
)


def do(name: str, cast: Cast, cases: list[Case], one: int, other: int) -> None:
    case, over = fresh(cases[one]), viewer(cast.sun_li)
    if name == "merge":
        batch(Kind.MERGE, [case, fresh(cases[other])], cast.sun_li)
    elif name == "remind":
        batch(Kind.REMIND, [case], cast.sun_li)
    elif name == "undo":
        last = Batch.objects.order_by("-at").first()
        if last is not None:
            undo_batch(last.key, over, uuid4())
    elif name == "split_off":
        split_off(case.id, over, token())
    elif name == "answer":
        answer_case(case.id, viewer(cast.wang_fang), token(), "换了灯泡。", Outcome.FIXED)
    elif name == "accuse":
        accuse_unit(case.id, over, token(), cast.studio.id)
    elif name == "escalate":
        escalate_overdue()
    elif name == "silence":
        let_fall_silent()
    else:
        answers: dict[str, Callable[..., Case]] = {
            "confirm": confirm_case,
            "send_back": send_back,
            "mediate": lambda id, form: start_mediation(id, viewer(cast.wang_fang), form),
        }
        answers.get(name, withdraw_case)(case.id, token())


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plan=st.lists(
        st.tuples(MOVES, st.integers(0, COUNT - 1), st.integers(0, COUNT - 1), st.integers(0, 60)),
        max_size=14,
    )
)
def test_nobody_is_lost_behind_a_case_that_is_over(cast: Cast, plan):
    cases, start, hours = lights(cast, COUNT), clock.now(), 0
    with pytest.MonkeyPatch.context() as time:
        for name, one, other, wait in plan:
            hours += wait
            time.setattr(clock, "now", lambda hours=hours: start + timedelta(hours=hours, seconds=len(plan)))
            try:
                do(name, cast, cases, one, other)
            except (NotOpen, Refused, CannotBe, NobodyAbove):
                continue
    stand = {case.id: case for case in map(fresh, cases)}
    for case in stand.values():
        check(case.id)
        if case.state == State.MERGED:
            head = stand[case.head_id]  # type: ignore[index]  # the database wants one
            assert head.state in BEFORE_ANSWER
            assert head.head_id is None
