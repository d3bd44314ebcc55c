"""Every act has a page: its form, its answer, what was typed kept when something stands in the way."""

import pytest

from huisheng.cases.actions.report import report_progress
from huisheng.cases.forms.fields import find_plot, find_unit
from huisheng.cases.models import Case, CaseEvent, CaseWords
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.tests.matters import answered, asked, assigned, case_of, handling, token, viewer
from huisheng.cases.tests.pages import act_on, at, form_in, signed_in, text
from huisheng.network.models import Plot
from huisheng.network.tree import forget
from huisheng.people.places import find_place as find_post_place
from tests.cast import Cast, add_person, appoint


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_signing_from_the_case_page(cast: Cast):
    case = assigned(cast)
    response = act_on(signed_in(cast.wang_fang), case, "acceptance", page="case")
    assert response.status_code == 302
    assert response["Location"] == at(case)
    assert fresh(case).state == State.HANDLING


def test_answering_from_the_case_page(cast: Cast):
    case = handling(cast)
    response = act_on(
        signed_in(cast.wang_fang), case, "answer", page="case", words="立管已经排气。", outcome="fixed"
    )
    assert response.status_code == 302
    assert (fresh(case).state, fresh(case).outcome) == (State.ANSWERED, "fixed")


def test_an_answer_without_outcome_comes_back_with_its_words(cast: Cast):
    case = handling(cast)
    response = act_on(signed_in(cast.wang_fang), case, "answer", page="case", words="立管已经排气。")
    assert response.status_code == 422
    assert "请选一个结果" in text(response)
    assert form_in(response, at(case, "answer"))["words"] == "立管已经排气。"
    assert fresh(case).state == State.HANDLING


def test_the_words_of_an_answer_may_be_kept_as_a_note_instead(cast: Cast):
    case, client = handling(cast), signed_in(cast.wang_fang)
    shown = client.get(at(case))
    assert f'formaction="{at(case, "notes")}"' in text(shown)
    form = form_in(shown, at(case, "answer"))
    assert client.post(at(case, "notes"), {**form, "words": "先记下：气门在地下室。"}).status_code == 302
    assert CaseWords.objects.get(case=case, kind="note").text == "先记下：气门在地下室。"
    assert fresh(case).state == State.HANDLING


@pytest.mark.parametrize(
    ("name", "kind"), [("progress", "progress"), ("notes", "note"), ("question", "question")]
)
def test_words_for_the_resident_and_for_colleagues(cast: Cast, name, kind):
    case = handling(cast)
    assert act_on(signed_in(cast.wang_fang), case, name, words="上午去看过。").status_code == 302
    assert CaseWords.objects.get(case=case, kind=kind).text == "上午去看过。"


def test_after_it_left_their_sight_people_land_in_the_queue(cast: Cast):
    case = assigned(cast, category="refuse")
    response = act_on(signed_in(cast.wang_fang), case, "assignment", unit=cast.housing.name)
    assert response["Location"] == "/cases/"


def test_giving_it_to_one_of_the_unit_and_to_nobody_else(cast: Cast):
    case, client = handling(cast), signed_in(cast.wang_fang)
    helper = add_person("刘洋", "liu.yang")
    appoint([(helper, "field_worker", cast.station)])
    assert act_on(client, case, "handler", person=helper.pk).status_code == 302
    assert fresh(case).handler_id == helper.pk
    assert act_on(client, case, "handler", person=cast.he_san.pk).status_code == 422
    assert act_on(client, case, "handler", person="").status_code == 302
    assert fresh(case).handler_id is None


def test_giving_it_to_who_has_it_already_is_no_act(cast: Cast):
    case, client = handling(cast), signed_in(cast.wang_fang)
    seen = fresh(case).version
    response = act_on(client, case, "handler", person="")
    assert response.status_code == 422 and "现在就是这样" in response.content.decode()
    assert fresh(case).version == seen


