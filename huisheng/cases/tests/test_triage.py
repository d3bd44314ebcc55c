"""Triage: the desk decides what it is, where and for whom, in one act."""

from datetime import timedelta

import pytest

from huisheng.cases.actions.assign import NotThere
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import CaseEvent
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.matters import asked, case_of, category_id, token, viewer
from tests.cast import Cast


@pytest.fixture
def waiting(cast: Cast):
    return case_of(asked(cast, category=None))


def test_the_clerk_decides_and_assigns_in_one_transaction(cast: Cast, waiting):
    decision = Decision(category_id("refuse"), urgency=Urgency.URGENT, assign_to=cast.studio.id)
    case = triage_case(waiting.id, viewer(cast.wang_fang), token(waiting), decision)
    assert (case.state, case.unit_id, case.urgency) == (State.ASSIGNED, cast.studio.id, Urgency.URGENT)
    assert (case.need_class, case.desk_reason, case.catalogue) == ("everyday", "", "2026-2")
    acts = CaseEvent.objects.filter(case=case).order_by("seq").values_list("act", flat=True)
    assert list(acts) == [Act.ASK, Act.TRIAGE, Act.ASSIGN]


def test_without_a_unit_the_case_waits_for_its_assignment(cast: Cast, waiting):
    case = triage_case(waiting.id, viewer(cast.wang_fang), token(waiting), Decision(category_id("refuse")))
    assert case.state == State.TRIAGED
    assert case.due_at is not None


def test_the_deadline_follows_the_urgency_that_was_decided(cast: Cast, waiting):
    urgent = Decision(category_id("refuse"), urgency=Urgency.URGENT, assign_to=cast.studio.id)
    case = triage_case(waiting.id, viewer(cast.wang_fang), token(waiting), urgent)
    event = CaseEvent.objects.get(case=case, act=Act.ASSIGN)
    assert case.due_at == event.at + timedelta(minutes=30)
    assert case.promised_at == event.at + timedelta(hours=2)


def test_the_need_class_may_differ_from_the_categorys(cast: Cast, waiting):
    decision = Decision(category_id("refuse"), need_class="hardship")
    case = triage_case(waiting.id, viewer(cast.wang_fang), token(waiting), decision)
    assert case.need_class == "hardship"


@pytest.mark.parametrize("somebody", ["he_san", "zhao_qiang", "zhou_min", "qian_li", "wu_shen", "zheng_guan"])
def test_nobody_else_triages(cast: Cast, waiting, somebody):
    with pytest.raises(Refused):
        triage_case(
            waiting.id, viewer(getattr(cast, somebody)), token(waiting), Decision(category_id("refuse"))
        )
    waiting.refresh_from_db()
    assert waiting.state == State.RECEIVED


def test_a_closed_unit_gets_nothing(cast: Cast, waiting):
    cast.studio.until = cast.studio.since.replace(year=2021)
    cast.studio.save()
    with pytest.raises(NotThere):
        triage_case(
            waiting.id,
            viewer(cast.wang_fang),
            token(waiting),
            Decision(category_id("refuse"), assign_to=cast.studio.id),
        )
    waiting.refresh_from_db()
    assert waiting.state == State.RECEIVED
