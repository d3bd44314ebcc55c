"""The pending ledger 挂账: proposed, approved one level up, reviewed on its day, due in the figures all the time."""

from datetime import datetime, timedelta

import pytest

from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.escalate import escalate_overdue
from huisheng.cases.actions.pending import (
    ReviewInThePast,
    decide_pending,
    propose_pending,
    review_pending,
    take_up,
)
from huisheng.cases.actions.resident import withdraw_case
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.ends import Pending, PendingReason
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.ledger import public_ledger
from huisheng.cases.tests.ends import pending_asked, pending_on, proposal
from huisheng.cases.tests.matters import answer_case, handling, token, viewer
from huisheng.cases.tests.pages import act_on, signed_in, text
from huisheng.core import clock
from tests.cast import Cast, add_person, appoint


def running(case: Case) -> list[tuple[str, int]]:
    rows = SideClock.objects.filter(case_id=case.id, ended_at__isnull=True)
    return list(rows.values_list("clock", "unit_id"))


def test_until_somebody_agrees_the_handling_clock_goes_on(cast: Cast):
    before = handling(cast)
    case = propose_pending(before.id, viewer(cast.wang_fang), token(), proposal(cast))
    assert (case.pending, case.clock, case.due_at) == (Pending.ASKED, Clock.HANDLE, before.due_at)
    assert running(case) == [(Clock.APPROVE, cast.street.id)]


def test_approved_one_level_up_it_waits_until_the_day_of_its_review(cast: Cast):
    case = pending_on(cast)
    assert (case.pending, case.pending_reason, case.state) == (
        Pending.ON, PendingReason.BUDGET, State.HANDLING,
    )  # fmt: skip
    asked = CaseEvent.objects.get(case_id=case.id, act=Act.PROPOSE_PENDING)
    assert (case.clock, case.due_at) == (Clock.REVIEW, datetime.fromisoformat(asked.codes["review_at"]))
    assert running(case) == []


def test_the_unit_may_not_approve_what_it_proposed(cast: Cast):
    case = pending_asked(cast)
    for person in (cast.wang_fang, cast.zhao_qiang, cast.he_san):
        with pytest.raises(Refused):
            decide_pending(case.id, viewer(person), token(), "", agree=True)


def test_refused_it_is_handled_on_as_if_nobody_had_asked(cast: Cast):
    asked = pending_asked(cast)
    case = decide_pending(asked.id, viewer(cast.sun_li), token(), "先修一段。", agree=False)
    assert (case.pending, case.clock, case.due_at) == ("", Clock.HANDLE, asked.due_at)
    assert propose_pending(case.id, viewer(cast.wang_fang), token(), proposal(cast)).pending == Pending.ASKED


def test_a_day_that_is_over_is_no_review_day(cast: Cast):
    with pytest.raises(ReviewInThePast):
        propose_pending(handling(cast).id, viewer(cast.wang_fang), token(), proposal(cast, days=-1))


def test_nobody_escalates_it_before_that_day_and_somebody_does_after(cast: Cast, later):
    case = pending_on(cast)
    later(days=50)
    escalate_overdue()
    assert Case.objects.get(pk=case.id).escalations == 0
    later(days=61)
    escalate_overdue()
    assert Case.objects.get(pk=case.id).supervisor_id == cast.street.id


def test_looked_at_again_it_waits_until_a_new_day_or_is_handled_with_a_fresh_clock(cast: Cast, later):
    case = pending_on(cast)
    later(days=60)
    then = clock.now() + timedelta(days=30)
    waits = review_pending(case.id, viewer(cast.wang_fang), token(), "钱还没有到。", then)
    assert (waits.pending, waits.due_at) == (Pending.ON, then)
    again = take_up(case.id, viewer(cast.wang_fang), token(), "钱到了。")
    assert (again.pending, again.pending_reason, again.state) == ("", "", State.HANDLING)
    assert (again.clock, again.promised_at) == (Clock.HANDLE, again.due_at)
    assert again.due_at is not None
    assert again.due_at > clock.now()
    assert again.first_promised_at == case.first_promised_at


def test_an_answer_takes_it_off_the_ledger(cast: Cast):
    case = pending_on(cast)
    done = answer_case(case.id, viewer(cast.wang_fang), token(), "管网改好了。", Outcome.FIXED)
    assert (done.state, done.pending) == (State.ANSWERED, "")