def test_calling_a_unit_lets_it_see_and_report(cast: Cast):
    case = handling(cast)
    assert signed_in(cast.zhou_min).get(at(case)).status_code == 404
    response = act_on(signed_in(cast.wang_fang), case, "calling", unit="民政分中心")
    assert response.status_code == 302
    called = signed_in(cast.zhou_min)
    assert called.get(at(case)).status_code == 200
    assert act_on(called, case, "progress", words="救助金已经批了。").status_code == 302
    assert called.get(at(case, "answer")).status_code in (403, 409)


def test_a_unit_that_cannot_take_it_is_said_by_the_field(cast: Cast):
    case = handling(cast)
    response = act_on(signed_in(cast.wang_fang), case, "calling", unit=cast.station.name)
    assert response.status_code == 422
    assert "不能交给这个单位" in text(response)
    assert cast.station.name in form_in(response, at(case, "calling"))["unit"]


def test_a_unit_that_does_not_exist_or_is_not_clear(cast: Cast):
    case, client = handling(cast), signed_in(cast.wang_fang)
    assert "没有“月球”这个单位" in text(act_on(client, case, "calling", unit="月球"))
    assert "是哪一个？" in text(act_on(client, case, "calling", unit="社区工作站"))


def test_a_code_may_be_typed_full_width(cast: Cast):
    full_width = cast.housing.code.replace("-", "－")
    for digit in range(10):
        full_width = full_width.replace(str(digit), "０１２３４５６７８９"[digit])
    assert full_width != cast.housing.code
    assert find_unit(f" {full_width}") == cast.housing.id
    assert find_plot(cast.plots[0].code.replace("-", "—")) == cast.plots[0].id
    assert find_post_place(full_width) == {"unit_id": cast.housing.id}


def test_a_code_that_was_kept_full_width_is_found_as_it_is_typed(cast: Cast) -> None:
    usual, full_width = cast.plots[0].code, cast.plots[0].code.replace("-", "－")
    Plot.objects.filter(pk=cast.plots[1].pk).update(code=full_width)
    forget()
    assert (find_plot(full_width), find_plot(usual)) == (cast.plots[1].id, cast.plots[0].id)


def test_reassigning_keeps_the_promise(cast: Cast):
    case = handling(cast)
    assert act_on(signed_in(cast.sun_li), case, "assignment", unit=cast.housing.name).status_code == 302
    moved = fresh(case)
    assert (moved.state, moved.unit_id, moved.promised_at) == (
        State.ASSIGNED,
        cast.housing.id,
        case.promised_at,
    )


def test_a_supervisor_takes_over(cast: Cast):
    case = handling(cast)
    Case.objects.filter(pk=case.pk).update(supervisor=cast.centre)
    assert act_on(signed_in(cast.sun_li), case, "take_over").status_code == 302
    assert fresh(case).unit_id == cast.centre.id


