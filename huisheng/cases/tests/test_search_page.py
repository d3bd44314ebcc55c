"""Search: numbers and their endings, two-character words, places; persons only with a reason, on record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.give import give_case
from huisheng.cases.actions.report import write_note
from huisheng.cases.actions.resident import Rating, rate_case
from huisheng.cases.tests.matters import answered, assigned, handling, token, viewer
from huisheng.cases.tests.pages import Response, signed_in, text
from huisheng.core.models import AuditEntry
from huisheng.people.contacts import Contact
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint

SEARCH = "/cases/search"


def found(person: Person, words: str) -> list[str]:
    return [row.number for row in signed_in(person).get(SEARCH, {"q": words}).context.get("rows", [])]


def test_by_the_whole_number_by_its_end_and_in_full_width(cast: Cast):
    case = assigned(cast)
    assigned(cast)
    end = case.number[-6:]
    full_width = end.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for typed in (case.number, end, case.number.partition("-")[2], f" {end} ", full_width):
        assert found(cast.wang_fang, typed) == [case.number]


def test_two_characters_are_enough(cast: Cast):
    heating, light = assigned(cast), assigned(cast, words="路灯连着三盏不亮。")
    assert found(cast.wang_fang, "暖气") == [heating.number]
    assert found(cast.wang_fang, "路灯") == [light.number]
    assert found(cast.wang_fang, "三盏不亮") == [light.number]
    assert found(cast.wang_fang, "电梯") == []


def test_all_that_was_typed_must_be_there(cast: Cast):
    case = assigned(cast)
    assert found(cast.wang_fang, "暖气 老人") == [case.number]
    assert found(cast.wang_fang, "暖气 路灯") == []


def test_notes_of_colleagues_are_found_too(cast: Cast):
    case = handling(cast)
    write_note(case.id, viewer(cast.wang_fang), token(), "换热站在地下室。")
    assert found(cast.sun_li, "换热站") == [case.number]


def test_what_was_said_when_rating_leads_nowhere(cast: Cast):
    case = answered(cast)
    rate_case(case.id, token(), Rating(attitude="1"), "那个经办人爱搭不理。")
    for person in (cast.wang_fang, cast.sun_li, cast.chen_jing):
        assert found(person, "爱搭不理") == []


def test_a_case_given_to_somebody_is_found_by_them(cast: Cast):
    case = handling(cast)
    assert found(cast.zhao_qiang, "暖气") == []
    give_case(case.id, viewer(cast.wang_fang), token(), cast.zhao_qiang.pk)
    assert found(cast.zhao_qiang, "暖气") == [case.number]


def test_an_outsider_finds_nothing(cast: Cast):
    case = assigned(cast)
    for typed in (case.number, case.number[-6:], "暖气", "老人"):
        assert found(cast.he_san, typed) == []


def test_the_accused_find_nothing_by_any_words_or_number(cast: Cast):
    case = handling(cast)
    accuse_unit(case.id, viewer(cast.wang_fang), token(), cast.station.id, cast.wang_fang.pk)
    for person in (cast.wang_fang, cast.zhao_qiang):
        for typed in (case.number, case.number[-6:], "暖气", "八十岁"):
            response = signed_in(person).get(SEARCH, {"q": typed})
            assert case.number not in text(response).replace(f'value="{typed}"', "")
            assert not response.context["rows"]
    assert found(cast.sun_li, "暖气") == [case.number]


@pytest.mark.parametrize("typed", ["暖气", "000001", "没有的词", ""])
def test_few_statements_whatever_is_typed(cast: Cast, typed):
    for _each in range(5):
        assigned(cast)
    client = signed_in(cast.wang_fang)
    client.get(SEARCH)
    with CaptureQueriesContext(connection) as captured:
        client.get(SEARCH, {"q": typed})
    assert len(captured) <= 9


def test_places_and_units_are_offered_with_what_is_under_way_there(cast: Cast):
    page = text(signed_in(cast.wang_fang).get(SEARCH, {"q": "锦江花园"}))
    assert cast.plots[0].label if hasattr(cast.plots[0], "label") else cast.plots[0].code in page
    assert f"/cases/?plot={cast.plots[0].code}" in page


def test_a_telephone_number_is_not_looked_for_in_the_open(cast: Cast):
    assigned(cast, contact=Contact("phone", "13804310001"))
    page = text(signed_in(cast.wang_fang).get(SEARCH, {"q": "138 0431 0001"}))
    assert "电话和邮箱不能在这里查" in page
    assert "138 0431 0001" not in page
    assert not AuditEntry.objects.filter(action="contact_searched").exists()


def search_person(person: Person, contact: str = "13804310001", reason: str = "own_request") -> Response:
    return signed_in(person).post("/cases/search/person", {"contact": contact, "reason": reason})


def test_a_call_back_clerk_finds_one_persons_matters_for_a_reason_on_record(cast: Cast):
    first = assigned(cast, contact=Contact("phone", "13804310001"))
    second = assigned(cast, contact=Contact("phone", "13804310001"))
    assigned(cast, contact=Contact("phone", "13804310002"))
    response = search_person(cast.chen_jing, "138-0431-0001")
    assert [row.number for row in response.context["rows"]] == [second.number, first.number]
    entry = AuditEntry.objects.get(action="contact_searched")
    assert (entry.actor, entry.detail["reason"]) == (cast.chen_jing.account.pk, "own_request")
    assert "13804310001" not in str(entry.detail)


def test_without_a_reason_nothing_is_looked_for(cast: Cast):
    response = search_person(cast.chen_jing, reason="")
    assert response.status_code == 422
    assert "请选一个理由" in text(response)
    assert not AuditEntry.objects.filter(action="contact_searched").exists()


def test_nobody_else_searches_by_person(cast: Cast):
    for person in (cast.wang_fang, cast.sun_li, cast.qian_li, cast.he_san):
        assert search_person(person).status_code == 403
    assert "按人查" not in text(signed_in(cast.wang_fang).get(SEARCH))


def test_a_persons_matters_elsewhere_stay_out_of_reach(cast: Cast):
    clerk = add_person("高远", "gao.yuan")
    appoint([(clerk, "call_back_clerk", cast.other_street)])
    assigned(cast, contact=Contact("phone", "13804310001"))
    assert search_person(clerk).context["rows"] == []


def test_opened_as_an_address_the_search_by_person_asks_to_be_filled_in_again(cast: Cast):
    """Where one lands who was asked to sign in again in the middle of it."""
    response = signed_in(cast.chen_jing).get("/cases/search/person", follow=True)
    assert response.redirect_chain == [(SEARCH, 302)]
    assert "按人查要重新填" in text(response)
    assert not AuditEntry.objects.filter(action="contact_searched").exists()
