"""Going through the desk: forth, back, and taking back what one decided last, with and without scripts."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import asked, case_of, category_id, token, viewer
from huisheng.cases.tests.pages import act_on, at, form_in, signed_in, text
from huisheng.cases.tests.several import fresh
from tests.cast import Cast

UNDO = "/cases/triage/undo"


@pytest.fixture
def waiting(cast: Cast) -> list[Case]:
    """Three at the station's desk, in the order in which they fall due."""
    category_id("heating")
    cases = [case_of(asked(cast, category=None)) for _each in range(3)]
    return sorted(cases, key=lambda case: (case.due_at, case.id))


def test_forth_and_back(cast: Cast, waiting):
    client = signed_in(cast.wang_fang)
    first, second, third = waiting
    forth = client.get("/cases/triage/next", {"after": first.number})
    assert forth["Location"] == at(second, "triage")
    assert client.get("/cases/triage/next", {"before": third.number})["Location"] == at(second, "triage")


def test_what_was_skipped_is_not_next_after_a_decision(cast: Cast, waiting):
    response = act_on(signed_in(cast.wang_fang), waiting[1], "triage", then="next")
    assert response["Location"].startswith(at(waiting[2], "triage"))


def decide_by_script(client: Client, case: Case) -> Any:
    form = form_in(client.get(at(case, "triage")), at(case, "triage"))
    return client.post(at(case, "triage"), {**form, "then": "next"}, headers={"X-Triage": "1"})


def test_a_script_is_told_which_is_next_and_gets_no_page(cast: Cast, waiting):
    response = decide_by_script(signed_in(cast.wang_fang), waiting[0])
    assert (response.status_code, response.content) == (204, b"")
    assert response["X-Next"] == at(waiting[1], "triage")
    assert unquote(response["X-Done"]) == waiting[0].number
    assert fresh(waiting[0]).state == State.ASSIGNED


def test_a_script_that_looks_ahead_gets_the_next_page_or_nothing(cast: Cast, waiting):
    client = signed_in(cast.wang_fang)
    ahead = client.get("/cases/triage/next", {"after": waiting[0].number, "ahead": "1"}, follow=True)
    assert "等待整理 2 件" in text(ahead)
    for case in waiting[:2]:
        decide_by_script(client, case)
    last = client.get("/cases/triage/next", {"after": waiting[2].number, "ahead": "1"})
    assert last.status_code == 204


def undo(client: Client, case: Case) -> Any:
    page = client.get(
        at(case, "triage") if case.state == State.RECEIVED else "/cases/triage/next", follow=True
    )
    form = form_in(page, UNDO)
    return client.post(UNDO, {**form, "number": case.number})


def test_the_page_after_a_decision_offers_to_take_it_back(cast: Cast, waiting):
    client = signed_in(cast.wang_fang)
    page = client.get(act_on(client, waiting[0], "triage", then="next")["Location"])
    form = form_in(page, UNDO)
    assert form["number"] == waiting[0].number
    response = client.post(UNDO, form)
    assert response["Location"] == at(waiting[0], "triage")
    again = fresh(waiting[0])
    assert (again.state, again.due_at, again.category_id) == (State.RECEIVED, waiting[0].due_at, None)
    assert client.post(UNDO, form)["Location"] == at(waiting[0], "triage")
    assert fresh(waiting[0]).version == again.version


def test_where_the_unit_signed_already_it_stays(cast: Cast, waiting):
    client = signed_in(cast.wang_fang)
    act_on(client, waiting[0], "triage", then="next")
    accept_case(waiting[0].id, viewer(cast.wang_fang), token())
    response = client.post(UNDO, {"number": waiting[0].number, "key": "none"}, follow=True)
    assert "又有人办过它" in text(response)
    assert fresh(waiting[0]).state == State.HANDLING


def test_what_another_decided_stays(cast: Cast, waiting):
    act_on(signed_in(cast.wang_fang), waiting[0], "triage", then="next")
    response = signed_in(cast.sun_li).post(UNDO, {"number": waiting[0].number}, follow=True)
    assert "不归您" in text(response)
    assert fresh(waiting[0]).state == State.ASSIGNED


@pytest.mark.parametrize("number", ["", "2026-春-999999"])
def test_nothing_to_take_back_is_said(cast: Cast, waiting, number: str):
    response = signed_in(cast.wang_fang).post(UNDO, {"number": number}, follow=True)
    assert "没有可以撤销的" in text(response)


def test_the_map_goes_from_the_district_down_to_plots_that_fill_the_form(cast: Cast):
    category_id("heating")
    case = case_of(asked(cast, category=None, plot_id=None))
    client = signed_in(cast.sun_li)
    district = text(client.get(at(case, "triage")))
    assert f"{at(case, 'triage')}?area=A-street" in district
    street = text(client.get(at(case, "triage"), {"area": "A-street"}))
    assert "?area=A-community" in street
    community = text(client.get(at(case, "triage"), {"area": "A-community"}))
    picked = f"?plot={cast.plots[0].code}"
    assert picked in community
    form = form_in(client.get(at(case, "triage") + picked), at(case, "triage"))
    assert form["plot"] == cast.plots[0].code
