"""Reached, and what was said; not reached, and why; scripts; four weeks later."""

import pytest

from huisheng.cases.actions.call_backs import Call, take_call
from huisheng.cases.actions.not_reached import not_reached
from huisheng.cases.actions.recheck import ask_rechecks
from huisheng.cases.actions.resident import confirm_case
from huisheng.cases.models import CallScript, Case, CaseEvent
from huisheng.cases.models.codes import Outcome, Urgency
from huisheng.cases.models.ends import CallResult, Recheck
from huisheng.cases.models.transitions import Act, Clock, State, Who
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.tests.matters import answered, token, viewer
from huisheng.cases.tests.pages import at, form_in, signed_in, text
from huisheng.core.models import AuditEntry
from huisheng.people.contacts import Contact
from tests.cast import Cast

CALLS = "/cases/calls"


@pytest.fixture
def due(cast: Cast) -> Case:
    return answered(cast, contact=Contact("phone", "13804310001"))


def send(cast: Cast, case: Case, name: str, **typed: str):
    client = signed_in(cast.chen_jing)
    form = form_in(client.get(at(case, "telephone")), at(case, name))
    return client.post(at(case, name), {**form, **{f"{name}-{key}": value for key, value in typed.items()}})


def test_the_call_is_due_two_working_days_after_the_answer(due: Case):
    assert due.answered_at is not None
    expected = catalogue().due(Clock.CALL_BACK, due.category_id, Urgency(due.urgency), due.answered_at)
    assert due.call_back_by == expected


@pytest.mark.parametrize(
    ("resolved", "state", "acts"),
    [
        ("yes", State.CONFIRMED, [Act.REACHED, Act.CONFIRM]),
        ("no", State.RETURNED, [Act.REACHED, Act.SEND_BACK]),
        ("partly", State.ANSWERED, [Act.REACHED]),
        ("unsaid", State.ANSWERED, [Act.REACHED]),
    ],
)
def test_what_was_said_is_done_in_one_act(cast: Cast, due, resolved, state, acts):
    assert (
        send(cast, due, "reached", resolved=resolved, contacted="yes", words="还差一截。").status_code == 302
    )
    case = Case.objects.get(pk=due.pk)
    assert (case.state, case.call_back_due) == (state, False)
    said = CaseEvent.objects.filter(case_id=due.id, who=Who.CALL_BACK).order_by("seq")
    assert [event.act for event in said] == acts
    assert said[0].codes["contacted"] == "yes"


def test_partly_is_no_confirmation_and_may_still_fall_silent(cast: Cast, due, later):
    case = take_call(due.id, viewer(cast.chen_jing), token(), Call(resolved="partly"))
    assert (case.state, case.closed_at) == (State.ANSWERED, None)


def test_nobody_inside_the_unit_takes_a_call_down(cast: Cast, due):
    with pytest.raises(Refused):
        take_call(due.id, viewer(cast.wang_fang), token(), Call(resolved="yes"))


@pytest.mark.parametrize("why", [CallResult.REFUSED, CallResult.WRONG_NUMBER])
def test_a_refusal_or_a_wrong_number_ends_the_calling_and_confirms_nothing(cast: Cast, due, why):
    send(cast, due, "not_reached", why=why)
    case = Case.objects.get(pk=due.pk)
    assert (case.call_back_due, case.state) == (False, State.ANSWERED)
    assert CaseEvent.objects.get(case_id=due.id, act=Act.NOT_REACHED).codes["result"] == why


def test_three_times_in_one_morning_are_not_enough(cast: Cast, due, monkeypatch):
    from datetime import UTC, timedelta

    from huisheng.core import clock

    clerk = viewer(cast.chen_jing)
    base = (clock.now() + timedelta(days=2)).astimezone(UTC).replace(hour=1)  # nine in the morning
    for hour in (0, 1, 2):
        monkeypatch.setattr(clock, "now", lambda hour=hour: base.replace(hour=1 + hour))
        assert not_reached(due.id, clerk, token()).call_back_due is True
    monkeypatch.setattr(clock, "now", lambda: base.replace(hour=7))  # three in the afternoon
    assert not_reached(due.id, clerk, token()).call_back_due is False


def test_the_script_fits_the_outcome_and_the_district_writes_its_own(cast: Cast, due):
    assert "这里是回访，不是办事的单位" in text(signed_in(cast.chen_jing).get(at(due, "telephone")))
    keeper = signed_in(cast.sun_li)
    form = form_in(keeper.get("/cases/calls/scripts"), "/cases/calls/scripts")
    assert len([name for name in form if name.endswith("_zh")]) == len(Outcome)
    changed = {**form, "fixed_zh": "大娘好，事办成了没有？"}
    assert keeper.post("/cases/calls/scripts", changed).status_code == 302
    assert list(CallScript.objects.values_list("outcome", flat=True)) == ["fixed"]
    assert AuditEntry.objects.filter(action="cases.call_script").count() == 1
    assert "大娘好" in text(signed_in(cast.chen_jing).get(at(due, "telephone")))
    assert keeper.post("/cases/calls/scripts", {**form, "fixed_en": ""}).status_code == 422
    assert signed_in(cast.wang_fang).get("/cases/calls/scripts").status_code == 403


def test_after_four_weeks_those_with_a_telephone_are_on_the_list(cast: Cast, due, later):
    confirm_case(due.id, token())
    without = confirm_case(answered(cast).id, token())
    later(days=28, minutes=1)
    ask_rechecks()
    listed = text(signed_in(cast.chen_jing).get(f"{CALLS}?list=recheck"))
    assert due.number in listed
    assert without.number not in listed
    page = signed_in(cast.chen_jing).get(at(due, "telephone"))
    assert "四个星期了，还好吗" in text(page)
    assert send(cast, due, "rechecking", said="back", words="又不热了。").status_code == 302
    case = Case.objects.get(pk=due.pk)
    assert (case.state, case.recheck) == (State.RETURNED, Recheck.BACK)


def test_still_fixed_by_telephone(cast: Cast, due, later):
    confirm_case(due.id, token())
    later(days=28, minutes=1)
    ask_rechecks()
    send(cast, due, "rechecking", said="fixed")
    assert Case.objects.get(pk=due.pk).recheck == Recheck.FIXED
    assert due.number not in text(signed_in(cast.chen_jing).get(f"{CALLS}?list=recheck"))
