"""Merging by pages: what may be the same is offered with its reason, refusals are said, words stay with the handler."""

import pytest

from huisheng.cases.actions.resident import add_words
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import answer_case, asked, assigned, case_of, handling, token, viewer
from huisheng.cases.tests.pages import act_on, at, form_in, signed_in, text
from huisheng.cases.tests.several import LIT, fresh, lights, merged
from huisheng.people.contacts import Contact
from tests.cast import Cast


@pytest.fixture
def waiting(cast: Cast) -> Case:
    """Received without a category, at the plot of the lights; the words speak of a light."""
    lights(cast, 1)
    return case_of(asked(cast, category=None, words=LIT["words"], contact=Contact("phone", "13804310007")))


def test_triage_offers_what_may_be_the_same_with_its_reason(cast: Cast, waiting: Case):
    page = text(signed_in(cast.wang_fang).get(at(waiting, "triage")))
    assert "可能是同一件" in page
    assert "同一块责任田，同一类，同一天" in page


def test_another_category_offers_something_else(cast: Cast, waiting: Case):
    other = assigned(cast, category="refuse")
    response = signed_in(cast.wang_fang).get(
        at(waiting, "triage"), {"category": str(other.category_id), "plot": cast.plots[0].code}
    )
    assert other.number in text(response)


def test_from_the_desk_it_is_merged_and_the_next_one_opens(cast: Cast, waiting: Case):
    later = case_of(asked(cast, category=None))
    client = signed_in(cast.wang_fang)
    form = form_in(client.get(at(waiting, "triage")), at(waiting, "merging"))
    response = client.post(at(waiting, "merging"), {**form, "then": "next"})
    assert response["Location"].startswith(at(later, "triage"))
    head = Case.objects.get(pk=str(fresh(waiting).head_id))
    assert (fresh(waiting).state, head.category_id) == (State.MERGED, head.category_id)


def test_by_its_number(cast: Cast):
    first, second = lights(cast, 2)
    response = act_on(signed_in(cast.wang_fang), first, "merging", number=second.number)
    assert response.status_code == 302
    assert fresh(second).head_id == first.id


def test_by_choosing_one_of_those_offered(cast: Cast):
    first, second = lights(cast, 2)
    act_on(signed_in(cast.wang_fang), second, "merging", other=first.number)
    assert fresh(second).head_id == first.id


@pytest.mark.parametrize("typed", ["", "2026-春-999999", "不是编号"])
def test_a_number_that_is_none_is_said_and_kept(cast: Cast, typed: str):
    first = lights(cast, 1)[0]
    response = act_on(signed_in(cast.wang_fang), first, "merging", number=typed)
    assert response.status_code == 422
    assert typed in text(response)


def test_what_cannot_be_merged_says_why(cast: Cast):
    _head, second = merged(cast, 2)
    third = lights(cast, 1)[0]
    response = act_on(signed_in(cast.wang_fang), third, "merging", number=second.number)
    assert response.status_code == 422
    assert "已经并到别的诉求里了" in text(response)


def test_a_case_of_others_is_not_found(cast: Cast):
    foreign = assigned(cast, **{**LIT, "plot_id": cast.other_plots[0].id})
    response = act_on(signed_in(cast.wang_fang), lights(cast, 1)[0], "merging", number=foreign.number)
    assert "没有编号是" in text(response)
    assert fresh(foreign).state == State.ASSIGNED


def test_the_follower_shows_its_head_and_the_head_its_followers(cast: Cast):
    head, second = merged(cast, 2)
    client = signed_in(cast.wang_fang)
    assert at(head) in text(client.get(at(second)))
    assert at(second) in text(client.get(at(head)))


def test_words_of_followers_are_for_whoever_works_on_it(cast: Cast):
    head, second = merged(cast, 2)
    add_words(second.id, token(), "第二盏也不亮")
    assert "第二盏也不亮" in text(signed_in(cast.wang_fang).get(at(head)))
    for reader in (cast.qian_li, cast.zhao_qiang):
        page = signed_in(reader).get(at(head))
        assert page.status_code in (200, 404)
        assert "第二盏也不亮" not in text(page)


def test_whoever_answers_is_told_to_how_many_it_goes(cast: Cast):
    head = handling(cast, **LIT)
    second = lights(cast, 1)[0]
    act_on(signed_in(cast.wang_fang), second, "merging", number=head.number)
    client = signed_in(cast.wang_fang)
    assert "也会送给跟着这一件的 1 个人" in text(client.get(at(head)))
    assert "也会送给跟着这一件的 1 个人" in text(client.get(at(head, "answer")))
    assert "跟着这一件的 1 个人也看得到" in text(client.get(at(head, "progress")))


def test_the_followers_page_tells_the_answer_to_a_call_back_clerk(cast: Cast):
    head, second = merged(cast, 2)
    answer_case(head.id, viewer(cast.wang_fang), token(), "换了灯泡。", Outcome.FIXED)
    assert "换了灯泡。" in text(signed_in(cast.chen_jing).get(at(second, "telephone")))


def test_it_is_split_off_from_its_page(cast: Cast):
    _head, second = merged(cast, 2)
    client = signed_in(cast.wang_fang)
    assert at(second, "splitting") in text(client.get(at(second)))
    act_on(client, second, "splitting")
    assert fresh(second).state == State.RECEIVED


def test_a_merged_case_and_one_about_a_unit_offer_no_merging(cast: Cast):
    _head, second = merged(cast, 2)
    assert at(second, "merging") not in text(signed_in(cast.wang_fang).get(at(second)))
    about = case_of(asked(cast, **LIT, about_a_unit=True, accused_unit_id=cast.studio.id))
    assert at(about, "merging") not in text(signed_in(cast.sun_li).get(at(about)))
