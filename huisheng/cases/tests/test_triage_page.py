"""The triage desk: the proposal with its reason, one keypress a case, and nothing assigned unseen."""

import pytest

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.object import Objection, object_to_case
from huisheng.cases.actions.rule import uphold
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Ground
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import asked, assigned, case_of, category_id, token, viewer
from huisheng.cases.tests.pages import act_on, at, form_in, signed_in, text
from tests.cast import Cast


@pytest.fixture
def waiting(cast: Cast) -> Case:
    """Received without category: the words speak of heating."""
    category_id("heating")
    return case_of(asked(cast, category=None))


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_the_category_is_suggested_from_the_words_and_the_unit_from_the_catalogue(cast: Cast, waiting):
    response = signed_in(cast.wang_fang).get(at(waiting, "triage"))
    form = form_in(response, at(waiting, "triage"))
    assert form["category"] == str(category_id("heating"))
    assert form["assign"] == "routed"
    assert form["proposed"] == str(cast.station.id)
    assert "按居民的话猜的" in text(response)
    assert f"依据：责任田 {cast.plots[0].code}" in text(response)


def test_sending_the_page_as_it_opens_triages_and_assigns_and_opens_the_next(cast: Cast, waiting):
    later = case_of(asked(cast, category=None))
    response = act_on(signed_in(cast.wang_fang), waiting, "triage", then="next")
    assert response["Location"].startswith(at(later, "triage"))
    done = fresh(waiting)
    assert (done.state, done.unit_id, done.category_id) == (
        State.ASSIGNED,
        cast.station.id,
        category_id("heating"),
    )


def test_after_the_last_one_comes_the_queue(cast: Cast, waiting):
    response = act_on(signed_in(cast.wang_fang), waiting, "triage", then="next")
    assert response["Location"] == "/cases/"


def test_saving_one_only_goes_back_to_the_case(cast: Cast, waiting):
    response = act_on(signed_in(cast.wang_fang), waiting, "triage", then="stay")
    assert response["Location"] == at(waiting)


def test_nothing_goes_to_a_unit_that_the_page_did_not_show(cast: Cast, waiting):
    client = signed_in(cast.wang_fang)
    response = act_on(client, waiting, "triage", category=category_id("property"))
    assert response.status_code == 422
    assert "归属也变了" in text(response)
    again = form_in(response, at(waiting, "triage"))
    assert again["proposed"] == str(cast.studio.id)
    assert fresh(waiting).state == State.RECEIVED
    assert client.post(at(waiting, "triage"), again).status_code == 302
    assert fresh(waiting).unit_id == cast.studio.id


def test_a_script_may_ask_for_the_proposal_of_another_choice(cast: Cast, waiting):
    client = signed_in(cast.wang_fang)
    address = at(waiting, "triage")
    response = client.get(address, {"category": str(category_id("property")), "plot": cast.plots[0].code})
    assert form_in(response, address)["proposed"] == str(cast.studio.id)


def test_another_unit_by_its_name(cast: Cast, waiting):
    response = act_on(
        signed_in(cast.sun_li), waiting, "triage", assign="other", unit="住建分中心", need_class="hardship"
    )
    assert response.status_code == 302
    assert (fresh(waiting).unit_id, fresh(waiting).need_class) == (cast.housing.id, "hardship")


def test_another_unit_must_be_named(cast: Cast, waiting):
    response = act_on(signed_in(cast.wang_fang), waiting, "triage", assign="other", unit="")
    assert response.status_code == 422
    assert "请写一个单位，或者先不交办" in text(response)


def test_triage_without_assignment(cast: Cast, waiting):
    act_on(signed_in(cast.wang_fang), waiting, "triage", assign="later", urgency="urgent")
    assert (fresh(waiting).state, fresh(waiting).urgency) == (State.TRIAGED, "urgent")


def test_a_plot_by_its_sign_and_one_that_does_not_exist(cast: Cast):
    category_id("heating")
    case = case_of(asked(cast, category=None, plot_id=None))
    client = signed_in(cast.sun_li)
    wrong = act_on(client, case, "triage", plot="不存在的田", assign="later")
    assert "没有“不存在的田”这块责任田" in text(wrong)
    sign = cast.plots[0].sign_code.lower()
    assert act_on(client, case, "triage", plot=sign, assign="later").status_code == 302
    assert fresh(case).plot_id == cast.plots[0].id


def test_where_the_catalogue_knows_nobody_the_reason_is_said(cast: Cast):
    category_id("heating")
    case = case_of(asked(cast, category=None, plot_id=None))
    response = signed_in(cast.sun_li).get(at(case, "triage"))
    assert "按目录定不了：没有写明地点" in text(response)
    assert form_in(response, at(case, "triage"))["assign"] == "later"


def test_the_unit_that_a_ruling_relieved_is_not_chosen_again_by_itself(cast: Cast):
    case = assigned(cast)
    object_to_case(case.id, viewer(cast.wang_fang), token(), Objection(Ground.REMIT, "是热力公司的主管网。"))
    uphold(case.id, viewer(cast.sun_li), token(), cast.housing.id, "归住建。")
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.housing.id)
    response = signed_in(cast.sun_li).get(at(case, "triage"))
    assert form_in(response, at(case, "triage"))["assign"] == "other"
    assert "它刚说过不归它管" in text(response)
    assert "是热力公司的主管网。" in text(response)


def test_the_unit_that_a_case_is_about_is_never_proposed(cast: Cast):
    category_id("heating")
    receipt = asked(cast, category=None, about_a_unit=True, accused_unit_id=cast.station.id)
    response = signed_in(cast.sun_li).get(at(case_of(receipt), "triage"))
    assert "proposed" not in form_in(response, at(case_of(receipt), "triage"))
    refused = act_on(
        signed_in(cast.sun_li), case_of(receipt), "triage", assign="other", unit=cast.studio.name
    )
    assert refused.status_code == 422
    assert "不能交给这个单位" in text(refused)


def test_skipping_opens_the_one_behind_and_comes_round(cast: Cast, waiting):
    second, client = case_of(asked(cast, category=None)), signed_in(cast.wang_fang)
    address = "/cases/triage/next"
    assert client.get(address)["Location"] == at(waiting, "triage")
    assert client.get(address, {"after": waiting.number})["Location"] == at(second, "triage")
    assert client.get(address, {"after": second.number})["Location"] == at(waiting, "triage")


def test_with_nothing_to_triage_the_way_leads_to_the_queue(cast: Cast):
    assert signed_in(cast.wang_fang).get("/cases/triage/next")["Location"] == "/cases/"


def test_two_clerks_at_one_desk_the_second_is_told(cast: Cast, waiting):
    first, second = signed_in(cast.wang_fang), signed_in(cast.sun_li)
    form = form_in(second.get(at(waiting, "triage")), at(waiting, "triage"))
    act_on(first, waiting, "triage", urgency="urgent", assign="later")
    answer = second.post(at(waiting, "triage"), form)
    assert answer.status_code == 409
    assert "您打开这一页之后，这件事变了" in text(answer)
    assert fresh(waiting).state == State.TRIAGED


def test_whoever_does_not_triage_there_cannot(cast: Cast, waiting):
    assert signed_in(cast.he_san).get(at(waiting, "triage")).status_code == 404
    assert signed_in(cast.qian_li).get(at(waiting, "triage")).status_code == 403


def test_the_case_page_carries_the_same_form(cast: Cast, waiting):
    response = act_on(signed_in(cast.wang_fang), waiting, "triage", page="case", then="stay")
    assert response.status_code == 302
    assert fresh(waiting).state == State.ASSIGNED
