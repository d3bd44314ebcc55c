"""What turned out to be about a unit, or lies between parties, is told to nobody who had reported the same."""

import pytest

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.lift import lift_accusation
from huisheng.cases.actions.mediate import start_mediation
from huisheng.cases.actions.report import report_progress
from huisheng.cases.actions.resident import send_back
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import Case, CaseEvent, MediationParty
from huisheng.cases.models.codes import CaseKind, Outcome
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.queries.resident import matter_of
from huisheng.cases.tests.matters import answer_case, category_id, token, viewer
from huisheng.cases.tests.mediations import begun, mediation
from huisheng.cases.tests.several import fresh, merged
from huisheng.cases.tests.test_replay import check
from tests.cast import Cast

ANSWER, FOUND = "换了灯泡，昨晚亮了。", "经查，赵某上门时态度粗暴，已经批评并调离。"


@pytest.fixture
def told(cast: Cast) -> list[Case]:
    """Two reports of one light, answered at the first."""
    cases = merged(cast, 2)
    answer_case(cases[0].id, viewer(cast.wang_fang), token(), ANSWER, Outcome.FIXED)
    return [fresh(case) for case in cases]


def read_by(case: Case) -> str:
    """All that the page of its resident says of what happened."""
    return " ".join(f"{each.act} {each.unit} {each.words}" for each in matter_of(fresh(case)).happenings)


def test_the_answer_to_a_complaint_goes_to_whoever_complained_alone(cast: Cast, told: list[Case]) -> None:
    head, follower = told
    over = viewer(cast.sun_li)
    accuse_unit(head.id, over, token(), cast.studio.id, cast.zhao_qiang.id)
    before = read_by(follower)
    triage_case(head.id, over, token(), Decision(category_id=category_id("other")))
    assign_case(head.id, over, token(), cast.civil_affairs.id)
    accept_case(head.id, viewer(cast.zhou_min), token())
    report_progress(head.id, viewer(cast.zhou_min), token(), FOUND)
    answer_case(head.id, viewer(cast.zhou_min), token(), FOUND, Outcome.UPHELD)
    assert read_by(follower) == before
    assert ANSWER in before and FOUND not in before
    assert (fresh(follower).state, fresh(follower).unit_id) == (State.ANSWERED, cast.station.id)
    check(head.id)
    check(follower.id)


def test_who_waits_behind_what_becomes_a_mediation_waits_for_the_work_and_not_for_the_parties(
    cast: Cast,
) -> None:
    head, second, third = merged(cast)
    accept_case(head.id, viewer(cast.wang_fang), token())
    start_mediation(head.id, viewer(cast.wang_fang), token())
    head, second, third = map(fresh, (head, second, third))
    assert (second.head_id, second.state, second.unit_id) == (None, State.HANDLING, cast.station.id)
    assert third.head_id == second.id
    for case in (head, second, third):
        check(case.id)


def test_the_answer_of_a_mediation_is_not_relayed_to_who_had_the_first_one(
    cast: Cast, told: list[Case]
) -> None:
    head, follower = told
    send_back(head.id, token(), "是楼上故意砸的")
    start_mediation(head.id, viewer(cast.wang_fang), token())
    report_progress(head.id, viewer(cast.wang_fang), token(), "约了楼上那家。")
    answer_case(head.id, viewer(cast.wang_fang), token(), "没有谈成，可以起诉。", Outcome.NOT_AGREED)
    assert not CaseEvent.objects.filter(case_id=follower.id, act=Act.RELAY, seq__gt=follower.version).exists()
    assert "楼上" not in read_by(follower) and "起诉" not in read_by(follower)


def test_a_mediation_that_was_held_to_be_a_complaint_may_be_one_again(cast: Cast) -> None:
    case, over, clerk = begun(cast), viewer(cast.sun_li), viewer(cast.wang_fang)
    accuse_unit(case.id, over, token(), cast.studio.id)
    lift_accusation(case.id, over, token())
    triage_case(case.id, over, token(), Decision(category_id=category_id("other")))
    assign_case(case.id, over, token(), cast.station.id)
    accept_case(case.id, clerk, token())
    again = start_mediation(case.id, clerk, token())
    assert again.kind == CaseKind.MEDIATION
    assert [party.n for party in mediation(again).parties] == [1, 2]
    assert MediationParty.objects.filter(case_id=case.id, n=1).count() == 1