def test_whatever_overtakes_a_proposal_ends_the_wait_for_approval(cast: Cast):
    case = pending_asked(cast)
    back = assign_case(case.id, viewer(cast.sun_li), token(), cast.studio.id)
    assert (back.pending, running(back), back.side_clocks_running) == ("", [], 0)
    with pytest.raises(NotOpen):
        decide_pending(case.id, viewer(cast.sun_li), token(), "", agree=True)


def test_a_withdrawn_case_is_off_the_ledger(cast: Cast):
    assert withdraw_case(pending_on(cast).id, token()).pending == ""


def test_by_the_pages_the_owner_and_the_day_are_named(cast: Cast):
    case = handling(cast)
    day = (clock.today() + timedelta(days=40)).isoformat()
    clerk = signed_in(cast.wang_fang)
    typed = {"reason": "plan", "words": "等明年管网改造排进去。", "post": "leader", "review_at": day}
    nobody = act_on(clerk, case, "pending", unit=cast.station.name, **typed)
    assert nobody.status_code == 422 and "有人的岗位：工作站办事员。" in text(nobody)
    assert "那里现在没有人，请换" in text(act_on(clerk, case, "pending", unit="春城街道分中心", **typed))
    appoint([(add_person("春领导", "chun.lingdao"), "leader", cast.street)])
    assert act_on(clerk, case, "pending", unit="春城街道分中心", **typed).status_code == 302
    decision = signed_in(cast.sun_li).get(f"/cases/{case.number}/pending/decision")
    assert "春城街道分中心 领导" in text(decision)
    assert case.number in text(signed_in(cast.sun_li).get("/cases/reviews"))
    act_on(signed_in(cast.sun_li), case, "pending_decision", decision="agree", words="同意。")
    listed = text(clerk.get("/cases/pending"))
    assert "春城街道分中心 领导" in listed
    assert case.number in listed
    assert case.number not in text(signed_in(cast.he_san).get("/cases/pending"))
    wait = act_on(clerk, case, "pending_review", decision="wait", words="还没有排上。", review_at="")
    assert "请选一天" in text(wait)
    assert act_on(clerk, case, "pending_review", decision="resume", words="排上了。").status_code == 302


def test_no_post_is_named_that_nobody_chose(cast: Cast):
    day = (clock.today() + timedelta(days=40)).isoformat()
    typed = {"reason": "plan", "words": "等排期。", "unit": "春城街道分中心", "review_at": day, "post": ""}
    response = act_on(signed_in(cast.wang_fang), handling(cast), "pending", **typed)
    assert response.status_code == 422
    assert "请选一个岗位" in text(response) and "等排期。" in text(response)


@pytest.mark.parametrize(("days", "said"), [(0, "今天以后"), (400, "一年以后")])
def test_a_review_day_lies_ahead_and_within_a_year(cast: Cast, days, said):
    day = (clock.today() + timedelta(days=days)).isoformat()
    typed = {"reason": "plan", "words": "等排期。", "post": "leader", "review_at": day}
    response = act_on(signed_in(cast.wang_fang), handling(cast), "pending", unit="春城街道分中心", **typed)
    assert response.status_code == 422
    assert said in text(response)


def test_a_review_day_that_a_clock_set_back_made_past_is_said_by_the_field(cast: Cast):
    """Nothing is dated before what happened already, whatever the machine's clock says."""
    case = handling(cast)
    Case.objects.filter(pk=case.pk).update(acted_at=clock.now() + timedelta(days=10))
    day = (clock.today() + timedelta(days=5)).isoformat()
    typed = {"reason": "plan", "words": "等排期。", "post": "station_clerk", "review_at": day}
    response = act_on(signed_in(cast.wang_fang), case, "pending", unit=cast.station.name, **typed)
    assert response.status_code == 422
    assert "请写今天以后的日子" in text(response) and "等排期。" in text(response)


def test_the_public_list_counts_by_street_category_and_reason_and_says_no_more(cast: Cast, client):
    pending_on(cast)
    pending_on(cast)
    accused = pending_on(cast)
    Case.objects.filter(pk=accused.id).update(about_a_unit=True, kind="oversight")
    (heap,) = public_ledger()
    assert (heap.subcentre_id, heap.reason, heap.count) == (cast.street.id, "budget", 2)
    page = text(client.get("/pending"))
    assert "春城街道分中心" in page
    assert "锦江花园" not in page
    assert "要区里批下" not in page