def test_a_double_click_counts_once(cast: Cast):
    case, client = handling(cast), signed_in(cast.wang_fang)
    form = {**form_in(client.get(at(case, "progress")), at(case, "progress")), "words": "已经派人。"}
    first, second = (client.post(at(case, "progress"), form) for _click in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert CaseEvent.objects.filter(case=case, act=Act.PROGRESS).count() == 1


def test_a_stale_page_says_what_changed_keeps_the_words_and_may_be_sent_again(cast: Cast):
    case, client = handling(cast), signed_in(cast.wang_fang)
    form = form_in(client.get(at(case)), at(case, "answer"))
    report_progress(case.id, viewer(cast.wang_fang), token(), "供热公司已经到场。")
    typed = {**form, "words": "立管已经排气。", "outcome": "fixed"}
    stale = client.post(at(case, "answer"), typed)
    assert stale.status_code == 409
    assert "供热公司已经到场。" in text(stale)
    again = form_in(stale, at(case, "answer"))
    assert (again["words"], again["outcome"]) == ("立管已经排气。", "fixed")
    assert fresh(case).state == State.HANDLING
    assert client.post(at(case, "answer"), again).status_code == 302
    assert fresh(case).state == State.ANSWERED


def test_when_the_case_moved_on_the_words_can_be_taken_along(cast: Cast):
    case, client = handling(cast), signed_in(cast.wang_fang)
    form = form_in(client.get(at(case)), at(case, "answer"))
    act_on(client, case, "assignment", unit=cast.studio.name)
    late = client.post(at(case, "answer"), {**form, "words": "立管已经排气。", "outcome": "fixed"})
    assert late.status_code == 409
    assert "现在不能“答复居民”" in text(late)
    assert "改派给锦江花园工作室" in text(late)
    assert "立管已经排气。" in text(late)
    assert CaseEvent.objects.filter(case=case, act=Act.ANSWER).count() == 0


def test_when_the_case_went_out_of_sight_only_the_own_words_are_shown(cast: Cast):
    case, client = handling(cast), signed_in(cast.wang_fang)
    form = form_in(client.get(at(case)), at(case, "answer"))
    act_on(client, case, "assignment", unit=cast.housing.name)
    late = client.post(at(case, "answer"), {**form, "words": "立管已经排气。", "outcome": "fixed"})
    assert late.status_code == 404
    assert "立管已经排气。" in text(late)
    assert case.title not in text(late)


def test_a_form_without_its_key_is_refused_in_plain_words(cast: Cast):
    case = handling(cast)
    response = signed_in(cast.wang_fang).post(at(case, "progress"), {"words": "还在办。"})
    assert response.status_code == 422
    assert "这一页不完整" in text(response)
    assert form_in(response, at(case, "progress"))["words"] == "还在办。"


def test_who_may_only_see_cannot_act(cast: Cast):
    case = handling(cast)
    client = signed_in(cast.qian_li)
    assert client.get(at(case, "answer")).status_code in (403, 409)
    form = {
        "key": "0190a0a0-0000-7000-8000-000000000000",
        "seen": case.version,
        "words": "x",
        "outcome": "fixed",
    }
    assert client.post(at(case, "answer"), form).status_code in (403, 409)
    assert fresh(case).state == State.HANDLING


def test_accusing_asks_first_for_the_unit_then_for_the_person(cast: Cast):
    case, client = assigned(cast), signed_in(cast.sun_li)
    address = at(case, "accusation")
    assert "说的是谁" not in text(client.get(address))
    second = client.get(address, {"unit": cast.station.name})
    assert "王芳" in text(second)
    form = {**form_in(second, address), "person": cast.wang_fang.pk}
    assert client.post(address, form).status_code == 302
    accused = fresh(case)
    assert (accused.accused_unit_id, accused.accused_person_id) == (cast.station.id, cast.wang_fang.pk)
    assert accused.unit_id == cast.street.id
    assert signed_in(cast.wang_fang).get(at(case)).status_code == 404


def test_going_on_without_a_unit_says_that_one_is_needed(cast: Cast):
    client, address = signed_in(cast.sun_li), at(assigned(cast), "accusation")
    assert "请写一个单位" not in text(client.get(address))
    assert "请写一个单位" in text(client.get(address, {"unit": ""}))


def test_a_unit_that_is_not_found_is_said_before_anybody_is_accused(cast: Cast):
    response = signed_in(cast.sun_li).get(at(assigned(cast), "accusation"), {"unit": "没有的单位"})
    assert "没有“没有的单位”这个单位" in text(response)


def test_a_closed_case_offers_no_act_to_the_unit(cast: Cast):
    case = answered(cast)
    page = signed_in(cast.wang_fang).get(at(case))
    assert page.context["next"] is None
    assert "等居民说解决了没有" in text(page)


def test_assigning_what_was_triaged(cast: Cast):
    from huisheng.cases.actions.triage import Decision, triage_case
    from huisheng.cases.tests.matters import category_id

    case = case_of(asked(cast, category=None))
    triage_case(case.id, viewer(cast.wang_fang), token(), Decision(category_id("noise")))
    assert act_on(signed_in(cast.wang_fang), case, "assignment", unit=cast.studio.code).status_code == 302
    assert (fresh(case).state, fresh(case).unit_id) == (State.ASSIGNED, cast.studio.id)
